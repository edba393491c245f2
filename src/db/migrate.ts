/**
 * Brings a database to the schema of its SQL folders: numbered migrations, immutable once applied, then tables
 * that definitions ask for and that are not there, then the views, which are replaced as a set when any of them
 * changed. All in one transaction under an advisory lock.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import { DatabaseError } from '../errors.ts';
import type { Database, Reader, Transaction } from './database.ts';
import { createTable, missingTables, tableName, type NewTable } from './create-tables.ts';
import { codeOf } from './pg-error.ts';
import { identifier, sql } from './sql.ts';

const OLDEST_SERVER = 15;
const OWNERS_TASK = 'run `kpi db migrate` as the owner of the database; loads and reports need no such right';

type Kind = 'migrations' | 'views';

/** A folder with `migrations/` and `views/`, either of which may be missing. */
export interface SqlFolder {
  /** Whose files these are; part of their names in the ledger, so that owners do not see each other's. */
  readonly owner: string;
  readonly path: string;
}

interface Script {
  readonly kind: Kind;
  /** `owner/0001_file`, without the ending. */
  readonly name: string;
  readonly checksum: string;
  readonly text: string;
}

interface AppliedRow {
  readonly kind: Kind | 'tables';
  readonly name: string;
  readonly checksum: string;
}

export interface MigrationPlan {
  /** Names of migrations that are not applied yet, in order. */
  readonly migrations: readonly string[];
  /** Tables that definitions ask for and that do not exist, as `schema.name`. */
  readonly tables: readonly string[];
  /** True when the views differ from those in the database. */
  readonly views: boolean;
}

/**
 * Applies what is pending and returns it.
 * @param folders in the order in which they build on each other
 * @param tables to create where they do not exist, after the migrations: one of those may create it, too
 * @throws DatabaseError when an applied migration was edited, the server is older than PostgreSQL 15, or this
 *   user may not change the schema
 */
export async function migrate(
  db: Database,
  folders: readonly SqlFolder[],
  tables: readonly NewTable[] = [],
): Promise<MigrationPlan> {
  const scripts = await readScripts(folders);
  return db
    .transaction((tx) => applyPending(tx, db.description, folders, scripts, tables))
    .catch((error: unknown) => {
      throw codeOf(error) === '42501' ? mayNotMigrate(error, db.description) : error;
    });
}

