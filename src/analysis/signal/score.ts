import { countProbability, normalScore } from './low-counts.ts';
import { toErrorScale } from './power-scale.ts';
import type { Tracks } from './tracks.ts';

/** Of a mean below this a low count's probabilities are those of this mean: 0 is never quite expected. */
const LEAST_MEAN = 0.01;

/**
 * How many robust deviations a value lies from what is expected, signed: on the error scale, or, of low counts, as the
 * normal score of the mid-p. NaN while there is no expectation.
 * @param at index in the tracks: day × series + series
 * @param value in the metric's unit
 */
export function scoreAt(tracks: Tracks, at: number, value: number): number {
  const expected = tracks.expected[at] as number;
  const dispersion = tracks.dispersion[at] as number;
  if (dispersion > 0) {
    return normalScore(countProbability(value, Math.max(expected, LEAST_MEAN), dispersion).lower);
  }
  const power = tracks.linear[at] === 1 ? 'linear' : 'cube-root';
  return (toErrorScale(power, value) - toErrorScale(power, expected)) / (tracks.spread[at] as number);
}
