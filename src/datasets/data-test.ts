/** What a dataset promises about its rows, checked by every load. */

/** `fail` undoes the load, `warn` is told and kept with it. */
export type Severity = 'warn' | 'fail';

interface DataTestBase {
  /** Default: the kind and what it looks at, as `range(amount)`. */
  readonly name?: string;
  /** Default: warn. */
  readonly severity?: Severity;
}
/** Every row of the loaded days has a value in each of the columns. */
interface NotNullTest extends DataTestBase {
  readonly kind: 'not_null';
  readonly columns: readonly string[];
}
/** Of text, integer or boolean. A null is no value, and passes. */
interface AcceptedValuesTest extends DataTestBase {
  readonly kind: 'accepted_values';
  readonly column: string;
  readonly values: readonly string[];
}
/** Of a number or a date, both ends included. A null passes. */
interface RangeTest extends DataTestBase {
  readonly kind: 'range';
  readonly column: string;
  readonly min?: number | string;
  readonly max?: number | string;
}
/** No two rows have the same values in these columns. Rows with a null among them pass, as in SQL. */
interface UniqueTest extends DataTestBase {
  readonly kind: 'unique';
  /** Default: the key of the dataset. */
  readonly columns?: readonly string[];
}
/** The last day of the whole table is at most this many days before today. */
interface FreshnessTest extends DataTestBase {
  readonly kind: 'freshness';
  readonly maxAgeDays: number;
}
/** Rows per loaded day, whatever the filter of the dataset says. */
interface RowCountTest extends DataTestBase {
  readonly kind: 'row_count';
  readonly min?: number;
  readonly max?: number;
  /** Percent off the median of the same weekday in the `weeks` before; a day with fewer than two of them passes. */
  readonly withinPercent?: number;
  /** Default: 8. */
  readonly weeks?: number;
}
/** The metric of each loaded day is what a file with the columns day and total says. A day without one fails. */
interface ControlTotalTest extends DataTestBase {
  readonly kind: 'control_total';
  readonly metric: string;
  /** Relative to kpi.yaml. */
  readonly file: string;
  /** How far off it may be, in the metric's own unit. Default: 0. */
  readonly tolerance?: number;
}
/**
 * Within the loaded days, no value of a dimension stands under two values of its parent. A dataset whose
 * dimensions have parents has this test without writing it, see `dataTestsOf`.
 */
export interface HierarchyTest extends DataTestBase {
  readonly kind: 'hierarchy';
  /** Dimensions that have a parent. Default: all that have one. */
  readonly dimensions?: readonly string[];
}
export type DataTest =
  | NotNullTest
  | AcceptedValuesTest
  | RangeTest
  | UniqueTest
  | FreshnessTest
  | RowCountTest
  | ControlTotalTest
  | HierarchyTest;
export type DataTestKind = DataTest['kind'];

export const DEFAULT_WEEKS = 8;

/** The name that is given, or the kind and what it looks at. */
export function dataTestName(test: DataTest): string {
  return test.name ?? `${test.kind}${subjectOf(test)}`;
}

function subjectOf(test: DataTest): string {
  switch (test.kind) {
    case 'not_null':
      return `(${test.columns.join(', ')})`;
    case 'unique':
      return test.columns === undefined ? '' : `(${test.columns.join(', ')})`;
    case 'hierarchy':
      return test.dimensions === undefined ? '' : `(${test.dimensions.join(', ')})`;
    case 'accepted_values':
    case 'range':
      return `(${test.column})`;
    case 'control_total':
      return `(${test.metric})`;
    case 'freshness':
    case 'row_count':
      return '';
  }
}

/** What a test promises, in words. */
export function dataTestRule(test: DataTest): string {
  switch (test.kind) {
    case 'not_null':
      return `${test.columns.join(', ')} not empty`;
    case 'accepted_values':
      return `${test.column} is one of ${test.values.join(', ')}`;
    case 'range':
      return `${test.column} ${bounds(test.min, test.max)}`;
    case 'unique':
      return `one row per ${test.columns?.join(', ') ?? 'key'}`;
    case 'freshness':
      return `last day at most ${test.maxAgeDays} day(s) old`;
    case 'row_count': {
      const band =
        test.withinPercent === undefined
          ? []
          : [
              `within ${test.withinPercent} % of the median of the same weekday in the last ${test.weeks ?? DEFAULT_WEEKS} weeks`,
            ];
      const limits = test.min === undefined && test.max === undefined ? [] : [bounds(test.min, test.max)];
      return `rows per day ${[...limits, ...band].join(', ')}`;
    }
    case 'control_total':
      return `${test.metric} per day equals ${test.file}, tolerance ${test.tolerance ?? 0}`;
    case 'hierarchy':
      return `one parent per value of ${test.dimensions?.join(', ') ?? 'every dimension that has one'}`;
  }
}

function bounds(min: number | string | undefined, max: number | string | undefined): string {
  if (min === undefined) return `at most ${max}`;
  return max === undefined ? `at least ${min}` : `from ${min} to ${max}`;
}

/** What a test counts when it counts failures: rows, values, days, or days beyond the age that is allowed. */
export type Counted = 'rows' | 'values' | 'days' | 'days-late';

export function countedThing(kind: DataTestKind): Counted {
  switch (kind) {
    case 'not_null':
    case 'accepted_values':
    case 'range':
    case 'unique':
      return 'rows';
    case 'hierarchy':
      return 'values';
    case 'row_count':
    case 'control_total':
      return 'days';
    case 'freshness':
      return 'days-late';
  }
}

const COUNTED: Readonly<Record<Counted, readonly [string, string]>> = {
  rows: ['row fails', 'rows fail'],
  values: ['value fails', 'values fail'],
  days: ['day fails', 'days fail'],
  'days-late': ['day late', 'days late'],
};

/** `3 rows fail`, `1 day late` */
export function failureCount(kind: DataTestKind, failing: number): string {
  const [one, many] = COUNTED[countedThing(kind)];
  return `${failing} ${failing === 1 ? one : many}`;
}
