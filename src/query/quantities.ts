import { toDay, type BusinessDay } from '../analysis/calendar.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { Reader } from '../db/database.ts';
import { identifier, join, literal, sql, type Sql } from '../db/sql.ts';
import {
  dayCondition,
  dayExpression,
  factTable,
  filterCondition,
  quantityExpressions,
  type Days,
} from './expressions.ts';

export interface QuantitiesRequest {
  /** One whose composition is known. */
  readonly metric: string;
  /** Each by itself, not crossed. */
  readonly dimensions: readonly string[];
  readonly days: Days;
  /** A dimension with more rows than this over the days is left out whole: what it would tell is no explanation. */
  readonly mostRows: number;
}

/** What a metric is made of, on one day and for one value of one dimension. */
export interface QuantitiesRow {
  readonly day: BusinessDay;
  readonly dimension: string;
  readonly value: string;
  /** Exact decimal text: one of a sum, numerator and denominator of a ratio. They add up over the values to the day. */
  readonly quantities: readonly string[];
}

/**
 * Grain: one row per day, dimension and value that has rows passing the dataset's filter. All dimensions in one
 * statement and one scan of the days.
 */
export async function fetchQuantities(
  reader: Reader,
  dataset: Dataset,
  request: QuantitiesRequest,
): Promise<QuantitiesRow[]> {
  if (request.dimensions.length === 0) return [];
  const rows = await reader.query<FlatRow>(quantitiesStatement(dataset, request));
  return rows.map((row) => ({ ...row, day: toDay(row.day), value: row.value ?? '' }));
}

interface FlatRow {
  readonly day: string;
  readonly dimension: string;
  readonly value: string | null;
  readonly quantities: string[];
}

/** Exported for the test that pins the exact SQL. */
export function quantitiesStatement(
  dataset: Dataset,
  { metric, dimensions, days, mostRows }: QuantitiesRequest,
): Sql {
  const day = dayExpression(dataset);
  const names = dimensions.map((dimension) => identifier(dimension));
  const sets = join(names.map((name) => sql`(${day}, ${name})`));
  // Of a group only its own dimension is not null, unless the value itself is.
  const value = sql`coalesce(${join(names.map((name) => sql`(${name})::text`))})`;
  // One grouping() per dimension: with all of them as arguments it ends at 31.
  const cases = dimensions.map((name) => sql`when grouping(${identifier(name)}) = 0 then ${literal(name)}`);
  const which = sql`case ${join(cases, ' ')} end`;
  const quantities = quantityExpressions(dataset, metric).map((quantity) => sql`(${quantity})::text`);
  return sql`select day, dimension, value, quantities
from (
  select ${day} as day, ${which} as dimension, ${value} as value,
         array[${join(quantities)}]::text[] as quantities,
         count(*) over (partition by ${which}) as rows
  from ${factTable(dataset)}
  where ${dayCondition(dataset, days)} and ${filterCondition(dataset)}
  group by grouping sets (${sets})
) as found
where rows <= ${mostRows}
order by dimension, day, value collate "C"`;
}
