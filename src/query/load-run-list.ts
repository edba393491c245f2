import type { Reader } from '../db/database.ts';
import { sql, type Sql } from '../db/sql.ts';
import type { LoadRunRow } from './etl-schema.ts';

/** One attempt to load. Counts are null while it runs, and where it failed before it knew them. */
export interface LoadRunEntry {
  readonly id: LoadRunRow['id'];
  readonly dataset: string;
  readonly status: 'running' | 'loaded' | 'failed';
  readonly mode: 'upsert' | 'replace';
  /** The run whose corrected rejected rows this one loaded. */
  readonly replays: LoadRunRow['replays'];
  readonly sources: Readonly<LoadRunRow['sources']>;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  /** Null while it runs. */
  readonly seconds: number | null;
  /** `read = inserted + updated + unchanged + collapsed + rejected`; what was deleted was in the table only. */
  readonly rows: Readonly<Record<RowCount, number | null>>;
  readonly firstDay: LoadRunRow['first_day'];
  readonly lastDay: LoadRunRow['last_day'];
  readonly error: LoadRunRow['error'];
  readonly toolVersion: string;
}

type RowCount = 'read' | 'inserted' | 'updated' | 'unchanged' | 'collapsed' | 'rejected' | 'deleted';

/** The latest first. @param dataset default: all of them */
export function fetchLoadRuns(
  reader: Reader,
  { dataset, limit }: { readonly dataset: string | undefined; readonly limit: number },
): Promise<LoadRunEntry[]> {
  const condition = dataset === undefined ? sql`true` : sql`dataset = ${dataset}`;
  return fetchEntries(reader, sql`where ${condition} order by id desc limit ${limit}`);
}

/** Undefined when there is no such run. */
export async function fetchLoadRun(reader: Reader, id: string): Promise<LoadRunEntry | undefined> {
  const [entry] = await fetchEntries(reader, sql`where id = ${id}`);
  return entry;
}

async function fetchEntries(reader: Reader, which: Sql): Promise<LoadRunEntry[]> {
  return reader.query<LoadRunEntry>(
    sql`select id, dataset, status, mode, replays, sources, started_at as "startedAt", finished_at as "finishedAt",
               extract(epoch from finished_at - started_at)::float8 as seconds,
               json_build_object('read', rows_read, 'inserted', rows_inserted, 'updated', rows_updated,
                                 'unchanged', rows_unchanged, 'collapsed', rows_collapsed,
                                 'rejected', rows_rejected, 'deleted', rows_deleted) as rows,
               first_day as "firstDay", last_day as "lastDay", error, tool_version as "toolVersion"
        from etl.load_run ${which}`,
  );
}
