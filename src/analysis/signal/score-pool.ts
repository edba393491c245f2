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

export interface Tenths {
  readonly lower: number;
  readonly upper: number;
}

export class ScorePool {
  /** Shape: bins. Scores above and below 0, by their size. */
  private readonly above = new Int32Array(BINS);
  private readonly below = new Int32Array(BINS);
  /** No score lies beyond this bin. */
  private highest = 0;
  // What was asked since the last change: for each series the same is asked. By bin: scores of that size or larger.
  private sizes: Int32Array | undefined;
  private tail: Tail | null | undefined;
  private edges: Tenths | undefined;
  count = 0;

  add(score: number): void {
    this.change(score, 1);
  }

  /** @param score one that was added */
  remove(score: number): void {
    this.change(score, -1);
  }

  private change(score: number, times: 1 | -1): void {
    const bin = binOf(Math.abs(score));
    const side = score < 0 ? this.below : this.above;
    side[bin] = (side[bin] as number) + times;
    if (bin > this.highest) this.highest = bin;
    this.count += times;
    this.sizes = this.tail = this.edges = undefined;
  }

  /**
   * How often a score of this size or more is to be expected of an ordinary day, on either side:
   * (1 + larger) / (n + 1) (Vovk, Gammerman and Shafer 2005; Bates et al. 2023). In pools too small for ranks to tell
   * one segment among a hundred from chance, by the fitted tail where fewer than ten are larger. Not by the smaller of both:
   * that is too small too often (2026-11: 0.0018 to 0.0028 of generated days below 0.001).
   */
  pValue(score: number): number {
    const size = Math.abs(score);
    this.sizes ??= this.countSizes();
    const larger = this.sizes[binOf(size)] ?? 0;
    const rank = (1 + larger) / (this.count + 1);
    if (larger >= RANK_FROM || this.count >= LARGE_POOL) return rank;
    if (this.tail === undefined) this.tail = fitTail(this.sizes, middleOf);
    if (this.tail === null) return rank;
    return Math.min((1 + RANK_FROM) / (this.count + 1), tailProbability(this.tail, size));
  }

  /** The middle 80 % of scores lie between them; NaN of an empty pool. */
  tenths(): Tenths {
    this.edges ??= { lower: this.quantile(0.1), upper: this.quantile(0.9) };
    return this.edges;
  }

  /** The size that this part of scores does not exceed; NaN of an empty pool. */
  sizeQuantile(probability: number): number {
    this.sizes ??= this.countSizes();
    const beyond = (1 - probability) * this.count;
    for (let bin = this.sizes.length - 1; bin >= 0; bin -= 1) {
      if ((this.sizes[bin] as number) > beyond) return middleOf(bin);
    }
    return NaN;
  }

  /** NaN of an empty pool. */
  quantile(probability: number): number {
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

  private countSizes(): Int32Array {
    const sizes = new Int32Array(this.highest + 1);
    let sum = 0;
    for (let bin = this.highest; bin >= 0; bin -= 1) {
      sum += (this.above[bin] as number) + (this.below[bin] as number);
      sizes[bin] = sum;
    }
    return sizes;
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
