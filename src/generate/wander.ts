import { randomStream } from './random.ts';

/** Days between two knots. Not a multiple of 7, so that no weekday is closer to the knots than another. */
const KNOT_DAYS = 10;

/**
 * Slow random movement: for each of `size` series a value per day with mean 0 and standard deviation 1 that
 * stays similar for about a week (correlation 0.99 a day apart, 0.55 after a week, 0 after 20 days).
 *
 * An autoregressive walk would need the days before. Here every tenth day has a knot of its own random stream,
 * and a day between two knots mixes them, scaled to keep the variance; so a day is a function of seed and day.
 */
export class Wander {
  private readonly seed: number;
  private readonly purpose: number;
  private readonly size: number;
  private readonly knots = new Map<number, Float64Array>();
  private readonly values: Float64Array;

  constructor(seed: number, purpose: number, size: number) {
    this.seed = seed;
    this.purpose = purpose;
    this.size = size;
    this.values = new Float64Array(size);
  }

  /** The values of a day; the array is reused by the next call. */
  at(epochDay: number): Float64Array {
    const index = Math.floor(epochDay / KNOT_DAYS);
    const before = this.knot(index);
    const after = this.knot(index + 1);
    const share = (epochDay - index * KNOT_DAYS) / KNOT_DAYS;
    const scale = Math.sqrt((1 - share) * (1 - share) + share * share);
    const [wBefore, wAfter] = [(1 - share) / scale, share / scale];
    for (let i = 0; i < this.size; i++) {
      this.values[i] = wBefore * (before[i] as number) + wAfter * (after[i] as number);
    }
    return this.values;
  }

  private knot(index: number): Float64Array {
    const known = this.knots.get(index);
    if (known) return known;
    const random = randomStream(this.seed, this.purpose, index);
    const knot = Float64Array.from({ length: this.size }, () => random.normal());
    // Days come in order: two knots are all that is ever needed again.
    this.knots.delete(index - 2);
    this.knots.set(index, knot);
    return knot;
  }
}
