/**
 * The words of a dataset definition: one table or view, what its columns mean, and what is computed from them.
 * Everything that loads, queries or reports works from this and knows no other word of the business.
 */
import type { DataTest } from './data-test.ts';

export type Locale = 'pt-BR' | 'en-US';
export const LOCALES: readonly Locale[] = ['pt-BR', 'en-US'];

/** A text for people, in every language that the reports speak. */
export type Label = Readonly<Record<Locale, string>>;

interface ColumnBase {
  /** Other names under which a file may carry the column; matched without case, spaces and underscores. */
  readonly aliases?: readonly string[];
  /** A blank field is null instead of an error. Not for the time column, dimensions and keys. */
  readonly nullable?: boolean;
}

/** Of a column whose values have more than one written form. */
interface WrittenColumn extends ColumnBase {
  /** The form was found in the file at hand, not declared: messages about its values say so. Not a word of kpi.yaml. */
  readonly detected?: true;
}

export const DATE_FORMATS = [
  'YYYY-MM-DD',
  'DD/MM/YYYY',
  'MM/DD/YYYY',
  'YYYYMMDD',
  'DD.MM.YYYY',
  'DD-MM-YYYY',
  'MM-DD-YYYY',
  'YYYY/MM/DD',
  'DD/MM/YY',
  'MM/DD/YY',
] as const;
/** How a file writes days. Declared, or decided for a file as a whole; never guessed per row. */
export type DateFormat = (typeof DATE_FORMATS)[number];

export interface DateColumn extends WrittenColumn {
  readonly type: 'date';
  /** Default: YYYY-MM-DD. */
  readonly format?: DateFormat;
}
/** A moment. One without an offset is read in the dataset's time zone. */
export interface TimestampColumn extends WrittenColumn {
  readonly type: 'timestamptz';
  /** How the day in front of the time is written. Default: YYYY-MM-DD. */
  readonly format?: DateFormat;
}
export interface TextColumn extends ColumnBase {
  readonly type: 'text';
  readonly maxLength?: number;
}
/** SQL `integer`: whole numbers of 4 bytes. */
export interface IntegerColumn extends WrittenColumn {
  readonly type: 'integer';
  readonly minimum?: number;
  readonly maximum?: number;
  /** The separator that may stand between thousands: `1.234`. Default: none. */
  readonly thousands?: '.' | ',';
}
export interface NumericColumn extends WrittenColumn {
  readonly type: 'numeric';
  /** Digits in all and digits after the point, as in SQL `numeric(precision, scale)`. */
  readonly precision: number;
  readonly scale: number;
  readonly minimum?: number;
  readonly maximum?: number;
  /** The decimal separator of the file. Default: a point. */
  readonly decimal?: '.' | ',';
  /** The other separator may stand between thousands: `1.234,56`. */
  readonly thousands?: boolean;
}
export interface BooleanColumn extends ColumnBase {
  readonly type: 'boolean';
}
/** Kept as it is, as SQL `jsonb`. */
export interface JsonColumn extends ColumnBase {
  readonly type: 'json';
}
export type Column =
  DateColumn | TimestampColumn | TextColumn | IntegerColumn | NumericColumn | BooleanColumn | JsonColumn;

/**
 * How a metric's value is written. `currency` takes its symbol from the configuration. `percent` is a fraction
 * everywhere but in print: 0.1062 is written 10.62 %, and `decimals` counts those of the percentage.
 */
export const UNITS = ['currency', 'count', 'number', 'percent'] as const;
export type Unit = (typeof UNITS)[number];

/** What adds up: a sum of percentages says nothing. */
export const ADDITIVE_UNITS = ['currency', 'count', 'number'] as const;
export type AdditiveUnit = (typeof ADDITIVE_UNITS)[number];

interface MetricBase {
  readonly label: Label;
  readonly description: Label;
  readonly unit: Unit;
  readonly decimals: number;
  /** Which way is good news. */
  readonly goodDirection: 'up' | 'down' | 'none';
}
/** Σ measure over the rows that pass the filter. */
interface SumMetric extends MetricBase {
  readonly kind: 'sum';
  readonly measure: string;
}
/** A level at the end of the day, such as recurring revenue: adds up over dimensions, never over days. */
interface StockMetric extends MetricBase {
  readonly kind: 'stock';
  readonly measure: string;
}
/** Rows, or rows in which `column` is not null. */
interface CountMetric extends MetricBase {
  readonly kind: 'count';
  readonly column?: string;
}
/** Different values of a column. Computed from the rows at each grouping: it does not add up. */
interface CountDistinctMetric extends MetricBase {
  readonly kind: 'count_distinct';
  readonly column: string;
}
/** Σ column / count of its values: the mean of the rows, as a ratio of sums. */
interface AverageMetric extends MetricBase {
  readonly kind: 'avg';
  readonly column: string;
}
/** Σ numerator / Σ denominator, of measures or metrics: a ratio of sums, never a mean of ratios. Missing over 0. */
interface RatioMetric extends MetricBase {
  readonly kind: 'ratio';
  readonly numerator: string;
  readonly denominator: string;
}
/** One measure or metric less another. In percent only where both parts are. */
interface DifferenceMetric extends MetricBase {
  readonly kind: 'difference';
  readonly minuend: string;
  readonly subtrahend: string;
}
/** Σ value·weight / Σ weight. Missing when the weights add up to 0. */
interface WeightedMeanMetric extends MetricBase {
  readonly kind: 'weighted_mean';
  readonly value: string;
  readonly weight: string;
}
/** The value below which the share `fraction` (0 to 1) of the rows lies, interpolated. It does not add up. */
interface PercentileMetric extends MetricBase {
  readonly kind: 'percentile';
  readonly column: string;
  readonly fraction: number;
}
export type Metric =
  | SumMetric
  | StockMetric
  | CountMetric
  | CountDistinctMetric
  | AverageMetric
  | RatioMetric
  | DifferenceMetric
  | WeightedMeanMetric
  | PercentileMetric;

