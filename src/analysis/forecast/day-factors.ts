/** What a holiday or a kind of day does to its weekday: learnt from the past, before a given day only. */
import type { DayTraits } from '../signal/series.ts';
import { medianOf } from '../median.ts';

/** Weeks of the same weekday before a day that say what is usual on it. */
const WEEKS = 8;
/** Days off that are needed before they speak for days off that were never seen. */
const LEAST_POOLED = 3;
/** Occurrences of a kind of day before it is looked at. */
const LEAST_OF_KIND = 6;
/** A kind of day counts where its median is this many standard errors from no effect. */
const SURE = 3;

export interface DayFactors {
  /** `values` as if every day were ordinary: days off are NaN, kinds of day are divided out. */
  readonly ordinary: (values: Float64Array) => Float64Array;
  /** What to multiply an ordinary day with. `sunday`: the part of this weekday that a Sunday has. */
  readonly of: (index: number, sunday: number) => number;
}

/**
 * @param values from the first day on, NaN where unknown; none below 0
 * @param traits of those days and of the days to forecast
 */
export function learnDayFactors(values: Float64Array, traits: readonly DayTraits[]): Learnt {
  const ratios = values.map((value, index) => value / usualBefore(values, traits, index));
  return { ratios: ratios.map((ratio) => (Number.isFinite(ratio) ? ratio : NaN)), traits };
}

/** Ratio of every day to what had been usual on its weekday. */
export interface Learnt {
  readonly ratios: Float64Array;
  readonly traits: readonly DayTraits[];
}

/** Knows the first `origin` days only. */
export function dayFactorsAt({ ratios, traits }: Learnt, origin: number): DayFactors {
  const byKey = new Map<string, number[]>();
  const byKind = new Map<string, number[]>();
  const off: number[] = [];
  let away = 0;
  let ordinaryDays = 0;
  for (let index = 0; index < origin; index += 1) {
    const ratio = ratios[index] ?? NaN;
    const day = traits[index];
    if (day === undefined || Number.isNaN(ratio)) continue;
    if (day.holiday) {
      push(byKey, day.holiday.key, ratio);
      if (day.holiday.off) off.push(ratio);
      continue;
    }
    away += Math.abs(ratio - 1);
    ordinaryDays += 1;
    for (const kind of day.kinds) push(byKind, kind, ratio);
  }
  const pooled = off.length >= LEAST_POOLED ? medianOf(off) : undefined;
  // Of all ordinary days: that of a few would seem small too often. 1.2533 makes a standard deviation of it.
  const spread = (1.2533 * away) / ordinaryDays;
  const kinds = new Map([...byKind].map(([kind, found]) => [kind, kindFactor(found, spread)]));
  const kindsOf = (day: DayTraits | undefined) =>
    (day?.kinds ?? []).reduce((factor, kind) => factor * (kinds.get(kind) ?? 1), 1);
  return {
    ordinary: (values) =>
      values.map((value, index) => {
        const day = traits[index];
        return day?.holiday ? NaN : value / kindsOf(day);
      }),
    of: (index, sunday) => {
      const day = traits[index];
      if (day?.holiday === undefined) return kindsOf(day);
      const own = byKey.get(day.holiday.key) ?? [];
      const usual = day.holiday.off ? (pooled ?? sunday) : 1;
      // One occurrence weighs as much as all that is known besides.
      return own.length === 0 ? usual : (medianOf(own) * own.length + usual) / (own.length + 1);
    },
  };
}

/** 1 where the days of a kind do not differ for sure; else shrunk towards it. */
function kindFactor(ratios: readonly number[], spread: number): number {
  const count = ratios.length;
  if (count < LEAST_OF_KIND) return 1;
  const middle = medianOf(ratios);
  // The standard error of a median is a quarter larger than that of a mean.
  const sure = Math.abs(middle - 1) > (SURE * 1.2533 * spread) / Math.sqrt(count);
  return sure && middle > 0 ? 1 + ((middle - 1) * count) / (count + LEAST_OF_KIND) : 1;
}

function usualBefore(values: Float64Array, traits: readonly DayTraits[], index: number): number {
  const known: number[] = [];
  for (let week = 1; week <= WEEKS && index >= 7 * week; week += 1) {
    const before = index - 7 * week;
    if (traits[before]?.holiday === undefined) known.push(values[before] ?? NaN);
  }
  const found = known.filter((value) => !Number.isNaN(value));
  return found.length < 2 ? NaN : medianOf(found);
}

function push(map: Map<string, number[]>, key: string, value: number): void {
  const found = map.get(key);
  if (found === undefined) map.set(key, [value]);
  else found.push(value);
}
