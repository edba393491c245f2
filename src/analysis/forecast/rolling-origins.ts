/** Forecasts that would have been made at days of the past, each from what was known on it. */
import type { DayTraits } from '../signal/series.ts';
import { dayFactorsAt, learnDayFactors } from './day-factors.ts';
import { forecastDays } from './forecast-days.ts';

/** Origins are so far apart that there are at most this many; no distance is a whole week, which would test one weekday only. */
const MOST_ORIGINS = 24;
const DISTANCES = [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12];
/** Days before the end that origins may lie. */
const LONGEST_PAST = 12 * MOST_ORIGINS;
/** Days before the first origin, and after the last one. */
const LEAST_HISTORY = 28;
const LEAST_KNOWN = 14;
const WEEK = 7;

/** A daily quantity with its future, and with the futures that it once had. */
export interface Track {
  /** NaN where unknown. */
  readonly values: Float64Array;
  /** Nothing in it is below 0. */
  readonly nonNegative: boolean;
  /** The days after the last value. */
  readonly ahead: Float64Array;
  readonly past: readonly { readonly origin: number; readonly path: Float64Array }[];
}

/**
 * @param values one per day, NaN where unknown; the last one is that of the day from which is looked ahead
 * @param traits of these days and of `horizon` days more
 * @param firstSunday index of the first Sunday
 */
export function trackOf(
  values: Float64Array,
  traits: readonly DayTraits[],
  firstSunday: number,
  horizon: number,
): Track {
  const nonNegative = values.every((value) => !(value < 0));
  const learnt = nonNegative ? learnDayFactors(values, traits) : undefined;
  const at = (origin: number, days: number) =>
    forecastDays(values.subarray(0, origin), learnt && dayFactorsAt(learnt, origin), firstSunday, days);
  const past = originsOf(values.length).map((origin) => ({
    origin,
    path: at(origin, Math.min(horizon, values.length - origin)),
  }));
  return { values, nonNegative, ahead: at(values.length, horizon), past };
}

/** The same for all series of a length, so that numerator and denominator of a ratio go together. */
function originsOf(length: number): number[] {
  const last = length - WEEK;
  const first = Math.max(Math.min(LEAST_HISTORY, length - 3 * WEEK), LEAST_KNOWN, last - LONGEST_PAST);
  const distance = DISTANCES.find((one) => (last - first) / one < MOST_ORIGINS) ?? DISTANCES.at(-1) ?? 1;
  const origins: number[] = [];
  for (let origin = last; origin >= first; origin -= distance) origins.push(origin);
  return origins;
}
