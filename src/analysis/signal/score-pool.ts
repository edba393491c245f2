/**
 * Scores of the past, counted in narrow bins: adding one costs the same whatever is there, and ranks and quantiles
 * come in one pass over the bins. A bin is 1/128 of a deviation up to 8, and 1/128 of an octave beyond.
 */
import { fitTail, tailProbability, type Tail } from './tail.ts';

const PER_UNIT = 128;
const LINEAR_UP_TO = 8;
const LINEAR = LINEAR_UP_TO * PER_UNIT;
const OCTAVES = 8;
const BINS = LINEAR + OCTAVES * PER_UNIT;

/** Ranks of fewer than this many larger scores are replaced by the fitted tail, in pools smaller than that. */
const RANK_FROM = 10;
const LARGE_POOL = 4_000;

export class ScorePool {
  /** Shape: bins. Scores above and below 0, by their size. */
  private readonly above = new Int32Array(BINS);
  private readonly below = new Int32Array(BINS);
  private highest = 0;
  private tail: Tail | null | undefined;
  /** Of bin b and all larger: how many scores have that size. */
  private sizes: Int32Array | undefined;
  /** Found before: every series of a band asks for the same ones. */
  private readonly quantiles = new Map<number, number>();
  count = 0;

  add(score: number): void {
    const bin = binOf(Math.abs(score));
    const side = score < 0 ? this.below : this.above;
    side[bin] = (side[bin] as number) + 1;
    if (bin > this.highest) this.highest = bin;
    this.count += 1;
    this.forget();
  }

  merge(other: ScorePool): void {
    for (let bin = 0; bin <= other.highest; bin += 1) {
      this.above[bin] = (this.above[bin] as number) + (other.above[bin] as number);
      this.below[bin] = (this.below[bin] as number) + (other.below[bin] as number);
    }
    this.highest = Math.max(this.highest, other.highest);
    this.count += other.count;
    this.forget();
  }

  private forget(): void {
    if (this.sizes === undefined && this.quantiles.size === 0) return;
    this.sizes = undefined;
    this.quantiles.clear();
  }

  /**
   * How often a score of this size or more is to be expected of an ordinary day, on either side:
   * (1 + larger) / (n + 1) (Vovk, Gammerman and Shafer 2005; Bates et al. 2023). In pools too small for ranks to tell
   * one segment among a hundred from chance, by the fitted tail where fewer than ten are larger. Not by the smaller of both:
   * that is too small too often (2026-11: 0.0018 to 0.0028 of generated days below 0.001).
   */
  pValue(score: number): number {
    const size = Math.abs(score);
    const larger = this.largerThan(binOf(size));
    const rank = (1 + larger) / (this.count + 1);
    if (larger >= RANK_FROM || this.count >= LARGE_POOL || !this.tail) return rank;
    return Math.min((1 + RANK_FROM) / (this.count + 1), tailProbability(this.tail, size));
  }

  /** NaN of an empty pool. */
  quantile(probability: number): number {
    const known = this.quantiles.get(probability);
    if (known !== undefined) return known;
    const found = this.findQuantile(probability);
    this.quantiles.set(probability, found);
    return found;
  }

  private findQuantile(probability: number): number {
    const wanted = probability * this.count;
    let seen = 0;
    for (let bin = this.highest; bin >= 0; bin -= 1) {
      seen += this.below[bin] as number;
      if (seen >= wanted && seen > 0) return -middleOf(bin);
    }
    for (let bin = 0; bin <= this.highest; bin += 1) {
      seen += this.above[bin] as number;
      if (seen >= wanted && seen > 0) return middleOf(bin);
    }
    return NaN;
  }

  private largerThan(bin: number): number {
    if (this.sizes === undefined) {
      const sizes = new Int32Array(this.highest + 1);
      let sum = 0;
      for (let b = this.highest; b >= 0; b -= 1) {
        sum += (this.above[b] as number) + (this.below[b] as number);
        sizes[b] = sum;
      }
      this.sizes = sizes;
      this.tail = fitTail(sizes, middleOf);
    }
    return this.sizes[bin] ?? 0;
  }
}

function binOf(size: number): number {
  if (size < LINEAR_UP_TO) return Math.floor(size * PER_UNIT);
  return Math.min(BINS - 1, LINEAR + Math.floor(Math.log2(size / LINEAR_UP_TO) * PER_UNIT));
}

function middleOf(bin: number): number {
  if (bin < LINEAR) return (bin + 0.5) / PER_UNIT;
  return LINEAR_UP_TO * 2 ** ((bin - LINEAR + 0.5) / PER_UNIT);
}
