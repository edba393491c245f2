import pg from 'pg';
import { inject } from 'vitest';
import type { Sql } from '../../src/db/sql.ts';

/**
 * Ends the server processes of the database at `url` that meet a condition on `activity`, as an administrator
 * or a crash would; returns how many there were.
 */
export async function killConnections(url: string, condition: Sql): Promise<number> {
  const client = new pg.Client({ connectionString: inject('adminUrl') });
  await client.connect();
  try {
    const { text, values } = condition.compile();
    const { rowCount } = await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity as activity
       where datname = $${values.length + 1} and (${text})`,
      [...values, decodeURIComponent(new URL(url).pathname.slice(1))],
    );
    return rowCount ?? 0;
  } finally {
    await client.end();
  }
}
