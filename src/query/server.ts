import type { Reader } from '../db/database.ts';
import { sql } from '../db/sql.ts';

/** E.g. "18.4". */
export async function fetchServerVersion(reader: Reader): Promise<string> {
  const [row] = await reader.query<{ version: string }>(
    sql`select split_part(current_setting('server_version'), ' ', 1) as version`,
  );
  return row?.version ?? 'unknown';
}
