/** Brings the fact table to what the staging table says, writing only what differs. */
import type { Transaction } from '../db/database.ts';
import { identifier, join, sql, type Sql } from '../db/sql.ts';
import { keyOf } from '../datasets/key.ts';
import type { Dataset } from '../datasets/definition.ts';
import { SourceError } from '../errors.ts';
import { dayExpression, factTable } from '../query/expressions.ts';
import { quoteValue } from '../columns/quote-value.ts';
import { columnList, STAGING } from './staging.ts';

const NAMED_KEYS = 5;

/** `staged rows = inserted + updated + unchanged`. */
export interface MergeCounts {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
}

/**
 * @param staged rows in the staging table
 * @throws SourceError when two rows of the file have one key
 */
export async function mergeStaging(
  tx: Transaction,
  dataset: Dataset,
  file: string,
  staged: number,
): Promise<MergeCounts> {
  const key = keyOf(dataset);
  if (key === null) return replaceDays(tx, dataset, staged);
  await refuseDuplicateKeys(tx, key, file);
  return upsert(tx, dataset, key, staged);
}

/** Of two rows with one key, one would vanish in silence. */
async function refuseDuplicateKeys(tx: Transaction, key: readonly string[], file: string): Promise<void> {
  const columns = join(key.map((column) => identifier(column)));
  const rows = await tx.query<{ lines: string[]; keys: string; total: string }>(
    sql`select (array_agg(source_line order by source_line))[1:3]::text[] as lines,
               concat_ws(', ', ${columns}) as keys,
               count(*) over () as total
        from ${STAGING}
        group by ${columns}
        having count(*) > 1
        order by min(source_line)
        limit ${NAMED_KEYS}`,
  );
  const [first] = rows;
  if (first === undefined) return;
  const named = rows.map(({ lines, keys }) => `  ${file}:${lines.join(' and ')}: ${quoteValue(keys)}`);
  throw new SourceError(
    [
      `${file}: nothing was loaded, because ${first.total} key(s) stand in more than one row:`,
      ...named,
      `  a key is one combination of ${key.join(', ')}`,
    ].join('\n'),
    { hint: 'keep one row per key, or add the rows up before loading' },
  );
}

async function upsert(
  tx: Transaction,
  dataset: Dataset,
  key: readonly string[],
  staged: number,
): Promise<MergeCounts> {
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

/**
 * Rows without a key cannot be told apart, so the file is the whole truth about each of its days: a day whose
 * rows differ in any way is replaced, one that is equal as a multiset is left alone.
 */
async function replaceDays(tx: Transaction, dataset: Dataset, staged: number): Promise<MergeCounts> {
  const day = dayExpression(dataset);
  const columns = columnList(dataset);
  const fact = factTable(dataset);
  const ofStagedDays = sql`select ${columns} from ${fact} where ${day} in (select distinct ${day} from ${STAGING})`;
  await tx.execute(
    sql`create temporary table kpi_changed_day on commit drop as
        select distinct ${day} as day from (
          (select ${columns} from ${STAGING} except all ${ofStagedDays})
          union all
          (${ofStagedDays} except all select ${columns} from ${STAGING})
        ) as difference`,
  );
  const changed = identifier('pg_temp', 'kpi_changed_day');
  await tx.execute(sql`delete from ${fact} where ${day} in (select day from ${changed})`);
  const inserted = await tx.execute(
    sql`insert into ${fact} (${columns})
        select ${columns} from ${STAGING} where ${day} in (select day from ${changed})`,
  );
  await tx.execute(sql`drop table ${changed}`);
  return { inserted, updated: 0, unchanged: staged - inserted };
}
