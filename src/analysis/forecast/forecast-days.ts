/** The days after the last one of a daily series: the median of several methods, times what the calendar says. */
import { forecastDampedSeasonal } from './damped-seasonal.ts';
import type { DayFactors } from './day-factors.ts';
import { medianOf } from '../median.ts';
import { forecastSeasonalMedian } from './seasonal-median.ts';
import { forecastTheta } from './theta.ts';
import { yearIndex } from './year-index.ts';

const WEEK = 7;
/** Weeks of the second median: nearer to today, and without any trend. */
const RECENT = 4;

/**
 * @param values up to the last known day, NaN where unknown
 * @param factors undefined for series below 0, which no factor fits
 * @param firstSunday index of any Sunday
 * @returns shape: one per day after the last one; NaN where nothing is known
 */
export function forecastDays(
  values: Float64Array,
  factors: DayFactors | undefined,
  firstSunday: number,
  horizon: number,
): Float64Array {
  const ordinary = factors?.ordinary(values) ?? values;
  const nonNegative = ordinary.every((value) => !(value < 0));
  const medians = forecastSeasonalMedian(ordinary, WEEK, horizon);
  // Where all is positive, what grows does so in percent, and a weekday is a part of its week.
  const inLogs = ordinary.every((value) => !(value <= 0));
  const smooth = inLogs ? ordinary.map(Math.log) : ordinary;
  const paths = [forecastDampedSeasonal(smooth, WEEK, horizon), forecastTheta(smooth, WEEK, horizon)].map(
    (path) => (inLogs ? path.map(Math.exp) : path),
  );
  paths.push(medians, forecastSeasonalMedian(ordinary, WEEK, horizon, RECENT));
  const index = nonNegative ? yearIndex(ordinary, WEEK, horizon) : undefined;
  if (index) paths.push(medians.map((value, step) => value * (index[step] ?? 1)));
  const sunday = (((firstSunday - values.length) % WEEK) + WEEK) % WEEK;
  const sundayLevel = medians[sunday] ?? NaN;
  return medians.map((_, step) => {
    const middle = medianOf(paths.map((path) => path[step] ?? NaN));
    const part = sundayLevel / (medians[step] ?? NaN);
    const factor = factors?.of(values.length + step, Number.isFinite(part) ? part : 1) ?? 1;
    return nonNegative ? Math.max(0, middle * factor) : middle;
  });
}
