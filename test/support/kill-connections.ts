import pg from 'pg';
import type { Sql } from '../../src/db/sql.ts';

/**
 * Ends the server processes of the database at `url` that meet a condition on `activity`, as an administrator
 * or a crash would; returns how many there were.
 */
export async function killConnections(url: string, condition: Sql): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { text, values } = condition.compile();
    const { rowCount } = await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity as activity
       where datname = current_database() and pid <> pg_backend_pid() and (${text})`,
      values,
    );
    return rowCount ?? 0;
  } finally {
    await client.end();
  }
}
