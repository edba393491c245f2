import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { ensureServer } from '../../src/db/embedded/ensure-server.ts';
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
  }
}

/**
 * One server for the whole run: that of KPI_TEST_DATABASE_URL, else an embedded one in a temporary folder. Each
 * test file clones its own database from a migrated template.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['KPI_TEST_DATABASE_URL'];
  const server = given === undefined ? await startEmbedded() : { url: given, stop: async () => undefined };
  const template = `kpi_test_template_${process.pid}`;
  const admin = new pg.Client({ connectionString: server.url });
  const teardown = async () => {
    await admin.query(`drop database if exists ${template}`).catch(() => undefined);
    await admin.end();
    await server.stop();
  };
  try {
    await admin.connect();
    await createTemplate(admin, server.url, template);
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide('adminUrl', server.url);
  project.provide('template', template);
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

async function startEmbedded(): Promise<{ url: string; stop: () => Promise<unknown> }> {
  const home = await mkdtemp(join(tmpdir(), 'kpi-test-server-'));
  const session = await ensureServer({ home, mode: 'auto' });
  return {
    url: session.url,
    stop: async () => {
      await session.release();
      await rm(home, { recursive: true, force: true });
    },
  };
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}
