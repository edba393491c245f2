/** Level and weekday profile of the first days of a series, by medians; means where zeros are common. */
import { medianOf } from '../median.ts';

const WEEK = 7;
const COMMON_ZEROS = 0.1;

export interface FirstProfile {
  readonly level: number;
  /** Of Monday first: shares of the level (mean 1), or differences from it (mean 0). NaN where never seen. */
  readonly profile: readonly number[];
  /** The series goes below zero: shares of a level would mean nothing. */
  readonly linear: boolean;
}

/** @param values known ones. @param weekdays of the same days, Monday is 1 */
export function firstProfile(values: readonly number[], weekdays: readonly number[]): FirstProfile {
  const zeros = values.filter((value) => value === 0).length;
  const center = zeros > COMMON_ZEROS * values.length ? meanOf : medianOf;
  const perWeekday = Array.from({ length: WEEK }, (_, day) =>
    center(values.filter((_value, at) => weekdays[at] === day + 1)),
  );
  const level = meanOf(perWeekday.filter((value) => !Number.isNaN(value)));
  const linear = values.some((value) => value < 0) || !(level > 0);
  const profile = perWeekday.map((value) => (linear ? value - level : value / level));
  return { level, profile, linear };
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
}
