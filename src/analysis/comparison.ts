/** A value against the same value on an earlier day. Exact decimals in, exact decimals out. */
import { Big } from 'big.js';
import type { ComparisonKind } from '../datasets/definition.ts';
import { addDays, monthBefore, type BusinessDay } from './calendar.ts';
import { Rational } from './rational.ts';

export type { ComparisonKind };
export const DEFAULT_COMPARISONS: readonly ComparisonKind[] = ['D-1', 'W-1', 'M-1'];

/** What M-1 means: the same day of the month before, or a fixed number of days. */
export type MonthLag = 'calendar' | { readonly days: number };

/** Why a comparison, or a part of it, is missing. */
export type MissingReason =
  /** Nothing was loaded for the baseline day. */
  | 'no-data'
  /** The baseline day lies before the first day ever loaded. */
  | 'before-history'
  /** The day arrived in part: what is absent of it is not known. */
  | 'incomplete-day'
  /** The baseline is 0: a difference exists, a percentage does not. */
  | 'zero-baseline'
  /** A ratio whose denominator is 0 or absent, on the baseline or the target day. */
  | 'zero-denominator';

export interface Comparison {
  readonly kind: ComparisonKind;
  /** The baseline day. */
  readonly day: BusinessDay;
  readonly baseline: string | null;
  readonly delta: string | null;
  /** Percent of |baseline|, e.g. 145.6645; null when missing. Not rounded for display. */
  readonly percent: number | null;
  /** Null when baseline, delta and percent are all present. */
  readonly missing: MissingReason | null;
}

/** A value that is there, or the reason why not. */
export type Known = { readonly value: string } | { readonly missing: MissingReason };

export function baselineDay(kind: ComparisonKind, day: BusinessDay, monthLag: MonthLag): BusinessDay {
  switch (kind) {
    case 'D-1':
      return addDays(day, -1);
    case 'W-1':
      return addDays(day, -7);
    case 'M-1':
      return monthLag === 'calendar' ? monthBefore(day) : addDays(day, -monthLag.days);
    case 'Y-1':
      // 52 weeks: the same weekday, which matters more than the same date.
      return addDays(day, -364);
  }
}

/** delta = value − baseline; percent = 100 · delta / |baseline|. What cannot be computed is missing, never 0. */
export function compare(kind: ComparisonKind, day: BusinessDay, value: Known, baseline: Known): Comparison {
  if ('missing' in baseline) {
    return { kind, day, baseline: null, delta: null, percent: null, missing: baseline.missing };
  }
  if ('missing' in value) {
    return { kind, day, baseline: baseline.value, delta: null, percent: null, missing: value.missing };
  }
  const change = changeOf(baseline.value, value.value);
  const missing = change.percent === null ? 'zero-baseline' : null;
  return { kind, day, baseline: baseline.value, ...change, missing };
}

/** How a value differs from what it was. */
export interface Change {
  /** Exact. */
  readonly delta: string;
  /** Percent of what it was, as a magnitude; null when that was 0. */
  readonly percent: number | null;
}

export function changeOf(before: string, after: string): Change {
  const base = new Big(before);
  const delta = new Big(after).minus(base);
  return {
    delta: delta.toFixed(Math.max(decimalsOf(after), decimalsOf(before))),
    percent: base.eq(0) ? null : withoutNegativeZero(percentOf(delta, base.abs())),
  };
}

/** Four decimals in exact arithmetic: as many as any reader can use, and the same on every machine. */
function percentOf(part: Big, whole: Big): number {
  return Rational.of(part.times(100)).over(Rational.of(whole)).toBig().round(4).toNumber();
}

/** A tiny fall rounds to −0, which would be written "-0 %". */
function withoutNegativeZero(value: number): number {
  return value === 0 ? 0 : value;
}

/** Digits after the point: a difference is written with as many as the values it comes from. */
function decimalsOf(text: string): number {
  const point = text.indexOf('.');
  return point === -1 ? 0 : text.length - point - 1;
}
