import type { SegmentKey } from '../alert.ts';
import { addDays, daysBetween, type BusinessDay } from '../calendar.ts';

/** Days in a row, without gaps: index 0 is `from`. */
export interface Timeline {
  readonly from: BusinessDay;
  readonly length: number;
}

/**
 * `amount`: adds up over segments, of any size and sign. `count`: adds up and counts things, so that chance alone
 * scatters it by √value. `ratio`: Σ numerator / Σ denominator, never a mean of daily ratios. `other`: a level that
 * is not the sum of its segments (different values, percentiles).
 */
export type SeriesKind = 'amount' | 'count' | 'ratio' | 'other';

/** One metric of one segment, day by day. */
export interface Series {
  readonly metric: string;
  /** The first values of the dimensions that are watched; none is the whole dataset, all of them a leaf. */
  readonly segment: SegmentKey;
  /** Index of the series of the same metric that contains this one, lower than its own; null for the whole. */
  readonly parent: number | null;
  readonly kind: SeriesKind;
  /**
   * Shape: one per day of the timeline, in the metric's unit; of a ratio the numerator. NaN where it is not known:
   * the day did not arrive, or not whole. A segment without rows on a day that arrived is 0.
   */
  readonly values: Float64Array;
  /** Of a ratio: the denominator, in the same shape. */
  readonly weights?: Float64Array;
  /** 1 on days that are judged like any other, but that nothing is learned from; in the same shape. Default: none. */
  readonly excluded?: Uint8Array;
}

/** What the calendar says about a day, before any data is seen. */
export interface DayTraits {
  /** A day with a name. The key is the same every year (`easter -47`), and no text for people. */
  readonly holiday?: { readonly key: string; readonly name: string; readonly off: boolean };
  /** Kinds of day that may differ from their weekday; whether they do, history has to show: `eve`, `payday +0`. */
  readonly kinds: readonly string[];
}

export type DayCalendar = (day: BusinessDay) => DayTraits;

/** Of a dataset that names no country. */
export const PLAIN_CALENDAR: DayCalendar = () => ({ kinds: [] });

export function dayAt({ from }: Timeline, index: number): BusinessDay {
  return addDays(from, index);
}

export function indexOf({ from }: Timeline, day: BusinessDay): number {
  return daysBetween(from, day);
}
