import type { SegmentKey } from '../analysis/alert.ts';
import { toDay, type BusinessDay } from '../analysis/calendar.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { Reader } from '../db/database.ts';
import { identifier, join, sql, type Sql } from '../db/sql.ts';
import {
  dayCondition,
  dayExpression,
  factTable,
  filterCondition,
  metricExpression,
  type Days,
} from './expressions.ts';
import { withinSegments } from './largest-segments.ts';

export type MetricName<D extends Dataset> = Extract<keyof D['metrics'], string>;
export type DimensionName<D extends Dataset> = Extract<keyof D['dimensions'], string>;

export interface DailyRequest<M extends string, B extends string> {
  readonly metrics: readonly M[];
  /** Dimensions to group by; none gives one row per day. */
  readonly by: readonly B[];
  readonly days: Days;
  /** Segments by all of `by`, where not all are wanted. */
  readonly within?: readonly SegmentKey[] | undefined;
}

/** One observation of every metric asked for. */
export interface DailyRow<M extends string, B extends string> {
  readonly day: BusinessDay;
  readonly segment: Readonly<Record<B, string>>;
  /** Exact decimal text; null where a ratio's denominator is 0. */
  readonly metrics: Readonly<Record<M, string | null>>;
}

/**
 * Metrics per day and segment, computed from the rows at this very grouping. Grain: one row per day and
 * combination of `by` that has rows passing the dataset's filter; ordered by day, then segment, as bytes.
 */
export async function fetchDaily<
  const D extends Dataset,
  const M extends MetricName<D>,
  const B extends DimensionName<D>,
>(reader: Reader, dataset: D, request: DailyRequest<M, B>): Promise<DailyRow<M, B>[]> {
  const rows = await reader.query<FlatRow>(dailyStatement(dataset, request));
  return rows.map(({ day, segment, metrics }) => ({
    day: toDay(day),
    segment: named(request.by, segment),
    metrics: named(request.metrics, metrics),
  }));
}

interface FlatRow {
  readonly day: string;
  readonly segment: string[];
  readonly metrics: (string | null)[];
}

/** Exported for the test that pins the exact SQL. */
export function dailyStatement(dataset: Dataset, request: DailyRequest<string, string>): Sql {
  const { by, within } = request;
  const wanted = within === undefined ? sql`` : sql` and ${withinSegments(by, within)}`;
  const day = dayExpression(dataset);
  const dimensions = request.by.map((dimension) => sql`${identifier(dimension)}`);
  const grouping = [day, ...dimensions];
  const order = [day, ...request.by.map((dimension) => inByteOrder(dataset, dimension))];
  const texts = (pieces: readonly Sql[]) => join(pieces.map((piece) => sql`(${piece})::text`));
  const metrics = request.metrics.map((metric) => metricExpression(dataset, metric));
  return sql`select ${day} as day,
       array[${texts(dimensions)}]::text[] as segment,
       array[${texts(metrics)}]::text[] as metrics
from ${factTable(dataset)}
where ${dayCondition(dataset, request.days)} and ${filterCondition(dataset)}${wanted}
group by ${join(grouping)}
order by ${join(order)}`;
}

/** One text order on every server, whatever its locale. */
function inByteOrder(dataset: Dataset, dimension: string): Sql {
  const name = identifier(dimension);
  return dataset.columns[dimension]?.type === 'text' ? sql`${name} collate "C"` : name;
}

function named<K extends string, V>(names: readonly K[], values: readonly V[]): Record<K, V> {
  const entries = names.map((name, index) => [name, values[index]]);
  return Object.fromEntries(entries) as Record<K, V>;
}
