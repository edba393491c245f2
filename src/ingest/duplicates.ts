/** Rows of one file that share a key: of two, one would vanish in silence. */
import type { Dataset } from '../datasets/definition.ts';
import type { Transaction } from '../db/database.ts';
import { identifier, join, sql, type Sql } from '../db/sql.ts';
import { SourceError } from '../errors.ts';
import { quoteValue } from '../columns/quote-value.ts';
import type { RowPlaces } from './locate-rows.ts';
import type { RejectedRow } from './rejected-row.ts';
import { factTable } from '../query/expressions.ts';
import { columnList } from './staging.ts';

export const DUPLICATE_POLICIES = ['refuse', 'sum', 'last', 'reject'] as const;
/** What becomes of rows that share a key: none is loaded, measures are added up, the last one counts, all are put aside. */
export type DuplicatePolicy = (typeof DUPLICATE_POLICIES)[number];

const NAMED_KEYS = 5;
const NAMED_LINES = 3;

export interface StagedFile {
  readonly name: string;
  /** Headers that the dataset has no column for: they may be what tells the rows apart. */
  readonly extra: readonly string[];
  /**
   * Where rows stand in the file, by their place among the accepted ones, from 1; undefined where it cannot be read
   * again.
   */
  readonly locate: ((ordinals: readonly number[]) => Promise<RowPlaces>) | undefined;
}

export interface SettledDuplicates {
  /** Rows that went into another one. */
  readonly collapsed: number;
  /** Rows to put aside; they are no longer staged. */
  readonly rejected: readonly RejectedRow[];
}

/**
 * Leaves at most one row per key in the staging table.
 * @param staged holds the rows of one file in its order, and nothing was deleted from it
 * @throws SourceError when there are duplicates and the policy refuses them, or they cannot be added up
 */
export async function settleDuplicates(
  tx: Transaction,
  dataset: Dataset,
  key: readonly string[],
  staged: Sql,
  file: StagedFile,
  policy: DuplicatePolicy,
): Promise<SettledDuplicates> {
  const keyColumns = join(key.map((column) => identifier(column)));
  const [found] = await tx.query<{ keys: string; rows: string }>(
    sql`select count(*) as keys, coalesce(sum(rows), 0) as rows
        from (select count(*) as rows from ${staged} group by ${keyColumns} having count(*) > 1) as duplicate`,
  );
  const counts = { keys: Number(found?.keys), rows: Number(found?.rows) };
  if (counts.keys === 0) return { collapsed: 0, rejected: [] };
  switch (policy) {
    case 'refuse':
      throw await refusal(tx, key, staged, file, counts);
    case 'reject':
      return { collapsed: 0, rejected: await rejectAll(tx, key, staged, file) };
    case 'last':
      await keepLast(tx, key, staged);
      break;
    case 'sum':
      await addUp(tx, dataset, key, staged, file);
  }
  return { collapsed: counts.rows - counts.keys, rejected: [] };
}

/**
 * Whether keys are equal only where their bytes are: not for types such as citext, nor for collations that ignore case.
 * What was proved of the bytes of a file then holds for its keys.
 */
export async function comparesBytes(
  tx: Transaction,
  dataset: Dataset,
  key: readonly string[],
): Promise<boolean> {
  const table = factTable(dataset).compile().text;
  const [row] = await tx.query<{ plain: boolean }>(
    sql`select bool_and(atttypid in ('text'::regtype, 'varchar'::regtype, 'date'::regtype, 'int4'::regtype, 'int8'::regtype)
                        and coalesce(collisdeterministic, true)) as plain
        from pg_attribute left join pg_collation on pg_collation.oid = attcollation
        where attrelid = ${table}::regclass and attname = any(${[...key]}::text[])`,
  );
  return row?.plain === true;
}

async function refusal(
  tx: Transaction,
  key: readonly string[],
  staged: Sql,
  { name, extra, locate }: StagedFile,
  { keys, rows }: { readonly keys: number; readonly rows: number },
): Promise<SourceError> {
  const columns = join(key.map((column) => identifier(column)));
  const named = await tx.query<{ key: string; ordinals: string[] }>(
    sql`select concat_ws(', ', ${columns}) as key,
               (array_agg(ordinal order by ordinal))[1:${NAMED_LINES}]::text[] as ordinals
        from (select ${columns}, row_number() over (order by ctid) as ordinal from ${staged}) as row
        group by ${columns} having count(*) > 1
        order by min(ordinal) limit ${NAMED_KEYS}`,
  );
  const wanted = named.flatMap(({ ordinals }) => ordinals.map(Number)).sort((a, b) => a - b);
  const places = await locate?.(wanted);
  const lines = named.map(({ key: values, ordinals }) => {
    const found = ordinals.map((ordinal) => places?.get(Number(ordinal))?.line ?? `row ${ordinal}`);
    return `  ${name}:${found.join(' and ')}: ${quoteValue(values)}`;
  });
  const grain =
    extra.length === 0
      ? []
      : [`  the dataset has no column ${extra.map(quoteValue).join(', ')}, which may tell these rows apart`];
  return new SourceError(
    [
      `${name}: nothing was loaded, because ${rows} rows share ${keys} key${keys === 1 ? '' : 's'}:`,
      ...lines,
      ...(keys > named.length ? [`  … and ${keys - named.length} more`] : []),
      `  a key is one combination of ${key.join(', ')}`,
      ...grain,
    ].join('\n'),
    {
      hint: 'keep one row per key, or say what to do with them: --on-duplicate sum adds their measures up, last takes the last one, reject puts them all aside',
    },
  );
}

