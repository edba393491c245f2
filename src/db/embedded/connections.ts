/** Who else is connected: psql, Metabase, or a session of ours whose end the server has not noticed yet. */
import { pause } from './pause.ts';

const CHECKS = 5;

/** Whether somebody stays connected. */
export async function hasConnections(url: string): Promise<boolean> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // The server may go away at any moment; the failing query tells.
  client.on('error', () => undefined);
  try {
    await client.connect();
    for (let check = 1; ; check += 1) {
      const { rowCount } = await client.query(
        `select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
      );
      if (rowCount === 0) return false;
      // A backend ends some milliseconds after its client has.
      if (check === CHECKS) return true;
      await pause(20);
    }
  } catch (error) {
    // All places taken: it is in use. Anything else: nobody can use it.
    return error instanceof Error && 'code' in error && error.code === '53300';
  } finally {
    await client.end().catch(() => undefined);
  }
}
