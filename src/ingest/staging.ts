import type { Transaction } from '../db/database.ts';
import { identifier, join, sql, type Sql } from '../db/sql.ts';
import type { Dataset } from '../datasets/definition.ts';
import { dayExpression, factTable } from '../query/expressions.ts';
import { toCopyText } from './copy-text.ts';
import type { ParsedRow } from './validate.ts';

export const STAGING = identifier('pg_temp', 'kpi_staging');
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

/** First and last day in the staging table; nulls when it is empty. */
export async function stagedDays(
  tx: Transaction,
  dataset: Dataset,
): Promise<{ firstDay: string | null; lastDay: string | null }> {
  const day = dayExpression(dataset);
  const [row] = await tx.query<{ firstDay: string | null; lastDay: string | null }>(
    sql`select min(${day}) as "firstDay", max(${day}) as "lastDay" from ${STAGING}`,
  );
  return row ?? { firstDay: null, lastDay: null };
}

export function columnList(dataset: Dataset): Sql {
  return join(Object.keys(dataset.columns).map((column) => identifier(column)));
}
