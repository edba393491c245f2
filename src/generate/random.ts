/**
 * Seeded random numbers: sfc32 (Chris Doty-Humphrey; passes his PractRand to terabytes; 32-bit integer operations only,
 * so equal on every machine). `randomStream` gives each (seed, purpose, index) its own generator; that is what
 * makes a day independent of the days before it.
 */
import { ln } from './exact-math.ts';

export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;
  private spare = 0;
  private hasSpare = false;

  constructor(a: number, b: number, c: number) {
    this.a = a | 0;
    this.b = b | 0;
    this.c = c | 0;
    // The author's seeding: 15 rounds until every bit of the key has reached every bit of the state.
    for (let round = 0; round < 15; round++) this.next();
  }

  /** An integer, 0 ≤ n < 2³². */
  next(): number {
    const result = (this.a + this.b + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + result) | 0;
    return result >>> 0;
  }

  /** 0 < u < 1, in steps of 2⁻³². */
  uniform(): number {
    return (this.next() + 0.5) / 4294967296;
  }

  /** Mean 0, standard deviation 1 (Marsaglia's polar method: two at a time, the second one is kept). */
  normal(): number {
    if (this.hasSpare) {
      this.hasSpare = false;
      return this.spare;
    }
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const s = x * x + y * y;
      if (s >= 1 || s === 0) continue;
      const scale = Math.sqrt((-2 * ln(s)) / s);
      this.spare = y * scale;
      this.hasSpare = true;
      return x * scale;
    }
  }
}

/** The generator of one (seed, purpose, index); `purpose` and `index` are 32-bit integers, `index` may be negative. */
export function randomStream(seed: number, purpose: number, index: number): Random {
  const high = Math.floor(seed / 4294967296) | 0;
  return new Random(scramble(seed | 0), scramble(high ^ Math.imul(purpose, 0x9e3779b9)), scramble(index | 0));
}

/** Murmur3's finalizer: keys that differ in one bit (seeds 1 and 2, today and tomorrow) come out unrelated. */
function scramble(value: number): number {
  let h = (value + 0x6d2b79f5) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
