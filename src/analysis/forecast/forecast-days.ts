/** The days after the last one of a daily series: the median of several methods, times what the calendar says. */
import { forecastDampedSeasonal } from './damped-seasonal.ts';
import type { DayFactors } from './day-factors.ts';
import { medianOf } from './season.ts';
import { forecastSeasonalMedian } from './seasonal-median.ts';
import { forecastTheta } from './theta.ts';
import { yearIndex } from './year-index.ts';

const WEEK = 7;

type Forecaster = (values: Float64Array, period: number, horizon: number) => Float64Array;

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
  const paths = [
    medians,
    inLogs(forecastDampedSeasonal)(ordinary, WEEK, horizon),
    inLogs(forecastTheta)(ordinary, WEEK, horizon),
  ];
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

/** Where all is positive, what grows does so in percent, and a weekday is a part of its week. */
function inLogs(forecast: Forecaster): Forecaster {
  return (values, period, horizon) => {
    if (!values.every((value) => Number.isNaN(value) || value > 0)) return forecast(values, period, horizon);
    return forecast(values.map(Math.log), period, horizon).map(Math.exp);
  };
}