async function applyPending(
  tx: Transaction,
  place: string,
  folders: readonly SqlFolder[],
  scripts: readonly Script[],
  tables: readonly NewTable[],
): Promise<MigrationPlan> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended('kpi:migrate', 0))`);
  await checkServerVersion(tx, place);
  await tx.runScript(LEDGER);
  const applied = await readApplied(tx, folders);
  const plan = planOf(scripts, applied, await missingTables(tx, tables));
  const pending = new Set(plan.migrations);
  // A table that was dropped took its views with it.
  const replaceViews = plan.views || pending.size > 0 || plan.tables.length > 0;
  // Before the migrations: PostgreSQL changes no column that a view uses.
  if (replaceViews) await dropViews(tx, applied);
  for (const script of scripts) if (pending.has(script.name)) await apply(tx, script);
  const missing = await missingTables(tx, tables);
  for (const table of missing) await createTable(tx, table);
  if (replaceViews) for (const script of scripts) if (script.kind === 'views') await apply(tx, script);
  return { ...plan, tables: missing.map(tableName) };
}

/** What `migrate` would do. A database without the ledger needs everything. */
export async function pendingMigrations(
  db: Database,
  folders: readonly SqlFolder[],
  tables: readonly NewTable[] = [],
): Promise<MigrationPlan> {
  const scripts = await readScripts(folders);
  const missing = tables.length === 0 ? [] : await db.readOnly((reader) => missingTables(reader, tables));
  try {
    return await db.readOnly(async (reader) => {
      await checkServerVersion(reader, db.description);
      return planOf(scripts, await readApplied(reader, folders), missing);
    });
  } catch (error) {
    const code = codeOf(error);
    if (code === '42P01' || code === '3F000') return planOf(scripts, [], missing);
    throw error;
  }
}

const LEDGER = `
create schema if not exists etl;
create table if not exists etl.migration (
  kind       text        not null,
  name       text        not null,
  checksum   text        not null,
  applied_at timestamptz not null default now(),
  primary key (kind, name)
);
comment on table etl.migration is 'Grain: one row per applied SQL file, or table created for a definition.';`;

/** All migrations in order, then all views. */
async function readScripts(folders: readonly SqlFolder[]): Promise<Script[]> {
  const scripts: Script[] = [];
  for (const kind of ['migrations', 'views'] as const) {
    for (const folder of folders) scripts.push(...(await readKind(folder, kind)));
  }
  return scripts;
}

async function readKind({ owner, path }: SqlFolder, kind: Kind): Promise<Script[]> {
  const folder = joinPath(path, kind);
  const entries = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  const files = entries.filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(joinPath(folder, file), 'utf8');
      const checksum = createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
      return { kind, name: `${owner}/${file.replace(/\.sql$/, '')}`, checksum, text };
    }),
  );
}

/** In the order in which they were applied. */
function readApplied(reader: Reader, folders: readonly SqlFolder[]): Promise<AppliedRow[]> {
  const owners = folders.map(({ owner }) => owner);
  const owner = sql`split_part(name, '/', 1)`;
  return reader.query<AppliedRow>(
    sql`select kind, name, checksum from etl.migration where ${owner} = any(${owners})
        order by kind, array_position(${owners}, ${owner}), name collate "C"`,
  );
}

function planOf(
  scripts: readonly Script[],
  applied: readonly AppliedRow[],
  missing: readonly NewTable[],
): MigrationPlan {
  const checksums = new Map(applied.map((row) => [`${row.kind}/${row.name}`, row.checksum]));
  const known = (script: Script) => checksums.get(`${script.kind}/${script.name}`);
  const migrations = scripts.filter((script) => script.kind === 'migrations');
  const edited = migrations.find((script) => (known(script) ?? script.checksum) !== script.checksum);
  if (edited) {
    throw new DatabaseError(`the migration ${edited.name}.sql was changed after it had been applied`, {
      hint: 'restore the file and put the change into a new migration',
    });
  }
  const views = scripts.filter((script) => script.kind === 'views');
  const appliedViews = applied.filter((row) => row.kind === 'views').length;
  return {
    migrations: migrations.filter((script) => known(script) === undefined).map((script) => script.name),
    tables: missing.map(tableName),
    views: views.length !== appliedViews || views.some((script) => known(script) !== script.checksum),
  };
}

/** `bi.visits` of a plan, migrations and all, for one line. */
export function namesOf({ migrations, tables, views }: MigrationPlan): string[] {
  return [...migrations, ...tables.map((table) => `table ${table}`), ...(views ? ['views'] : [])];
}

/** Loads and reports need none of these rights, so only who has the least runs into this. */
function mayNotMigrate(error: unknown, place: string): unknown {
  const named = error instanceof DatabaseError && !error.message.startsWith(`${place}: `);
  if (named || !(error instanceof Error)) return error;
  const reason = error.cause instanceof Error ? error.cause.message : error.message;
  return new DatabaseError(`${place}: this user may not change the schema (${reason})`, {
    hint: OWNERS_TASK,
    cause: error,
  });
}

async function apply(tx: Transaction, script: Script): Promise<void> {
  try {
    await tx.runScript(script.text);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new DatabaseError(`${script.kind}/${script.name}.sql: ${error.message}`, {
      hint: codeOf(error) === '42501' ? OWNERS_TASK : 'correct the file; nothing was applied',
      cause: error,
    });
  }
  await tx.execute(
    sql`insert into etl.migration (kind, name, checksum) values (${script.kind}, ${script.name}, ${script.checksum})`,
  );
}

/** Drops every view we made, last first: a view may stand on an earlier one. */
async function dropViews(tx: Transaction, applied: readonly AppliedRow[]): Promise<void> {
  const old = applied.filter((row) => row.kind === 'views').map((row) => row.name);
  for (const name of old.toReversed()) await tx.execute(sql`drop view if exists ${viewName(name)}`);
  await tx.execute(sql`delete from etl.migration where kind = 'views' and name = any(${old})`);
}

/** `payments/10_daily_metrics` is the file of the view bi.daily_metrics. */
function viewName(script: string) {
  return identifier('bi', script.replace(/^.*\/(\d+_)?/, ''));
}

async function checkServerVersion(reader: Reader, place: string): Promise<void> {
  const [row] = await reader.query<{ version: number }>(
    sql`select current_setting('server_version_num')::int / 10000 as version`,
  );
  if (row && row.version < OLDEST_SERVER) {
    throw new DatabaseError(`${place} is PostgreSQL ${row.version}; kpi needs ${OLDEST_SERVER} or newer`, {
      hint: 'upgrade the server, or unset DATABASE_URL to use the embedded one',
    });
  }
}
