import { countProbability, normalScore } from './low-counts.ts';
import { toErrorScale } from './power-scale.ts';
import { sparseScore, type SparseDay } from './sparse-amounts.ts';
import type { Tracks } from './tracks.ts';

/** Of a mean below this a low count's probabilities are those of this mean: 0 is never quite expected. */
const LEAST_MEAN = 0.01;

/**
 * How many robust deviations a value lies from what is expected and from what the siblings did, signed: on the error scale, or,
 * of low counts and sparse amounts, as the normal score of the mid-p. NaN while there is no expectation.
 * @param at index in the tracks: day × series + series
 * @param value in the metric's unit
 */
export function scoreAt(tracks: Tracks, at: number, value: number): number {
  return apartFromSiblings(tracks, at, scoreByItself(tracks, at, value));
}

/** The same, of a score by itself. */
export function apartFromSiblings(tracks: Tracks, at: number, score: number): number {
  return (score - (tracks.moved[at] as number)) / (tracks.width[at] as number);
}

/** The way back: of the score of the day as it was. */
export function scoreByItselfAt(tracks: Tracks, at: number): number {
  return (tracks.score[at] as number) * (tracks.width[at] as number) + (tracks.moved[at] as number);
}

/** The same as `scoreAt`, whatever the siblings did. */
export function scoreByItself(tracks: Tracks, at: number, value: number): number {
  const expected = tracks.expected[at] as number;
  const dispersion = tracks.dispersion[at] as number;
  if (dispersion > 0) {
    return normalScore(countProbability(value, Math.max(expected, LEAST_MEAN), dispersion).lower);
  }
  const sparse = sparseDayAt(tracks, at);
  if (sparse) return sparseScore(sparse, value);
  const power = tracks.linear[at] === 1 ? 'linear' : 'cube-root';
  return (toErrorScale(power, value) - toErrorScale(power, expected)) / (tracks.spread[at] as number);
}

/** Undefined where the series is not sparse. */
export function sparseDayAt(tracks: Tracks, at: number): SparseDay | undefined {
  const zeros = tracks.zeros[at] as number;
  if (zeros === 0) return undefined;
  return { zeros, mean: tracks.events[at] as number, deviation: tracks.spread[at] as number };
}
