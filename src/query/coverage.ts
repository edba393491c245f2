import { toDay, type BusinessDay } from '../analysis/calendar.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { Reader } from '../db/database.ts';
import { identifier, sql } from '../db/sql.ts';
import {
  dayCondition,
  dayExpression,
  dayOf,
  factTable,
  filterCondition,
  upToDay,
  type Days,
} from './expressions.ts';

/** The days that a dataset reaches over. */
export interface Coverage {
  readonly firstDay: BusinessDay;
  readonly lastDay: BusinessDay;
  /** The last day with data that is not after the day asked about; undefined when all data is later. */
  readonly lastDayUpTo: BusinessDay | undefined;
}

/** Undefined when the table is empty. */
export async function fetchCoverage(
  reader: Reader,
  dataset: Dataset,
  upTo: BusinessDay,
): Promise<Coverage | undefined> {
  const time = identifier(dataset.timeColumn);
  const table = factTable(dataset);
  // Three index probes, however long the history is.
  const [row] = await reader.query<{ first: string | null; last: string | null; upTo: string | null }>(
    sql`select ${dayOf(dataset, sql`(select min(${time}) from ${table})`)} as first,
               ${dayOf(dataset, sql`(select max(${time}) from ${table})`)} as last,
               ${dayOf(dataset, sql`(select max(${time}) from ${table} where ${upToDay(dataset, upTo)})`)} as "upTo"`,
  );
  if (row === undefined || row.first === null || row.last === null) return undefined;
  return {
    firstDay: toDay(row.first),
    lastDay: toDay(row.last),
    lastDayUpTo: row.upTo === null ? undefined : toDay(row.upTo),
  };
}

/** Grain: one row per day that has any row at all. */
export interface LoadedDay {
  readonly day: BusinessDay;
  readonly rows: number;
  /** Rows that the dataset's filter leaves out of every metric. */
  readonly filteredRows: number;
}

export async function fetchLoadedDays(reader: Reader, dataset: Dataset, days: Days): Promise<LoadedDay[]> {
  const dayOfRow = dayExpression(dataset);
  const rows = await reader.query<{ day: string; rows: string; filtered: string }>(
    sql`select ${dayOfRow} as day, count(*) as rows,
               count(*) filter (where (${filterCondition(dataset)}) is not true) as filtered
        from ${factTable(dataset)}
        where ${dayCondition(dataset, days)}
        group by ${dayOfRow} order by ${dayOfRow}`,
  );
  return rows.map((row) => ({
    day: toDay(row.day),
    rows: Number(row.rows),
    filteredRows: Number(row.filtered),
  }));
}
