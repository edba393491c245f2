import { toDay, type BusinessDay } from '../analysis/calendar.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { Reader } from '../db/database.ts';
import { identifier, sql } from '../db/sql.ts';
import { dayCondition, factTable, filterCondition, type Days } from './expressions.ts';

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
    sql`select (select min(${time}) from ${table}) as first,
               (select max(${time}) from ${table}) as last,
               (select max(${time}) from ${table} where ${time} <= ${upTo}) as "upTo"`,
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
  const time = identifier(dataset.timeColumn);
  const rows = await reader.query<{ day: string; rows: string; filtered: string }>(
    sql`select ${time} as day, count(*) as rows,
               count(*) filter (where (${filterCondition(dataset)}) is not true) as filtered
        from ${factTable(dataset)}
        where ${dayCondition(dataset, days)}
        group by ${time} order by ${time}`,
  );
  return rows.map((row) => ({
    day: toDay(row.day),
    rows: Number(row.rows),
    filteredRows: Number(row.filtered),
  }));
}
