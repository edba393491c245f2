/**
 * The report: one plain value that every renderer, the JSON output and later deliveries are made from.
 * Values are exact decimal strings (`"243116497.17"`); statistics are numbers. No clock, locale or
 * environment is read after it is built: the same report gives the same bytes.
 */
import type { BusinessDay } from '../analysis/calendar.ts';
import type { Comparison } from '../analysis/comparison.ts';
import type { SegmentKey } from '../analysis/alert.ts';
import type { Finding } from '../analysis/completeness/verdict.ts';
import type { Counted, Severity } from '../datasets/data-test.ts';
import type { Locale, Unit } from '../datasets/definition.ts';
import type { AlertSection } from './alert-model.ts';
import type { Expectation } from './expectation-model.ts';
import type { OutlookSection } from './outlook-model.ts';
import type { WhySection } from './why-model.ts';

export type { Comparison, ComparisonKind, MissingReason } from '../analysis/comparison.ts';
export type { Finding } from '../analysis/completeness/verdict.ts';
export type { ZScoreAlert, SegmentKey } from '../analysis/alert.ts';
export * from './alert-model.ts';
export type * from './expectation-model.ts';
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
  /** Whether `day` arrived whole. When `partial`, every artefact is marked as such. */
  readonly completeness: Completeness;
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
  /** `day` is partial; what was found is in `completeness`. */
  | { readonly kind: 'incomplete-day' }
  /** Days that `day` is compared with and that arrived in part. */
  | { readonly kind: 'incomplete-baselines'; readonly days: readonly BusinessDay[] }
  /** Rows of the day that the dataset's filter leaves out of every metric. */
  | { readonly kind: 'filtered-rows'; readonly rows: number }
  /** Days that somebody knows to be different, the day itself or one that it is compared with among them. */
  | {
      readonly kind: 'event';
      readonly name: string;
      readonly from: BusinessDay;
      readonly to: BusinessDay;
      /** Empty: the whole dataset. */
      readonly segment: SegmentKey;
    }
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

/** `learning`: there is too little history to tell. */
export interface Completeness {
  readonly state: 'complete' | 'partial' | 'learning';
  /** What was found against what is usual; empty but for a partial day. */
  readonly findings: readonly Finding[];
  /**
   * The first day after `day`, up to the one asked for, that was due and has not arrived. Every artefact is marked
   * then. Absent where `day` is the last one that was due: after a Friday, if no Saturday ever has data.
   */
  readonly missingSince?: BusinessDay;
}

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
  /** What was to be expected, and how the day and its comparisons look beside it. Of the headline only. */
  readonly expectation?: Expectation;
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