async function rejectAll(
  tx: Transaction,
  key: readonly string[],
  staged: Sql,
  { name, locate }: StagedFile,
): Promise<RejectedRow[]> {
  if (locate === undefined) throw new RangeError(`${name} cannot be read again`);
  const columns = join(key.map((column) => identifier(column)));
  const rows = await tx.query<{ ordinal: string; key: string; copies: string }>(
    sql`select ordinal, concat_ws(', ', ${columns}) as key, copies
        from (select ${columns}, row_number() over (order by ctid) as ordinal,
                     count(*) over (partition by ${columns}) as copies from ${staged}) as row
        where copies > 1 order by ordinal`,
  );
  const places = await locate(rows.map(({ ordinal }) => Number(ordinal)));
  const shared = sharedKeys(key, staged);
  await tx.execute(
    sql`delete from ${staged} as staged using (${shared}) as duplicate where ${sameKey(key, 'staged', 'duplicate')}`,
  );
  return rows.map(({ ordinal, key: values, copies }) => {
    const { line, raw } = places.get(Number(ordinal)) ?? { line: 0, raw: '' };
    const rule = `shares its key with ${Number(copies) - 1} other row${copies === '2' ? '' : 's'} of the file`;
    return { file: name, line, raw, rejections: [{ line, column: null, value: values, rule }] };
  });
}

async function keepLast(tx: Transaction, key: readonly string[], staged: Sql): Promise<void> {
  const columns = join(key.map((column) => identifier(column)));
  await tx.execute(
    sql`delete from ${staged} as staged
        using (select ${columns}, max(ctid) as last from ${staged} group by ${columns} having count(*) > 1) as duplicate
        where ${sameKey(key, 'staged', 'duplicate')} and staged.ctid <> duplicate.last`,
  );
}

/** Measures are added up; what is neither key nor measure must be the same in all rows of a key, or becomes null. */
async function addUp(
  tx: Transaction,
  dataset: Dataset,
  key: readonly string[],
  staged: Sql,
  file: StagedFile,
): Promise<void> {
  const others = Object.keys(dataset.columns).filter(
    (column) => !key.includes(column) && !dataset.measures.includes(column),
  );
  const fixed = others.filter((column) => dataset.columns[column]?.nullable !== true);
  const differs = (column: string) => sql`count(distinct ${identifier(column)}::text) > 1`;
  const keyColumns = join(key.map((column) => identifier(column)));
  for (const column of fixed) {
    const [clash] = await tx.query<{ key: string }>(
      sql`select concat_ws(', ', ${keyColumns}) as key from ${staged} group by ${keyColumns}
          having count(*) > 1 and ${differs(column)} limit 1`,
    );
    if (clash) throw notAdditive(file.name, column, clash.key);
  }
  const summed = identifier('pg_temp', 'kpi_summed');
  const expressions = Object.keys(dataset.columns).map((column) => {
    const name = identifier(column);
    if (key.includes(column)) return name;
    if (dataset.measures.includes(column)) return sql`sum(${name}) as ${name}`;
    // A value that some rows lack is not known to be that of all.
    return sql`case when ${differs(column)} or count(${name}) < count(*) then null
                    else (array_agg(${name}))[1] end as ${name}`;
  });
  await tx.execute(
    sql`create temporary table kpi_summed on commit drop as
        select ${join(expressions)} from ${staged} group by ${keyColumns} having count(*) > 1`,
  );
  await tx.execute(
    sql`delete from ${staged} as staged using ${summed} as summed where ${sameKey(key, 'staged', 'summed')}`,
  );
  const columns = columnList(dataset);
  await tx.execute(sql`insert into ${staged} (${columns}) select ${columns} from ${summed}`);
  await tx.execute(sql`drop table ${summed}`);
}

function notAdditive(name: string, column: string, key: string): SourceError {
  return new SourceError(
    `${name}: nothing was loaded: rows with the key ${quoteValue(key)} differ in ${column}, which does not add up`,
    {
      hint: `make ${column} nullable in the dataset, so that it is left empty there; or use --on-duplicate last`,
    },
  );
}

function sharedKeys(key: readonly string[], staged: Sql): Sql {
  const columns = join(key.map((column) => identifier(column)));
  return sql`select ${columns} from ${staged} group by ${columns} having count(*) > 1`;
}

export function sameKey(key: readonly string[], one: string, other: string): Sql {
  const equalities = key.map((column) => sql`${identifier(one, column)} = ${identifier(other, column)}`);
  return join(equalities, ' and ');
}
