import type { Transaction } from '../db/database.ts';
import { identifier, join, sql, type Sql } from '../db/sql.ts';
import type { Dataset } from '../datasets/definition.ts';
import { SourceError } from '../errors.ts';
import { toCopyText } from './copy-text.ts';
import type { ParsedRow } from './validate.ts';

const STAGING = identifier('pg_temp', 'kpi_staging');
const NAMED_KEYS = 5;

export interface MergeCounts {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
}

/** Makes the staging table: the fact table's columns and types, and the line each row came from. */
export async function createStaging(tx: Transaction, dataset: Dataset): Promise<void> {
  await tx.execute(
    sql`create temporary table kpi_staging on commit drop as
        select 0::bigint as source_line, ${columnList(dataset)} from ${factTable(dataset)} with no data`,
  );
}

/** Streams the rows of one file into the empty staging table; returns how many there were. */
export async function stageRows(
  tx: Transaction,
  dataset: Dataset,
  rows: AsyncIterable<ParsedRow>,
): Promise<number> {
  await tx.execute(sql`truncate ${STAGING}`);
  const copy = sql`copy ${STAGING} (source_line, ${columnList(dataset)}) from stdin`;
  const count = await tx.copyIn(copy, toCopyText(rows, Object.keys(dataset.columns)));
  await tx.execute(sql`analyze ${STAGING}`);
  return count;
}

/**
 * Refuses a file in which two rows have one key: one of them would vanish in silence.
 * @throws SourceError naming the first keys with their lines
 */
export async function refuseDuplicateKeys(tx: Transaction, dataset: Dataset, file: string): Promise<void> {
  const key = keyColumns(dataset);
  const rows = await tx.query<{ lines: string[]; keys: string; total: string }>(
    sql`select (array_agg(source_line order by source_line))[1:3]::text[] as lines,
               concat_ws(', ', ${join(key.map((column) => identifier(column)))}) as keys,
               count(*) over () as total
        from ${STAGING}
        group by ${join(key.map((column) => identifier(column)))}
        having count(*) > 1
        order by min(source_line)
        limit ${NAMED_KEYS}`,
  );
  const [first] = rows;
  if (first === undefined) return;
  const named = rows.map(({ lines, keys }) => `  ${file}:${lines.join(' and ')}: ${JSON.stringify(keys)}`);
  throw new SourceError(
    [
      `${file}: nothing was loaded, because ${first.total} key(s) stand in more than one row:`,
      ...named,
      `  a key is one combination of ${key.join(', ')}`,
    ].join('\n'),
    { hint: 'keep one row per key, or add the rows up before loading' },
  );
}

/** Writes what differs from the fact table, and nothing else. */
export async function mergeStaging(tx: Transaction, dataset: Dataset, staged: number): Promise<MergeCounts> {
  const key = keyColumns(dataset);
  const others = Object.keys(dataset.columns).filter((column) => !key.includes(column));
  const sameKey = join(
    key.map((column) => sql`fact.${identifier(column)} = staged.${identifier(column)}`),
    ' and ',
  );
  const tuple = (table: Sql) => join(others.map((column) => sql`${table}.${identifier(column)}`));
  const updated =
    others.length === 0
      ? 0
      : await tx.execute(
          sql`update ${factTable(dataset)} as fact
              set ${join(others.map((column) => sql`${identifier(column)} = staged.${identifier(column)}`))}
              from ${STAGING} as staged
              where ${sameKey}
                and (${tuple(identifier('fact'))}) is distinct from (${tuple(identifier('staged'))})`,
        );
  const inserted = await tx.execute(
    sql`insert into ${factTable(dataset)} (${columnList(dataset)})
        select ${columnList(dataset)} from ${STAGING}
        on conflict (${join(key.map((column) => identifier(column)))}) do nothing`,
  );
  return { inserted, updated, unchanged: staged - updated - inserted };
}

/** First and last day in the staging table; nulls when it is empty. */
export async function stagedDays(
  tx: Transaction,
  dataset: Dataset,
): Promise<{ firstDay: string | null; lastDay: string | null }> {
  const time = identifier(dataset.timeColumn);
  const [row] = await tx.query<{ firstDay: string | null; lastDay: string | null }>(
    sql`select min(${time}) as "firstDay", max(${time}) as "lastDay" from ${STAGING}`,
  );
  return row ?? { firstDay: null, lastDay: null };
}

function keyColumns(dataset: Dataset): string[] {
  return [dataset.timeColumn, ...Object.keys(dataset.dimensions)];
}

function columnList(dataset: Dataset): Sql {
  return join(Object.keys(dataset.columns).map((column) => identifier(column)));
}

function factTable(dataset: Dataset): Sql {
  return identifier(dataset.table.schema, dataset.table.name);
}
