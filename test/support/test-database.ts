import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { describeUrl } from '../../src/db/describe-url.ts';
import { openPostgres } from '../../src/db/postgres.ts';

export interface TestDatabase {
  readonly url: string;
  readonly db: Database;
}

let created = 0;

/** A migrated database without rows for the tests of the file or block that calls it; dropped afterwards. */
export function useTestDatabase(): TestDatabase {
  return useDatabaseLike(() => inject('template'));
}

/** A database in which there is nothing at all. */
export function useEmptyDatabase(): TestDatabase {
  return useDatabaseLike(() => 'template0');
}

function useDatabaseLike(template: () => string): TestDatabase {
  const name = `kpi_test_${process.pid}_${(created += 1)}`;
  const url = new URL(inject('adminUrl'));
  url.pathname = `/${name}`;
  const db = openPostgres({
    url: url.toString(),
    description: describeUrl(url.toString()),
    signal: new AbortController().signal,
  });
  beforeAll(() => administer(`create database ${name} template ${template()}`));
  afterAll(async () => {
    await db.close();
    await administer(`drop database if exists ${name} with (force)`);
  });
  return { url: url.toString(), db };
}

async function administer(statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: inject('adminUrl') });
  await admin.connect();
  try {
    await admin.query(statement);
  } finally {
    await admin.end();
  }
}
