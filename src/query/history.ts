import type { BusinessDay } from '../analysis/calendar.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { Reader } from '../db/database.ts';
import { identifier, join, literal, sql, type Sql } from '../db/sql.ts';
import {
  dayCondition,
  dayExpression,
  factTable,
  filterCondition,
  metricExpression,
  quantityExpressions,
  segmentNames,
} from './expressions.ts';
import { nearestSegment, withinSegments } from './largest-segments.ts';

export interface HistoryRequest {
  readonly metrics: readonly string[];
  readonly by: readonly string[];
  readonly from: BusinessDay;
  readonly to: BusinessDay;
  /**
   * Those that are wanted by themselves. Rows of any other segment count in the nearest one above it that is among
   * them (a segment shorter than `by`), as quantities; as values they are left out. Default: all.
   */
  readonly within?: readonly (readonly string[])[] | undefined;
  /** `quantities`: what the metric is made of, to be added up. `value`: the metric itself, for what does not add up. */
  readonly as: 'quantities' | 'value';
}

/** One segment over the days, for statistics: floating point. */
export interface SegmentHistory {
  /** In the order of `by`. */
  readonly segment: readonly string[];
  /** Days since `from` on which the segment has rows that pass the filter, ascending. */
  readonly offsets: readonly number[];
  /** By metric, then quantity (numerator and denominator of a ratio), then like `offsets`. NaN where undefined. */
  readonly metrics: Readonly<Record<string, readonly (readonly number[])[]>>;
}

/**
 * Grain: one row per segment that has a row in these days; ordered by segment, as bytes. A segment travels as one
 * row with its days as text in it.
 */
export async function fetchHistory(
  reader: Reader,
  dataset: Dataset,
  request: HistoryRequest,
): Promise<SegmentHistory[]> {
  const rows = await reader.query<FlatRow>(historyStatement(dataset, request));
  const counts = request.metrics.map((name) => partsOf(dataset, name, request.as).length);
  return rows.map((row) => {
    let next = 0;
    const metrics = request.metrics.map((name, index) => {
      const quantities = Array.from({ length: counts[index] ?? 0 }, () =>
        toNumbers(row[columnOf(next++)] ?? ''),
      );
      return [name, quantities] as const;
    });
    return { segment: row.segment, offsets: toNumbers(row.offsets), metrics: Object.fromEntries(metrics) };
  });
}

/** A column per quantity: as one array they would be read character by character, half a million of them. */
interface FlatRow extends Readonly<Record<Column, string>> {
  readonly segment: string[];
  readonly offsets: string;
}

type Column = `q${number}`;

function columnOf(index: number): Column {
  return `q${index}`;
}

/** Exported for the test that pins the exact SQL. */
export function historyStatement(dataset: Dataset, request: HistoryRequest): Sql {
  const day = dayExpression(dataset);
  const { by, within, as } = request;
  const dimensions = by.map((name) => identifier(name));
  const folds = within !== undefined && as === 'quantities' && by.length > 0;
  const leavesOut = within !== undefined && as === 'value' && by.length > 0;
  const segment = folds ? nearestSegment(by, within) : sql`array[${join(segmentNames(by))}]::text[]`;
  const parts = request.metrics.flatMap((name) => partsOf(dataset, name, as));
  const columns = parts.map((_, index) => identifier(columnOf(index)));
  const named = parts.map((part, index) => sql`(${part})::float8 as ${columns[index]}`);
  const listed = columns.map(
    (column) => sql`string_agg(coalesce(${column}::text, 'NaN'), ',' order by day_offset) as ${column}`,
  );
  // The first day as a constant: as a parameter it would not be the same expression in SELECT and GROUP BY.
  const offset = sql`(${day} - ${literal(request.from)}::date)`;
  const days = { from: request.from, to: request.to };
  return sql`select segment, string_agg(day_offset::text, ',' order by day_offset) as offsets, ${join(listed)}
from (
  select ${segment} as segment, ${offset} as day_offset, ${join(named)}
  from ${factTable(dataset)}
  where ${dayCondition(dataset, days)} and ${filterCondition(dataset)}${leavesOut ? sql` and ${withinSegments(by, within)}` : sql``}
  group by ${folds ? sql`1, 2` : join([day, ...dimensions])}
) as daily
group by segment
order by segment collate "C"`;
}

function partsOf(dataset: Dataset, metric: string, as: HistoryRequest['as']): readonly Sql[] {
  return as === 'value' ? [metricExpression(dataset, metric)] : quantityExpressions(dataset, metric);
}

function toNumbers(list: string): number[] {
  return list.split(',').map(Number);
}
