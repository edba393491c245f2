import type { Arrivals } from '../analysis/completeness/arrivals.ts';
import { daysBetween, toDay, type BusinessDay } from '../analysis/calendar.ts';
import type { SegmentKey } from '../analysis/alert.ts';
import { compositionOf } from '../datasets/composition.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { Reader } from '../db/database.ts';
import { identifier, join, literal, sql, type Sql } from '../db/sql.ts';
import {
  dayCondition,
  dayExpression,
  dayOf,
  factTable,
  momentInZone,
  quantityExpressions,
  segmentNames,
} from './expressions.ts';

export interface ArrivalsRequest {
  readonly from: BusinessDay;
  readonly to: BusinessDay;
  /** The dimensions whose combinations are the watched segments. */
  readonly by: readonly string[];
}

/**
 * What arrived of each day, whether it passes the dataset's filter or not: rows, volume and the combinations of all
 * dimensions that have rows, in one statement and one scan of the days. In no order.
 */
export async function fetchArrivals(
  reader: Reader,
  dataset: Dataset,
  request: ArrivalsRequest,
): Promise<Arrivals> {
  const rows = await reader.query<FlatRow>(arrivalsStatement(dataset, request));
  const { from, to } = request;
  return {
    timeline: { from, length: daysBetween(from, to) + 1 },
    days: rows.flatMap(({ day, rows: count, volume, lastMinute }) =>
      day === null
        ? []
        : [
            {
              day: toDay(day),
              rows: Number(count),
              volume: volume ?? Number.NaN,
              ...(lastMinute === null ? {} : { lastMinute }),
            },
          ],
    ),
    combinations: rows.flatMap(({ day, segment, presence }) => (day === null ? [{ segment, presence }] : [])),
  };
}

/** Of a day, or of a combination: its day is null. */
interface FlatRow {
  readonly day: string | null;
  readonly segment: SegmentKey;
  readonly rows: string;
  readonly volume: number | null;
  readonly lastMinute: number | null;
  readonly presence: string;
}

/**
 * Days are bits, so that a combination is one row however long the window is: 28 kB for 580 combinations, where one
 * row a day would be 24,000 rows (2026-11). Exported for the test that pins the exact SQL.
 */
export function arrivalsStatement(dataset: Dataset, { from, to, by }: ArrivalsRequest): Sql {
  const day = dayExpression(dataset);
  const dimensions = Object.keys(dataset.dimensions).map((name) => identifier(name));
  const segment = join(segmentNames(by));
  const sets = dimensions.length === 0 ? sql`(${day})` : sql`(${day}), (${join(dimensions)})`;
  const first = literal(`1${'0'.repeat(daysBetween(from, to))}`);
  const time = identifier(dataset.timeColumn);
  return sql`select ${day} as day, array[${segment}]::text[] as segment, count(*) as rows,
       ${volumeExpression(dataset)} as volume,
       ${lastMinute(dataset, sql`max(${time})`)} as "lastMinute",
       bit_or(${first}::bit varying >> (${day} - ${from}::date))::text as presence
from ${factTable(dataset)}
where ${dayCondition(dataset, { from, to })}
group by grouping sets (${sets})`;
}

/** The quantity that tells quiet days from busy ones: what the main metric counts, or the main metric itself. */
function volumeExpression(dataset: Dataset): Sql {
  const { mainMetric } = dataset.report;
  const composition = compositionOf(dataset, mainMetric);
  if (composition === undefined) return sql`null::float8`;
  const metric = composition.kind === 'product' ? composition.rate : mainMetric;
  const quantity = quantityExpressions(dataset, metric).at(-1) as Sql;
  return sql`(${quantity})::float8`;
}

/** Of a moment: its minutes after midnight in the dataset's time zone. */
function lastMinute(dataset: Dataset, moment: Sql): Sql {
  const local = momentInZone(dataset, moment);
  if (local === undefined) return sql`null::float8`;
  return sql`(extract(epoch from ${local} - ${dayOf(dataset, moment)}) / 60)::float8`;
}