/** Rows count towards metrics only if every condition holds; others are loaded and left out. */
export type FilterCondition =
  | {
      readonly column: string;
      readonly operator: '>' | '>=' | '<' | '<=' | '=' | '<>';
      readonly value: number | string;
    }
  | {
      readonly column: string;
      readonly operator: 'in' | 'not in';
      readonly values: readonly (number | string)[];
    }
  | { readonly column: string; readonly operator: 'is null' | 'is not null' };

export interface Dimension {
  readonly label: Label;
  /** The dimension that contains this one, e.g. the region of a city. */
  readonly parent?: string;
  /** The values it may have; a row with another one is rejected. */
  readonly values?: readonly string[];
}

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Against the day before, the same weekday a week or 52 weeks before, the same day of the month before. */
export const COMPARISON_KINDS = ['D-1', 'W-1', 'M-1', 'Y-1'] as const;
export type ComparisonKind = (typeof COMPARISON_KINDS)[number];

/** What a metric should come to over a month, in its unit as it is kept: 0.1062 for 10.62 %. */
export interface MonthTarget {
  readonly metric: string;
  /** `2025-03` */
  readonly month: string;
  /** Exact decimal text. */
  readonly value: string;
  /** Dimension → value. Default: the whole dataset. */
  readonly segment?: Readonly<Record<string, string>>;
}

/**
 * The targets themselves, or a table or view that has them: columns `metric`, `month` (its first day) and `target`,
 * `dataset` where it serves several, and those of the dimensions that targets of segments need.
 */
export type Targets =
  readonly MonthTarget[] | { readonly table: { readonly schema: string; readonly name: string } };

export type AlertDirection = 'down' | 'up' | 'both';

/**
 * `baseline`: against what weekday, level and calendar let expect, at a controlled rate of false alerts. `zscore`: the
 * classic rule, standard deviations from the mean of the days before.
 */
export const ALERT_METHODS = ['baseline', 'zscore'] as const;
export type AlertMethod = (typeof ALERT_METHODS)[number];

export interface Dataset {
  readonly name: string;
  readonly title: Label;
  /** Where the rows are. */
  readonly table: {
    readonly schema: string;
    readonly name: string;
    /** A view can be reported, not loaded. Default: table. */
    readonly kind?: 'table' | 'view';
    /** Create the table from this definition where it does not exist; an existing one is never altered. */
    readonly create?: boolean;
  };
  /** The column of type date or timestamptz that a row's day comes from. */
  readonly timeColumn: string;
  /** IANA name; buckets moments into days. Needed when the time column is a timestamptz. */
  readonly timeZone?: string;
  /** Country whose holidays the figures follow, ISO 3166, with a state if need be: `BR`, `BR-SP`. Default: none. */
  readonly holidays?: string;
  /** How files write the rows. */
  readonly input?: { readonly delimiter: Delimiter };
  readonly columns: Readonly<Record<string, Column>>;
  /** Columns of type text, integer or boolean to group by. */
  readonly dimensions: Readonly<Record<string, Dimension>>;
  /**
   * Columns whose combination names one row. Default: the time column and the dimensions. Null: rows have no
   * name, and a file is the whole truth about every day that it holds.
   */
  readonly key?: readonly string[] | null;
  /** Additive columns: may be summed over days and dimensions. */
  readonly measures: readonly string[];
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly filter: readonly FilterCondition[];
  /** Checked by every load, in the order in which they are told. */
  readonly tests?: readonly DataTest[];
  readonly report: {
    /** The metric of the 28-day line and of the order of segments. */
    readonly mainMetric: string;
    /** One section per entry; an entry of several dimensions is their cross product. */
    readonly by: readonly (readonly string[])[];
    /** In this order. Default: D-1, W-1, M-1. */
    readonly comparisons?: readonly ComparisonKind[];
    /** What M-1 means: the same day of the month before (default), or a number of days. */
    readonly monthLag?: 'calendar' | { readonly days: number };
    /** False leaves out where it is going. Default: true. */
    readonly outlook?: boolean;
  };
  readonly targets?: Targets;
  readonly alerts: {
    readonly metrics: readonly string[];
    readonly by: readonly string[];
    /** Default: baseline. */
    readonly method?: AlertMethod;
    /** Default: both ways; of zscore: down. */
    readonly direction?: AlertDirection;
    /** Of baseline: the share of confirmed alerts that may be false. Default: 0.1. */
    readonly falseDiscoveryRate?: number;
    /** Of baseline: what differs by a smaller part of what was expected is no alert. Default: 0.1. */
    readonly minimumChange?: number;
    /** Of baseline: the same as a part of what was expected of the containing segment. Default: 0.005. */
    readonly minimumImpact?: number;
    /** Of zscore: days before the target day that make the training window. Default: 28. */
    readonly windowDays?: number;
    /** Of zscore: |z| above which a value is an alert. Default: 2. */
    readonly threshold?: number;
  };
}
