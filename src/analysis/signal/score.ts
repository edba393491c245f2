import { countProbability, normalScore } from './low-counts.ts';
import { toErrorScale } from './power-scale.ts';
import type { Track } from './track.ts';

/**
 * How many robust deviations a value lies from what the track expects of the day, signed: on the error scale, or, of
 * low counts, as the normal score of the mid-p. NaN while there is no expectation.
 */
export function scoreOf(track: Track, day: number, value: number): number {
  const expected = track.expected[day] as number;
  const dispersion = track.dispersion[day] as number;
  if (dispersion > 0) {
    return normalScore(countProbability(value, Math.max(expected, 0.01), dispersion).lower);
  }
  const power = track.linear[day] === 1 ? 'linear' : 'cube-root';
  return (toErrorScale(power, value) - toErrorScale(power, expected)) / (track.spread[day] as number);
}
