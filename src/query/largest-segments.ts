import type { BusinessDay } from '../analysis/calendar.ts';
import type { SegmentKey } from '../analysis/alert.ts';
import { compositionOf } from '../datasets/composition.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { Reader } from '../db/database.ts';
import { join, sql, type Sql } from '../db/sql.ts';
import {
  dayCondition,
  factTable,
  filterCondition,
  quantityExpressions,
  segmentNames,
} from './expressions.ts';

export interface LargestRequest {
  readonly by: readonly string[];
  readonly from: BusinessDay;
  readonly to: BusinessDay;
  /** Of each grouping: segments by the first dimension, by the first two, and so on. */
  readonly most: number;
}

export interface LargestSegments {
  /** Of every grouping but the whole; a segment is among them only with those that contain it. */
  readonly segments: readonly SegmentKey[];
  /** Segments of the finest grouping that are not. */
  readonly others: number;
}

/** The largest by the sum of the main metric over the days, its size where it may be negative; by rows where it has no sum. */
export async function fetchLargestSegments(
  reader: Reader,
  dataset: Dataset,
  request: LargestRequest,
): Promise<LargestSegments> {
  const rows = await reader.query<FlatRow>(largestStatement(dataset, request));
  const found = new Set<string>();
  const segments: SegmentKey[] = [];
  for (const { segment } of rows) {
    const parent = segment.slice(0, -1);
    if (parent.length > 0 && !found.has(JSON.stringify(parent))) continue;
    found.add(JSON.stringify(segment));
    segments.push(segment);
  }
  const finest = request.by.length;
  const all = Number(rows.find(({ segment }) => segment.length === finest)?.all ?? 0);
  return { segments, others: all - segments.filter(({ length }) => length === finest).length };
}

interface FlatRow {
  readonly segment: string[];
  /** Segments of the same grouping. */
  readonly all: string;
}

function largestStatement(dataset: Dataset, { by, from, to, most }: LargestRequest): Sql {
  const names = segmentNames(by);
  // A grouping of the first n dimensions has a segment of n names, so that sets need no other mark.
  const sets = names.map((_, index) => sql`(${segmentOf(names.slice(0, index + 1))})`);
  const cases = names.map((_, index) => {
    const prefix = segmentOf(names.slice(0, index + 1));
    return sql`when grouping(${prefix}) = 0 then ${prefix}`;
  });
  return sql`select segment, "all"
from (
  select segment, count(*) over depth as "all", row_number() over (depth order by size desc, segment collate "C") as place
  from (
    select case ${join(cases, ' ')} end as segment, ${sizeExpression(dataset)} as size
    from ${factTable(dataset)}
    where ${dayCondition(dataset, { from, to })} and ${filterCondition(dataset)}
    group by grouping sets (${join(sets)})
  ) as sized
  window depth as (partition by cardinality(segment))
) as placed
where place <= ${most}
order by cardinality(segment), place`;
}

function sizeExpression(dataset: Dataset): Sql {
  const { mainMetric } = dataset.report;
  if (compositionOf(dataset, mainMetric) === undefined) return sql`count(*)`;
  return sql`abs(${quantityExpressions(dataset, mainMetric)[0]})`;
}

/**
 * The segment that a row counts in: its own if it is among those given, else the nearest above that is, else the
 * whole.
 */
export function nearestSegment(by: readonly string[], segments: readonly SegmentKey[]): Sql {
  const names = segmentNames(by);
  const cases = names.map((_, index) => {
    const prefix = segmentOf(names.slice(0, names.length - index));
    return sql`when ${isAmong(prefix, segments)} then ${prefix}`;
  });
  return sql`case ${join(cases, ' ')} else array[]::text[] end`;
}

/** True for rows of the segments given. */
export function withinSegments(by: readonly string[], segments: readonly SegmentKey[]): Sql {
  return isAmong(segmentOf(segmentNames(by)), segments);
}

/** A list that PostgreSQL reads once and hashes. */
function isAmong(segment: Sql, segments: readonly SegmentKey[]): Sql {
  const list = JSON.stringify(segments);
  return sql`${segment} in (select array(select jsonb_array_elements_text(one)) from jsonb_array_elements(${list}::jsonb) as one)`;
}

function segmentOf(names: readonly Sql[]): Sql {
  return sql`array[${join(names)}]::text[]`;
}
