import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { ensureServer } from '../../src/db/embedded/ensure-server.ts';
import { stopServer } from '../../src/db/embedded/stop-server.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openPostgres } from '../../src/db/postgres.ts';
import { PACKS } from '../../src/packs/packs.ts';
import { projectOf } from '../../src/project/project.ts';
import { sqlFolders } from '../../src/project/sql-folders.ts';
import { describeUrl } from '../../src/db/describe-url.ts';

const PACKAGE_ROOT = join(import.meta.dirname, '../..');

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of a database from which others can be created. */
    adminUrl: string;
    /** Name of a migrated, empty database to clone. */
    template: string;
    /** Of the names of all databases of this run. */
    prefix: string;
  }
}

/**
 * One server for the whole run: that of KPI_TEST_DATABASE_URL, else an embedded one in a temporary folder. Each
 * test file clones its own database from a migrated template.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['KPI_TEST_DATABASE_URL'];
  const server = given === undefined ? await startEmbedded() : { url: given, stop: async () => undefined };
  const prefix = `kpi_test_${process.pid}_`;
  const template = `${prefix}template`;
  const admin = new pg.Client({ connectionString: server.url });
  const teardown = async () => {
    if (given !== undefined) await dropAll(admin, prefix).catch(() => undefined);
    await admin.end();
    await server.stop();
  };
  try {
    await admin.connect();
    if (given === undefined) await spareTheDisk(admin);
    await createTemplate(admin, server.url, template);
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide('adminUrl', server.url);
  project.provide('template', template);
  project.provide('prefix', prefix);
  return teardown;
}

async function createTemplate(admin: pg.Client, serverUrl: string, template: string): Promise<void> {
  await admin.query(`drop database if exists ${template}`);
  await admin.query(`create database ${template}`);
  const url = withDatabase(serverUrl, template);
  const db = openPostgres({ url, description: describeUrl(url), signal: new AbortController().signal });
  try {
    await migrate(db, sqlFolders(PACKAGE_ROOT, projectOf({ packs: PACKS, definitions: new Map() })));
  } finally {
    await db.close();
  }
}

/** What test files have begun to drop is waited for, so that nothing of a run is left on a server that stays. */
async function dropAll(admin: pg.Client, prefix: string): Promise<void> {
  const { rows } = await admin.query<{ name: string }>(
    `select datname as name from pg_database where starts_with(datname, $1)`,
    [prefix],
  );
  for (const { name } of rows) await admin.query(`drop database if exists ${name} with (force)`);
}

async function startEmbedded(): Promise<{ url: string; stop: () => Promise<unknown> }> {
  const home = await mkdtemp(join(tmpdir(), 'kpi-test-server-'));
  const session = await ensureServer({ home, mode: 'auto' });
  return {
    url: session.url,
    stop: async () => {
      await session.release();
      // It would stay for the sake of a connection that a worker has just left.
      await stopServer(home, { force: true });
      await rm(home, { recursive: true, force: true });
    },
  };
}

/**
 * This server goes with the run, so nothing on it has to outlive a crash of the machine. Tests that kill a server have
 * one of their own, with the settings of kpi.
 */
async function spareTheDisk(admin: pg.Client): Promise<void> {
  for (const setting of ['fsync', 'full_page_writes']) await admin.query(`alter system set ${setting} = off`);
  await admin.query('select pg_reload_conf()');
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}
