import { afterAll } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { describeUrl } from '../../src/db/describe-url.ts';
import { openPostgres } from '../../src/db/postgres.ts';

/** One more handle on a database, with connections of its own, as another process has them. */
export function openDatabase(url: string, signal: AbortSignal = new AbortController().signal): Database {
  const db = openPostgres({ url, description: describeUrl(url), signal });
  afterAll(() => db.close());
  return db;
}
