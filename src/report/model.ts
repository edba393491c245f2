/**
 * The report: one plain value that every renderer, the JSON output and later deliveries are made from.
 * Values are exact decimal strings (`"243116497.17"`); statistics are numbers. No clock, locale or
 * environment is read after it is built: the same report gives the same bytes.
 */
import type { BusinessDay } from '../analysis/calendar.ts';
import type { Comparison } from '../analysis/comparison.ts';
import type { Alert, AlertRule, SegmentKey } from '../analysis/alert.ts';
import type { Counted, Severity } from '../datasets/data-test.ts';
import type { Locale, Unit } from '../datasets/definition.ts';
import type { OutlookSection } from './outlook-model.ts';
import type { WhySection } from './why-model.ts';

export type { Comparison, ComparisonKind, MissingReason } from '../analysis/comparison.ts';
export type { Alert, AlertRule, SegmentKey } from '../analysis/alert.ts';
export type * from './outlook-model.ts';
export type * from './why-model.ts';

export interface Report {
  readonly schemaVersion: 1;
  readonly dataset: { readonly name: string; readonly title: string };
  readonly locale: Locale;
  /** ISO 4217 code for metrics whose unit is `currency`. */
  readonly currency: string;
  /** The day reported. Differs from `requestedDay` when that had no data. */
  readonly day: BusinessDay;
  readonly requestedDay: BusinessDay;
  readonly notices: readonly Notice[];
  /** Describes every metric named below, in the order of the definition. */
  readonly metrics: readonly ReportMetric[];
  readonly headline: readonly MetricLine[];
  readonly breakdowns: readonly Breakdown[];
  /** Where the main metric's changes arose. Absent where it is no sum of anything, or has nothing to compare with. */
  readonly why?: WhySection;
  /** Where the figures are going. Absent for a dataset that wants none. */
  readonly outlook?: OutlookSection;
  readonly alerts: AlertSection;
  /** The main metric over the 28 days that end with `day`; a day without data has a null value. */
  readonly trend: { readonly metric: string; readonly points: readonly TrendPoint[] };
  /** What changed of days before `day` after it could have been reported. Absent when nothing did. */
  readonly restatements?: RestatementSection;
}

export type Notice =
  /** `requestedDay` has no data; the last day before it that has was taken. */
  | { readonly kind: 'fallback-day'; readonly requested: BusinessDay; readonly used: BusinessDay }
  /** Rows of the day that the dataset's filter leaves out of every metric. */
  | { readonly kind: 'filtered-rows'; readonly rows: number }
  /** A data test of the last load that did not pass. */
  | {
      readonly kind: 'data-test';
      readonly name: string;
      readonly severity: Severity;
      /** The test undid that load: the report shows what was there before. */
      readonly undone: boolean;
      readonly failing: number;
      readonly counted: Counted;
      /** Examples, in no language: days, names and values. */
      readonly detail: string;
    };

export interface ReportMetric {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly unit: Unit;
  readonly decimals: number;
  readonly goodDirection: 'up' | 'down' | 'none';
}

export interface MetricLine {
  readonly metric: string;
  /** Null when undefined on the day (a ratio over 0). */
  readonly value: string | null;
  /** Those of the dataset, the same in every line. */
  readonly comparisons: readonly Comparison[];
}

export interface Breakdown {
  /** Dimension names. */
  readonly by: readonly string[];
  /** Labels of the dimensions, in the same order. */
  readonly labels: readonly string[];
  /** Every segment of the day or of a baseline day, by main metric, largest first, then by name. */
  readonly lines: readonly SegmentLine[];
}

export interface SegmentLine {
  readonly segment: SegmentKey;
  readonly metrics: readonly MetricLine[];
}

export interface AlertSection {
  readonly rule: AlertRule;
  readonly labels: readonly string[];
  /** Metric × segment pairs with a z-score, and those with too little history to have one. */
  readonly evaluated: number;
  readonly withoutHistory: number;
  /** Largest |z| first. */
  readonly items: readonly Alert[];
}

export interface RestatementSection {
  /** The latest day first, then in the order of the metrics. */
  readonly items: readonly Restatement[];
  /** How many there are besides. */
  readonly more: number;
}

/** A metric over the whole of a day, as it was and as it is. */
export interface Restatement {
  readonly day: BusinessDay;
  readonly metric: string;
  /** Null where the metric was undefined. */
  readonly before: string | null;
  readonly after: string | null;
  readonly delta: string | null;
  /** Percent of |before|; null when that is 0 or missing. */
  readonly percent: number | null;
}

export interface TrendPoint {
  readonly day: BusinessDay;
  readonly value: string | null;
}
