/** Where the figures are going: month to date, projected month end, targets, the next days and weeks. */
import type { SegmentKey } from '../analysis/alert.ts';
import type { BusinessDay } from '../analysis/calendar.ts';

export interface OutlookSection {
  readonly month: OutlookMonth;
  /** `learning`: fewer than four weeks are known, nothing is forecast, and there are no days and weeks. */
  readonly state: 'told' | 'learning';
  /** Metrics that are something over a month, in the order of the definition. */
  readonly metrics: readonly MonthLine[];
  /** Segments that have a target: by metric, the largest target first. Absent where none has. */
  readonly segments?: {
    readonly items: readonly SegmentMonthLine[];
    /** How many there are besides. */
    readonly more: number;
  };
  /** The metric of `days` and `weeks`: the main one. */
  readonly metric: string;
  readonly days: readonly DayForecast[];
  /** Seven days each, from the day after the one reported. Empty for what is nothing over a week. */
  readonly weeks: readonly WeekForecast[];
}

export interface OutlookMonth {
  readonly from: BusinessDay;
  readonly to: BusinessDay;
  /** Days up to the one reported, and days that are left. */
  readonly elapsed: number;
  readonly remaining: number;
  /** Days of `elapsed` without data of the main metric; the projection puts in what is usual on their weekday. */
  readonly missing: number;
  /** Month to date is not whole: days are missing, or the day reported is not complete. */
  readonly partial: boolean;
}

/** Rounded to six significant digits. It is meant to hold 80 % of outcomes. */
export interface Forecast {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

export interface MonthLine {
  readonly metric: string;
  /** Exact. Null where undefined, and for a level at the end of a day, which has no sum over days. */
  readonly toDate: string | null;
  /** At the end of the month; of a level that of its last day. */
  readonly projected: Forecast | null;
  readonly target: TargetLine | null;
}

export interface SegmentMonthLine extends MonthLine {
  /** Dimensions, in the order of the definition, and a value of each. */
  readonly by: readonly string[];
  readonly segment: SegmentKey;
  readonly target: TargetLine;
}

export interface TargetLine {
  /** Exact. */
  readonly value: string;
  /** What is projected, or where nothing is, month to date, in percent of the target. */
  readonly percent: number | null;
  /** Where the target lies against the 80 % interval; null where there is none. */
  readonly position: 'above' | 'inside' | 'below' | null;
}

export interface DayForecast extends Forecast {
  readonly day: BusinessDay;
  readonly holiday: string | null;
}

export interface WeekForecast extends Forecast {
  readonly from: BusinessDay;
  readonly to: BusinessDay;
}
