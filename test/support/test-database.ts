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
  const name = `${inject('prefix')}${process.pid}_${(created += 1)}`;
  const url = new URL(inject('adminUrl'));
  url.pathname = `/${name}`;
  const db = openPostgres({
    url: url.toString(),
    description: describeUrl(url.toString()),
    signal: new AbortController().signal,
  });
  beforeAll(() =>
    administer(
      `create database ${name} template ${template()}`,
      // Nobody needs it after a crash: a commit that waits for the disk takes 2 to 6 ms, else 0.1 (2026-11).
      `alter database ${name} set synchronous_commit = off`,
    ),
  );
  afterAll(async () => {
    await db.close();
    // Nobody waits for it: each drop is a checkpoint of the whole server. The end of the run drops what is left.
    void administer(`drop database if exists ${name} with (force)`).catch(() => undefined);
  });
  return { url: url.toString(), db };
}

async function administer(...statements: readonly string[]): Promise<void> {
  const admin = new pg.Client({ connectionString: inject('adminUrl') });
  await admin.connect();
  try {
    for (const statement of statements) await admin.query(statement);
  } finally {
    await admin.end();
  }
}
