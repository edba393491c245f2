import type { Reader } from '../db/database.ts';
import { sql } from '../db/sql.ts';

/** A rejected row as the books and `<file>.rejected.csv` have it. */
export interface BookedRejection {
  readonly file: string;
  /** Where the row begins, as an editor counts. */
  readonly line: number;
  /** Of the first rule that the row breaks; null when it is about the row as a whole. */
  readonly column: string | null;
  readonly value: string;
  readonly rule: string;
  /** The row as the file has it; a NUL is written as ␀. */
  readonly raw: string;
}

/** In the order of the files and lines. */
export async function fetchRejectedRows(reader: Reader, runId: string): Promise<BookedRejection[]> {
  const rows = await reader.query<Omit<BookedRejection, 'line'> & { readonly line: string }>(
    sql`select file, line, column_name as column, value, rule, raw
        from etl.rejected_row where run_id = ${runId} order by position`,
  );
  return rows.map((row) => ({ ...row, line: Number(row.line) }));
}
