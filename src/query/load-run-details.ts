/** What the books hold about one load run besides its counts. */
import { toDay, type BusinessDay } from '../analysis/calendar.ts';
import type { Reader } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import type { RestatementRow, TestResultRow } from './etl-schema.ts';

/** Grain: one entry per file of a run that succeeded. */
export interface LoadFileEntry {
  readonly name: string;
  /** As they lay on the disk or came from standard input, before decompression. */
  readonly bytes: number;
  /** Of those bytes; hexadecimal. */
  readonly sha256: string;
  readonly encoding: string;
  readonly delimiter: string;
  /** The header line as the file has it, or with the names that it was mapped to. */
  readonly header: string;
  /** Column → how the file writes it, where that was detected. */
  readonly formats: Readonly<Record<string, Readonly<Record<string, string | boolean>>>>;
  readonly rowsRead: number;
  readonly rowsRejected: number;
}

export interface LoadRunDetails {
  /** In the order in which they were loaded. */
  readonly files: readonly LoadFileEntry[];
  /** Days that the files hold, ascending; those of them of which a row was written or deleted. */
  readonly days: { readonly touched: readonly BusinessDay[]; readonly changed: readonly BusinessDay[] };
  /** By day, then metric. */
  readonly restatements: readonly RestatementEntry[];
  /** In the order of the definition. */
  readonly tests: readonly TestEntry[];
}

/** Grain: one entry per day that was there before the run and metric that it changed. */
export type RestatementEntry = Pick<RestatementRow, 'metric' | 'before' | 'after'> & {
  readonly day: BusinessDay;
};

export type TestEntry = Pick<TestResultRow, 'name' | 'severity' | 'status' | 'detail'> & {
  readonly failing: number;
};

export async function fetchLoadRunDetails(reader: Reader, id: string): Promise<LoadRunDetails> {
  const days = await reader.query<{ day: string; changed: boolean }>(
    sql`select day, bool_or(changed) as changed from etl.load_day where run_id = ${id} group by day order by day`,
  );
  const restatements = await reader.query<Omit<RestatementEntry, 'day'> & { day: string }>(
    sql`select day, metric, before, after from etl.restatement where run_id = ${id} order by day, metric collate "C"`,
  );
  return {
    files: await fetchLoadFiles(reader, id),
    days: {
      touched: days.map(({ day }) => toDay(day)),
      changed: days.filter(({ changed }) => changed).map(({ day }) => toDay(day)),
    },
    restatements: restatements.map((row) => ({ ...row, day: toDay(row.day) })),
    tests: await reader.query<TestEntry>(
      sql`select name, severity, status, failing::float8 as failing, detail
          from etl.test_result where run_id = ${id} order by position`,
    ),
  };
}

/** In the order in which they were loaded; empty for a run that failed. */
export function fetchLoadFiles(reader: Reader, id: string): Promise<LoadFileEntry[]> {
  return reader.query<LoadFileEntry>(
    sql`select name, bytes::float8 as bytes, sha256, encoding, delimiter, header, formats,
               rows_read::float8 as "rowsRead", rows_rejected::float8 as "rowsRejected"
        from etl.load_file where run_id = ${id} order by position`,
  );
}
