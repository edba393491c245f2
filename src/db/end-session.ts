import pg from 'pg';

const PATIENCE_MS = 2000;

/**
 * Ends a session of ours and waits until the server has rolled its work back; not for long, and without complaint. To
 * close the connection is not enough: the server reads from it only when the statement at work has ended.
 * @param pid of its process on the server
 */
export async function endSession(url: string, pid: number): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: PATIENCE_MS,
    application_name: 'kpi',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select pg_terminate_backend($1, $2)', [pid, PATIENCE_MS]);
  } catch {
    // The server looks for us by itself, if a little later.
  } finally {
    await client.end().catch(() => undefined);
  }
}
