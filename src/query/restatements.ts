import { addDays, toDay, type BusinessDay } from '../analysis/calendar.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { Reader } from '../db/database.ts';
import { identifier, sql } from '../db/sql.ts';
import type { RestatementRow } from './etl-schema.ts';
import { dayOf, factTable, upToDay } from './expressions.ts';

/** Grain: one per day and metric. Exact decimal text; null where the metric was or is undefined. */
export type RestatedValue = Pick<RestatementRow, 'metric' | 'before' | 'after'> & {
  readonly day: BusinessDay;
};

export interface RestatedValues {
  /** The latest day first, then in the order of the definition. */
  readonly values: readonly RestatedValue[];
  /** All there are, also beyond the limit. */
  readonly total: number;
}

/**
 * What changed of the days before `day` since its predecessor could be reported: restatements by the runs after the
 * one that first loaded the last day of the table before `day`. When days arrive one by one, each restatement thus
 * stands in the report of the next day that arrives, and in that of no later one. Where the books do not know who
 * loaded that day first, because they are younger, all of them count.
 *
 * A value that several of those runs changed is there once, with what it was before the first and after the last of
 * them; one that came back to what it was is not there.
 */
export async function fetchRestatedValues(
  reader: Reader,
  dataset: Dataset,
  day: BusinessDay,
  limit: number,
): Promise<RestatedValues> {
  const metrics = Object.keys(dataset.metrics);
  const last = sql`(select max(${identifier(dataset.timeColumn)}) from ${factTable(dataset)}
                    where ${upToDay(dataset, addDays(day, -1))})`;
  const rows = await reader.query<Omit<RestatedValue, 'day'> & { day: string; total: number }>(
    sql`with net as (
          select day, metric, (array_agg(before order by run_id))[1] as before,
                 (array_agg(after order by run_id desc))[1] as after
          from etl.restatement
          where dataset = ${dataset.name} and day < ${day} and metric = any(${metrics}::text[])
            and run_id > coalesce((select min(run_id) from etl.load_day
                                   where dataset = ${dataset.name} and day = ${dayOf(dataset, last)}), 0)
          group by day, metric
        )
        select day, metric, before, after, (count(*) over ())::int as total
        from net where before is distinct from after
        order by day desc, array_position(${metrics}::text[], metric)
        limit ${limit}`,
  );
  return {
    values: rows.map(({ day: restated, metric, before, after }) => ({
      day: toDay(restated),
      metric,
      before,
      after,
    })),
    total: rows[0]?.total ?? 0,
  };
}
