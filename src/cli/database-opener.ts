import type { Config } from '../config/config.ts';
import type { Context, Io } from '../context.ts';
import type { Database } from '../db/database.ts';
import type { NewTable } from '../db/create-tables.ts';
import { DatabaseError } from '../errors.ts';
import type { Project } from '../project/project.ts';
import { sqlFolders } from '../project/sql-folders.ts';

interface Edge {
  readonly config: Config;
  readonly project: Project;
  readonly signal: AbortSignal;
  readonly packageRoot: string;
  readonly io: Io;
}

interface OpenDatabase {
  readonly db: Database;
  readonly embedded: boolean;
  readonly close: () => Promise<void>;
}

/** The way a command gets its database: that of DATABASE_URL, else the embedded one. Loaded when first used. */
export function databaseOpener(edge: Edge): Context['useDatabase'] {
  return async (work, { schema = 'current', quiet = false, beside = false } = {}) => {
    const { db, embedded, close } = await open(edge, quiet);
    db.connectAhead({ beside });
    try {
      if (schema === 'current') await ensureSchema(db, embedded, edge);
      return await work(db);
    } finally {
      await close();
    }
  };
}

async function open({ config, signal, io }: Edge, quiet: boolean): Promise<OpenDatabase> {
  const { openPostgres } = await import('../db/postgres.ts');
  if (config.databaseUrl !== undefined) {
    const { describeUrl } = await import('../db/describe-url.ts');
    const db = openPostgres({
      url: config.databaseUrl,
      description: describeUrl(config.databaseUrl),
      signal,
    });
    return { db, embedded: false, close: () => db.close() };
  }
  const { ensureServer } = await import('../db/embedded/ensure-server.ts');
  const server = await ensureServer({
    home: config.home,
    port: config.port,
    mode: 'auto',
    signal,
    notice: (text) => {
      if (!quiet) io.stderr.write(`${text}\n`);
    },
  });
  const db = openPostgres({
    url: server.url,
    description: `embedded PostgreSQL on 127.0.0.1:${server.port}`,
    signal,
  });
  return {
    db,
    embedded: true,
    close: async () => {
      await db.close();
      await server.release();
    },
  };
}

/** The embedded database is ours to change; a server belongs to somebody who decides when. */
async function ensureSchema(
  db: Database,
  embedded: boolean,
  { packageRoot, project }: Pick<Edge, 'packageRoot' | 'project'>,
): Promise<void> {
  const { migrate, namesOf, pendingMigrations } = await import('../db/migrate.ts');
  const folders = sqlFolders(packageRoot, project);
  const tables = await tablesOf(project);
  const missing = namesOf(await pendingMigrations(db, folders, tables)).join(', ');
  if (missing === '') return;
  if (embedded) {
    await migrate(db, folders, tables);
    return;
  }
  throw new DatabaseError(`${db.description} lacks migrations: ${missing}`, { hint: 'run `kpi db migrate`' });
}

/** Few projects ask for tables, and only those load what writes their statements. */
async function tablesOf(project: Project): Promise<NewTable[]> {
  if (project.datasetsToCreate.length === 0) return [];
  const { newTables } = await import('../schema/new-tables.ts');
  return newTables(project);
}
