/** Brings the fact table to what the staging table says, writing only what differs. */
import { daysBetween, toDay, type BusinessDay } from '../analysis/calendar.ts';
import type { Dataset } from '../datasets/definition.ts';
import { keyOf } from '../datasets/key.ts';
import type { Transaction } from '../db/database.ts';
import { identifier, join, sql, type Sql } from '../db/sql.ts';
import { dayCondition, dayExpression, factTable, type Days } from '../query/expressions.ts';
import { sameKey } from './duplicates.ts';
import type { LoadMode } from './load-run.ts';
import { columnList, type Staging } from './staging.ts';

/** `staged rows = inserted + updated + unchanged`. */
export interface MergeCounts {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Rows of the table that the file, being the whole truth about its days, lacks. */
  readonly deleted: number;
}

export interface MergeOptions {
  readonly mode: LoadMode;
  /** Days of the staged rows. */
  readonly days: readonly BusinessDay[];
  readonly staged: number;
  /** Called with the days that are about to change, before anything is written. */
  readonly beforeChange: (days: readonly BusinessDay[]) => Promise<void>;
}

/**
 * For one large comparison: memory, so that it does not go over the disk, and several processes, which the planner leaves
 * out because it takes most rows for different ones. Of 1.8 M rows with as many, it takes 1.4 s instead of 2.1 s (2026-11).
 */
async function makeRoom(tx: Transaction): Promise<void> {
  await tx.execute(sql`set local work_mem = '64MB'`);
  await tx.execute(sql`set local parallel_tuple_cost = 0`);
}

export async function mergeStaging(
  tx: Transaction,
  dataset: Dataset,
  staging: Staging,
  options: MergeOptions,
): Promise<MergeCounts> {
  if (options.days.length === 0) return { inserted: 0, updated: 0, unchanged: 0, deleted: 0 };
  const key = keyOf(dataset);
  if (key === null) return replaceDays(tx, dataset, staging.table, options);
  if (staging.large) await makeRoom(tx);
  if (!(await holdsAnyOf(tx, dataset, options.days))) return insertAll(tx, dataset, staging.table, options);
  return mergeKeyed(tx, dataset, staging.table, key, options);
}

async function holdsAnyOf(tx: Transaction, dataset: Dataset, days: readonly BusinessDay[]): Promise<boolean> {
  const [row] = await tx.query<{ held: boolean }>(
    sql`select exists (select from ${factTable(dataset)} where ${dayCondition(dataset, days)}) as held`,
  );
  return row?.held === true;
}

async function insertAll(
  tx: Transaction,
  dataset: Dataset,
  staged: Sql,
  { days, beforeChange }: MergeOptions,
): Promise<MergeCounts> {
  await beforeChange(days);
  const columns = columnList(dataset);
  const inserted = await tx.execute(
    sql`insert into ${factTable(dataset)} (${columns}) select ${columns} from ${staged}`,
  );
  return { inserted, updated: 0, unchanged: 0, deleted: 0 };
}

/** The table of what differs is small where little does, and tells which days change before they do. */
async function mergeKeyed(
  tx: Transaction,
  dataset: Dataset,
  staged: Sql,
  key: readonly string[],
  { mode, days, staged: stagedRows, beforeChange }: MergeOptions,
): Promise<MergeCounts> {
  const fact = factTable(dataset);
  const others = Object.keys(dataset.columns).filter((column) => !key.includes(column));
  const tuple = (table: string) => join(others.map((column) => identifier(table, column)));
  const isNew = sql`${identifier('fact', key[0] ?? '')} is null`;
  const differs =
    others.length === 0 ? isNew : sql`${isNew} or (${tuple('fact')}) is distinct from (${tuple('staged')})`;
  const columns = Object.keys(dataset.columns);
  await tx.execute(
    sql`create temporary table kpi_delta on commit drop as
        select ${join(columns.map((column) => identifier('staged', column)))}, ${isNew} as kpi_is_new
        from ${staged} as staged
        left join (select ${columnList(dataset)} from ${fact} where ${dayCondition(dataset, around(days))}) as fact
          on ${sameKey(key, 'fact', 'staged')}
        where ${differs}`,
  );
  const delta = identifier('pg_temp', 'kpi_delta');
  await tx.execute(sql`analyze ${delta}`);
  const gone = sql`${dayCondition(dataset, days)}
                   and not exists (select from ${staged} as staged where ${sameKey(key, 'fact', 'staged')})`;
  const day = dayExpression(dataset);
  const changedDays = await tx.query<{ day: string }>(
    mode === 'replace'
      ? sql`select ${day} as day from ${delta} union select ${day} from ${fact} as fact where ${gone}`
      : sql`select distinct ${day} as day from ${delta}`,
  );
  await beforeChange(changedDays.map((row) => toDay(row.day)));
  const deleted = mode === 'replace' ? await tx.execute(sql`delete from ${fact} as fact where ${gone}`) : 0;
  const updated =
    others.length === 0
      ? 0
      : await tx.execute(
          sql`update ${fact} as fact
              set ${join(others.map((column) => sql`${identifier(column)} = ${identifier('delta', column)}`))}
              from ${delta} as delta
              where not delta.kpi_is_new and ${sameKey(key, 'fact', 'delta')}`,
        );
  const inserted = await tx.execute(
    sql`insert into ${fact} (${columnList(dataset)})
        select ${columnList(dataset)} from ${delta} where kpi_is_new`,
  );
  await tx.execute(sql`drop table ${delta}`);
  return { inserted, updated, unchanged: stagedRows - updated - inserted, deleted };
}

/** The range of the days where they lie close together, which is one stretch of the key's index; else one by one. */
function around(days: readonly BusinessDay[]): Days {
  const sorted = [...days].sort();
  const [from, to] = [sorted[0], sorted.at(-1)];
  if (from === undefined || to === undefined || daysBetween(from, to) > 3 * days.length) return days;
  return { from, to };
}

/**
 * Rows without a key cannot be told apart, so the file is the whole truth about each of its days: a day whose
 * rows differ in any way is replaced, one that is equal as a multiset is left alone.
 */
async function replaceDays(
  tx: Transaction,
  dataset: Dataset,
  staged: Sql,
  { days, staged: stagedRows, beforeChange }: MergeOptions,
): Promise<MergeCounts> {
  const day = dayExpression(dataset);
  const columns = columnList(dataset);
  const fact = factTable(dataset);
  const present = sql`select ${columns} from ${fact} where ${dayCondition(dataset, days)}`;
  const rows = await tx.query<{ day: string }>(
    sql`select distinct ${day} as day from (
          (select ${columns} from ${staged} except all ${present})
          union all
          (${present} except all select ${columns} from ${staged})
        ) as difference`,
  );
  const changed = rows.map((row) => toDay(row.day));
  if (changed.length === 0) return { inserted: 0, updated: 0, unchanged: stagedRows, deleted: 0 };
  await beforeChange(changed);
  const deleted = await tx.execute(sql`delete from ${fact} where ${dayCondition(dataset, changed)}`);
  const inserted = await tx.execute(
    sql`insert into ${fact} (${columns})
        select ${columns} from ${staged} where ${day} = any(${changed}::date[])`,
  );
  return { inserted, updated: 0, unchanged: stagedRows - inserted, deleted };
}
