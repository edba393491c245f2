/**
 * Amounts with many zeros, such as a segment that sells once a week: a day is 0 with the share of zeros, or one of its events,
 * whose cube roots scatter around their own mean. Against the mean of all days every event would be far off.
 */
import { errorFunction } from 'simple-statistics';
import { normalScore } from './low-counts.ts';

/** Events from which their sizes are known. */
const FEWEST_EVENTS = 3;
/** Events that are remembered. */
const MEMORY = 40;
/** They are never thought to scatter by less than this part of their cube root. */
const LEAST_SCATTER = 0.1;
/** No day with an event is next to impossible. */
const MOST_ZEROS = 0.98;

/** What a day of a sparse amount is drawn from. */
export interface SparseDay {
  /** Probability of 0. */
  readonly zeros: number;
  /** Mean and standard deviation of the cube roots of what is not 0. */
  readonly mean: number;
  readonly deviation: number;
}

export class SparseAmounts {
  /** Shape: one per series. Of cube roots, over what is above 0. */
  private readonly means: Float64Array;
  private readonly squares: Float64Array;
  private readonly counts: Uint8Array;

  constructor(count: number) {
    this.means = new Float64Array(count);
    this.squares = new Float64Array(count);
    this.counts = new Uint8Array(count);
  }

  /** Undefined while too few events are known. */
  dayOf(series: number, zeroShare: number): SparseDay | undefined {
    const count = this.counts[series] as number;
    if (count < FEWEST_EVENTS) return undefined;
    const mean = this.means[series] as number;
    const variance = (Math.max(0, (this.squares[series] as number) - mean * mean) * count) / (count - 1);
    const deviation = Math.max(LEAST_SCATTER * mean, Math.sqrt(variance));
    return { zeros: Math.min(MOST_ZEROS, zeroShare), mean, deviation };
  }

  learn(series: number, value: number): void {
    if (!(value > 0)) return;
    const root = Math.cbrt(value);
    const count = Math.min(MEMORY, (this.counts[series] as number) + 1);
    this.counts[series] = count;
    this.means[series] = (this.means[series] as number) + (root - (this.means[series] as number)) / count;
    this.squares[series] =
      (this.squares[series] as number) + (root * root - (this.squares[series] as number)) / count;
  }
}

/** The normal score of the mid-p: of a 0 half of its probability lies below. */
export function sparseScore({ zeros, mean, deviation }: SparseDay, value: number): number {
  if (!(value > 0)) return normalScore(zeros / 2);
  return normalScore(zeros + (1 - zeros) * normalProbability((Math.cbrt(value) - mean) / deviation));
}

/** The value below which a day lies with this probability. */
export function sparseQuantile({ zeros, mean, deviation }: SparseDay, probability: number): number {
  if (probability <= zeros) return 0;
  return Math.max(0, mean + deviation * normalScore((probability - zeros) / (1 - zeros))) ** 3;
}

/** One standard deviation of a day, in the metric's unit. */
export function sparseDeviation({ zeros, mean, deviation }: SparseDay): number {
  // Moments of the cube of a normal variable.
  const [m2, s2] = [mean * mean, deviation * deviation];
  const event = mean * (m2 + 3 * s2);
  const square = m2 ** 3 + 15 * m2 * m2 * s2 + 45 * m2 * s2 * s2 + 15 * s2 ** 3;
  return Math.sqrt((1 - zeros) * square - ((1 - zeros) * event) ** 2);
}

/** P(Z ≤ z) of the normal table, |error| < 1e-7. */
function normalProbability(z: number): number {
  return (1 + errorFunction(z / Math.SQRT2)) / 2;
}
