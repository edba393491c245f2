/**
 * Brings a database to the schema of its SQL folders: numbered migrations, immutable once applied, then the
 * views, which are replaced as a set when any of them changed. All in one transaction under an advisory lock.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import { DatabaseError } from '../errors.ts';
import type { Database, Reader, Transaction } from './database.ts';
import { codeOf } from './pg-error.ts';
import { identifier, sql } from './sql.ts';

const OLDEST_SERVER = 15;

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
  readonly kind: Kind;
  readonly name: string;
  readonly checksum: string;
}

export interface MigrationPlan {
  /** Names of migrations that are not applied yet, in order. */
  readonly migrations: readonly string[];
  /** True when the views differ from those in the database. */
  readonly views: boolean;
}

/**
 * Applies what is pending and returns it.
 * @param folders in the order in which they build on each other
 * @throws DatabaseError when an applied migration was edited, or the server is older than PostgreSQL 15
 */
export async function migrate(db: Database, folders: readonly SqlFolder[]): Promise<MigrationPlan> {
  const scripts = await readScripts(folders);
  return db.transaction(async (tx) => {
    await tx.query(sql`select pg_advisory_xact_lock(hashtextextended('kpi:migrate', 0))`);
    await checkServerVersion(tx, db.description);
    await tx.runScript(LEDGER);
    const applied = await readApplied(tx, folders);
    const plan = planOf(scripts, applied);
    const pending = new Set(plan.migrations);
    const replaceViews = plan.views || pending.size > 0;
    // Before the migrations: PostgreSQL changes no column that a view uses.
    if (replaceViews) await dropViews(tx, applied);
    for (const script of scripts) {
      if (script.kind === 'views' ? replaceViews : pending.has(script.name)) await apply(tx, script);
    }
    return plan;
  });
}

/** What `migrate` would do. A database without the ledger needs everything. */
export async function pendingMigrations(db: Database, folders: readonly SqlFolder[]): Promise<MigrationPlan> {
  const scripts = await readScripts(folders);
  try {
    return await db.readOnly(async (reader) => {
      await checkServerVersion(reader, db.description);
      return planOf(scripts, await readApplied(reader, folders));
    });
  } catch (error) {
    const code = codeOf(error);
    if (code === '42P01' || code === '3F000') return planOf(scripts, []);
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
comment on table etl.migration is 'Grain: one row per applied SQL file.';`;

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

function planOf(scripts: readonly Script[], applied: readonly AppliedRow[]): MigrationPlan {
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
    views: views.length !== appliedViews || views.some((script) => known(script) !== script.checksum),
  };
}

async function apply(tx: Transaction, script: Script): Promise<void> {
  try {
    await tx.runScript(script.text);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new DatabaseError(`${script.kind}/${script.name}.sql: ${error.message}`, {
      hint: 'correct the file; nothing was applied',
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
