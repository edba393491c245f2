/**
 * The words of a dataset definition: one table, what its columns mean, and what is computed from them.
 * Everything that loads, queries or reports works from this and knows no other word of the business.
 */
export type Locale = 'pt-BR' | 'en-US';
export const LOCALES: readonly Locale[] = ['pt-BR', 'en-US'];

/** A text for people, in every language that the reports speak. */
export type Label = Readonly<Record<Locale, string>>;

interface ColumnBase {
  /** Other names under which a file may carry the column; matched without case and spaces. */
  readonly aliases?: readonly string[];
}
export interface DateColumn extends ColumnBase {
  readonly type: 'date';
}
export interface TextColumn extends ColumnBase {
  readonly type: 'text';
  readonly maxLength?: number;
}
export interface IntegerColumn extends ColumnBase {
  readonly type: 'integer';
  readonly minimum?: number;
}
export interface NumericColumn extends ColumnBase {
  readonly type: 'numeric';
  /** Digits in all and digits after the point, as in SQL `numeric(precision, scale)`. */
  readonly precision: number;
  readonly scale: number;
  readonly minimum?: number;
}
export type Column = DateColumn | TextColumn | IntegerColumn | NumericColumn;

/** How a metric's value is written. `currency` takes its symbol from the configuration. */
export type Unit = 'currency' | 'count' | 'number';

interface MetricBase {
  readonly label: Label;
  readonly description: Label;
  readonly unit: Unit;
  readonly decimals: number;
  /** Which way is good news. */
  readonly goodDirection: 'up' | 'down' | 'none';
}
/** Σ measure over the rows that pass the filter. Additive: zero where a day arrived without the segment. */
export interface SumMetric extends MetricBase {
  readonly kind: 'sum';
  readonly measure: string;
}
/** Σ numerator / Σ denominator: a ratio of sums, never a mean of ratios. Missing where Σ denominator is 0. */
export interface RatioMetric extends MetricBase {
  readonly kind: 'ratio';
  readonly numerator: string;
  readonly denominator: string;
}
export type Metric = SumMetric | RatioMetric;

/** Rows count towards metrics only if every condition holds; others are loaded and left out. */
export interface FilterCondition {
  readonly column: string;
  readonly operator: '>' | '>=' | '<' | '<=' | '=' | '<>';
  readonly value: number | string;
}

export type AlertDirection = 'down' | 'up' | 'both';

export interface Dataset {
  readonly name: string;
  readonly title: Label;
  readonly table: { readonly schema: string; readonly name: string };
  /** The column that holds the day. Part of the grain. */
  readonly timeColumn: string;
  readonly columns: Readonly<Record<string, Column>>;
  /** Columns that, with the time column, make the grain: one row per combination. */
  readonly dimensions: Readonly<Record<string, { readonly label: Label }>>;
  /** Additive columns: may be summed over days and dimensions. */
  readonly measures: readonly string[];
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly filter: readonly FilterCondition[];
  readonly report: {
    /** The metric of the 28-day line and of the order of segments. */
    readonly mainMetric: string;
    /** One section per entry; an entry of several dimensions is their cross product. */
    readonly by: readonly (readonly string[])[];
  };
  readonly alerts: {
    readonly metrics: readonly string[];
    readonly by: readonly string[];
    /** Days before the target day that make the training window. */
    readonly windowDays: number;
    /** |z| above which a value is an alert. */
    readonly threshold: number;
    readonly direction: AlertDirection;
  };
}
