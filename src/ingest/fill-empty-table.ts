/** The way into a table that is still empty: copy without a key, then build the key. */
import type { Dataset } from '../datasets/definition.ts';
import { keyOf } from '../datasets/key.ts';
import type { Transaction } from '../db/database.ts';
import { codeOf } from '../db/pg-error.ts';
import { identifier, join, sql } from '../db/sql.ts';
import { factTable } from '../query/expressions.ts';
import type { ReadFile } from './read-file.ts';
import { columnList, copyRows, type Staging } from './staging.ts';

const UNIQUE_VIOLATION = '23505';
const LOCK_TIMEOUT = '55P03';
const DEADLOCK = '40P01';

/** A primary key that can be dropped and made again as it was: columns and nothing else. */
export interface PrimaryKey {
  readonly name: string;
  readonly columns: readonly string[];
}

/**
 * The key of the fact table if the table is empty and ours to change: a plain table that this user owns, whose key is
 * the dataset's and that no other table refers to. Undefined when it has to be filled with its key in place.
 */
export async function keyOfEmptyTable(tx: Transaction, dataset: Dataset): Promise<PrimaryKey | undefined> {
  const key = keyOf(dataset);
  if (key === null) return undefined;
  const table = factTable(dataset).compile().text;
  const [found] = await tx.query<PrimaryKey & { plain: boolean }>(
    sql`select con.conname as name, names.columns, pg_get_constraintdef(con.oid) = names.definition as plain
        from pg_class as rel
        join pg_constraint as con on con.conrelid = rel.oid and con.contype = 'p'
        cross join lateral (
          select array_agg(attname::text order by place) as columns,
                 'PRIMARY KEY (' || string_agg(quote_ident(attname), ', ' order by place) || ')' as definition
          from unnest(con.conkey) with ordinality as part (number, place)
          join pg_attribute on attrelid = rel.oid and attnum = number) as names
        where rel.oid = ${table}::regclass and rel.relkind = 'r' and not rel.relispartition
          and pg_has_role(rel.relowner, 'usage')
          and not exists (select from pg_constraint as other where other.confrelid = rel.oid)
          and not exists (select from pg_inherits where inhparent = rel.oid or inhrelid = rel.oid)
          and not exists (select from pg_trigger where tgrelid = rel.oid)
          -- A view may group by the key and stand on it.
          and not exists (select from pg_depend as needs
                          where needs.refclassid = 'pg_constraint'::regclass and needs.refobjid = con.oid
                                and needs.deptype = 'n')
          and not exists (select from pg_index where indexrelid = con.conindid and (indisreplident or indisclustered))`,
  );
  if (found?.plain !== true || [...found.columns].sort().join() !== [...key].sort().join()) return undefined;
  return (await holdsRows(tx, dataset)) ? undefined : found;
}

/**
 * Takes the empty table for this transaction alone. False, with nothing changed, where others keep it or wrote to it
 * meanwhile: whoever waits for the lock makes all readers behind it wait too, so it is asked for only briefly.
 */
export async function takeEmptyTable(tx: Transaction, dataset: Dataset): Promise<boolean> {
  await tx.execute(sql`savepoint kpi_take`);
  const taken = await lockBriefly(tx, dataset);
  // Rows may have come between the first look and the lock. Truncating would lose them.
  if (taken && !(await holdsRows(tx, dataset))) {
    await tx.execute(sql`set local lock_timeout to default`);
    await tx.execute(sql`release savepoint kpi_take`);
    return true;
  }
  await tx.execute(sql`rollback to savepoint kpi_take`);
  return false;
}

async function lockBriefly(tx: Transaction, dataset: Dataset): Promise<boolean> {
  await tx.execute(sql`set local lock_timeout = '1s'`);
  try {
    await tx.execute(sql`lock table ${factTable(dataset)} in access exclusive mode`);
    return true;
  } catch (error) {
    if (![LOCK_TIMEOUT, DEADLOCK].includes(codeOf(error))) throw error;
    return false;
  }
}

async function holdsRows(tx: Transaction, dataset: Dataset): Promise<boolean> {
  const [row] = await tx.query<{ held: boolean }>(
    sql`select exists (select from ${factTable(dataset)}) as held`,
  );
  return row?.held === true;
}

/**
 * Fills the table, which is taken, and returns the number of rows. When rows of the file share a key: the staging table,
 * which then holds them in file order, while the fact table is empty and keyed as before.
 *
 * Building the key at the end takes a third of what keeping it up does. The table is truncated, so that it is of this
 * transaction: PostgreSQL then writes rows that need no second visit (FREEZE), and with wal_level = minimal, as
 * embedded, no log of them.
 */
export async function fillEmptyTable(
  tx: Transaction,
  dataset: Dataset,
  key: PrimaryKey,
  file: ReadFile,
  createStaging: () => Promise<Staging>,
): Promise<number | Staging> {
  const fact = factTable(dataset);
  await tx.execute(sql`truncate ${fact}`);
  await tx.execute(sql`alter table ${fact} drop constraint ${identifier(key.name)}`);
  const rows = await copyRows(tx, dataset, file, { table: fact, rows: file.rows(), frozen: true });
  await tx.execute(sql`savepoint kpi_key`);
  // Room to sort 1.8 M rows in memory: 1.3 s instead of 2.5 s (2026-11).
  await tx.execute(sql`set local maintenance_work_mem = '512MB'`);
  const keyColumns = join(key.columns.map((column) => identifier(column)));
  const addKey = () =>
    tx.execute(sql`alter table ${fact} add constraint ${identifier(key.name)} primary key (${keyColumns})`);
  try {
    await addKey();
    return rows;
  } catch (error) {
    if (codeOf(error) !== UNIQUE_VIOLATION) throw error;
  }
  await tx.execute(sql`rollback to savepoint kpi_key`);
  const staging = await createStaging();
  const columns = columnList(dataset);
  await tx.execute(
    sql`insert into ${staging.table} (${columns}) select ${columns} from ${fact} order by ctid`,
  );
  await tx.execute(sql`truncate ${fact}`);
  await addKey();
  return staging;
}
