/** Robust centres, spreads and slopes of the days before. */
import { medianAbsoluteDeviation } from 'simple-statistics';
import { medianOf } from '../median.ts';

/** Same-weekday values needed until they count as much as all days do. */
const WEEKDAY_PRIOR = 4;

/** The consistency factor that makes a MAD a standard deviation where errors are normal. */
const MAD_TO_SIGMA = 1.4826;

/** The median of the same weekday, shrunk towards that of all days: weight n / (n + 4). */
export function usualOf(all: readonly number[], sameWeekday: readonly number[]): number {
  const weight = sameWeekday.length / (sameWeekday.length + WEEKDAY_PRIOR);
  const ofAll = medianOf(all);
  return weight === 0 ? ofAll : weight * medianOf(sameWeekday) + (1 - weight) * ofAll;
}

export function robustSigma(values: readonly number[]): number {
  return MAD_TO_SIGMA * medianAbsoluteDeviation([...values]);
}

/**
 * The slope of y on x: the median of the slopes between all pairs of points, weighted by their distance in x
 * (Jaeckel 1972; Sievers 1978, the weighted form of the Theil-Sen estimator). Undefined where x never differs.
 */
export function slopeOf(x: readonly number[], y: readonly number[]): number | undefined {
  const pairs: { slope: number; weight: number }[] = [];
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++) {
      const run = (x[i] as number) - (x[j] as number);
      if (run === 0) continue;
      const weight = Math.abs(run);
      pairs.push({ slope: ((y[i] as number) - (y[j] as number)) / run, weight });
      sum += weight;
    }
  }
  pairs.sort((a, b) => a.slope - b.slope);
  let passed = 0;
  return pairs.find(({ weight }) => (passed += weight) >= sum / 2)?.slope;
}
