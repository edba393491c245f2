import pg from 'pg';

/** Runs `work` while somebody else, such as a dashboard, has run `statement` in a transaction and leaves it open. `work` may go on with it. */
export async function whileOpen<T>(
  url: string,
  statement: string,
  work: (query: (text: string) => Promise<unknown>) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'dashboard' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin');
    await client.query(statement);
    return await work((text) => client.query(text));
  } finally {
    await client.end();
  }
}
