/** Tables that are created where they do not exist, and then left alone: an existing one is never altered. */
import { createHash } from 'node:crypto';
import { DatabaseError } from '../errors.ts';
import type { Reader, Transaction } from './database.ts';
import { codeOf } from './pg-error.ts';
import { identifier, sql } from './sql.ts';

export interface NewTable {
  /** Whose definition asks for it, as with SQL folders. */
  readonly owner: string;
  readonly dataset: string;
  readonly schema: string;
  readonly name: string;
  /** The statements that create it in its schema. */
  readonly text: string;
}

/** `bi.visits` */
export function tableName({ schema, name }: Pick<NewTable, 'schema' | 'name'>): string {
  return `${schema}.${name}`;
}

/** Those that do not exist. A view of the name counts as existing: what it should be is another question. */
export async function missingTables(reader: Reader, tables: readonly NewTable[]): Promise<NewTable[]> {
  if (tables.length === 0) return [];
  const existing = await reader.query<{ schema: string; name: string }>(
    sql`select n.nspname::text as schema, c.relname::text as name
        from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
        where (n.nspname, c.relname) in (
          select * from unnest(${tables.map(({ schema }) => schema)}::name[], ${tables.map(({ name }) => name)}::name[]))`,
  );
  const names = new Set(existing.map(({ schema, name }) => JSON.stringify([schema, name])));
  const missing: NewTable[] = [];
  for (const table of tables) {
    const key = JSON.stringify([table.schema, table.name]);
    if (!names.has(key)) missing.push(table);
    // Two datasets may stand on one table; the first creates it.
    names.add(key);
  }
  return missing;
}

/**
 * Creates the table, and its schema where that is missing, and records it in the ledger of migrations.
 * @throws DatabaseError when this user may not, or the definition makes no table
 */
export async function createTable(tx: Transaction, table: NewTable): Promise<void> {
  const { owner, schema, text } = table;
  const name = tableName(table);
  try {
    // Not "if not exists", which asks for the right to create schemas even where there is nothing to create.
    const [found] = await tx.query(sql`select from pg_catalog.pg_namespace where nspname = ${schema}`);
    if (found === undefined) await tx.execute(sql`create schema ${identifier(schema)}`);
    await tx.runScript(text);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const denied = codeOf(error) === '42501';
    throw new DatabaseError(
      `the table ${name} of the dataset ${table.dataset} cannot be created: ${error.message}`,
      {
        hint: denied
          ? `run \`kpi db migrate\` as the owner of the database, or: grant create on schema ${schema} to this user`
          : 'correct the definition; nothing was applied',
        cause: error,
      },
    );
  }
  const checksum = createHash('sha256').update(text).digest('hex');
  await tx.execute(
    sql`insert into etl.migration (kind, name, checksum) values ('tables', ${`${owner}/${name}`}, ${checksum})
        on conflict (kind, name) do update set checksum = excluded.checksum, applied_at = now()`,
  );
}

export interface TableState {
  readonly dataset: string;
  /** `bi.visits` */
  readonly table: string;
  /** `created` by kpi, `found`: it was there before, or `missing`. */
  readonly state: 'created' | 'found' | 'missing';
  /** When it was created, in UTC as ISO 8601; null where kpi did not. */
  readonly createdAt: string | null;
}

/** What has become of the tables. Where the ledger cannot be read, who created a table is not known. */
export async function fetchTableStates(reader: Reader, tables: readonly NewTable[]): Promise<TableState[]> {
  if (tables.length === 0) return [];
  const missing = new Set((await missingTables(reader, tables)).map(tableName));
  const created = new Map((await readLedger(reader)).map((row) => [row.name, row.at]));
  return tables.map((table) => {
    const name = tableName(table);
    const at = created.get(`${table.owner}/${name}`) ?? null;
    const state = missing.has(name) ? 'missing' : at === null ? 'found' : 'created';
    return { dataset: table.dataset, table: name, state, createdAt: state === 'created' ? at : null };
  });
}

async function readLedger(reader: Reader): Promise<{ name: string; at: string }[]> {
  const [ledger] = await reader.query(
    sql`select from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
        where n.nspname = 'etl' and c.relname = 'migration'
          and pg_catalog.has_schema_privilege(n.oid, 'usage') and pg_catalog.has_table_privilege(c.oid, 'select')`,
  );
  if (ledger === undefined) return [];
  return reader.query(
    sql`select name, to_char(applied_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
        from etl.migration where kind = 'tables'`,
  );
}
