import type { Dataset } from '../datasets/definition.ts';
import type { Reader } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import type { LoadRunRow } from './etl-schema.ts';

export interface LoadRun {
  readonly id: LoadRunRow['id'];
  readonly status: 'running' | 'loaded' | 'failed';
  readonly sources: Readonly<LoadRunRow['sources']>;
  /** Whole hours since it started, by the server's clock. */
  readonly ageHours: number;
  readonly rowsRead: number | null;
  readonly error: LoadRunRow['error'];
}

/** The latest attempt to load the dataset; undefined when there was none. */
export async function fetchLastLoadRun(reader: Reader, dataset: Dataset): Promise<LoadRun | undefined> {
  const [row] = await reader.query<Omit<LoadRun, 'rowsRead'> & { rowsRead: LoadRunRow['rows_read'] }>(
    sql`select id, status, sources, error, rows_read as "rowsRead",
               floor(extract(epoch from clock_timestamp() - started_at) / 3600)::int as "ageHours"
        from etl.load_run where dataset = ${dataset.name} order by id desc limit 1`,
  );
  return row && { ...row, rowsRead: row.rowsRead === null ? null : Number(row.rowsRead) };
}
