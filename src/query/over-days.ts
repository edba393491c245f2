import type { SegmentKey } from '../analysis/alert.ts';
import type { BusinessDay } from '../analysis/calendar.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { Reader } from '../db/database.ts';
import { identifier, join, sql } from '../db/sql.ts';
import { dayCondition, factTable, filterCondition, metricExpression, segmentNames } from './expressions.ts';
import { withinSegments } from './largest-segments.ts';

/**
 * Metrics over all rows of a stretch of days at once, exact: a sum adds up, a ratio is that of the sums. Null where a
 * metric is undefined or no row passes the filter.
 */
export async function fetchOverDays(
  reader: Reader,
  dataset: Dataset,
  metrics: readonly string[],
  days: { readonly from: BusinessDay; readonly to: BusinessDay },
): Promise<ReadonlyMap<string, string | null>> {
  if (metrics.length === 0) return new Map();
  const texts = join(metrics.map((metric) => sql`(${metricExpression(dataset, metric)})::text`));
  const [row] = await reader.query<{ readonly metrics: (string | null)[] }>(
    sql`select array[${texts}]::text[] as metrics
from ${factTable(dataset)}
where ${dayCondition(dataset, days)} and ${filterCondition(dataset)}`,
  );
  return new Map(metrics.map((metric, index) => [metric, row?.metrics[index] ?? null]));
}

/**
 * The same of segments, by dimensions. In no order; segments without rows are not among them.
 * @param within which segments
 */
export async function fetchSegmentsOverDays(
  reader: Reader,
  dataset: Dataset,
  metrics: readonly string[],
  {
    by,
    within,
    ...days
  }: {
    readonly by: readonly string[];
    readonly within: readonly SegmentKey[];
    readonly from: BusinessDay;
    readonly to: BusinessDay;
  },
): Promise<{ segment: SegmentKey; metrics: ReadonlyMap<string, string | null> }[]> {
  const texts = join(metrics.map((metric) => sql`(${metricExpression(dataset, metric)})::text`));
  const names = by.map((name) => identifier(name));
  const segment = join(segmentNames(by));
  const rows = await reader.query<{ segment: string[]; metrics: (string | null)[] }>(
    sql`select array[${segment}]::text[] as segment, array[${texts}]::text[] as metrics
from ${factTable(dataset)}
where ${dayCondition(dataset, days)} and ${filterCondition(dataset)} and ${withinSegments(by, within)}
group by ${join(names)}`,
  );
  return rows.map((row) => ({
    segment: row.segment,
    metrics: new Map(metrics.map((metric, index) => [metric, row.metrics[index] ?? null])),
  }));
}
