import { relative, resolve } from 'node:path';
import type { Context } from '../context.ts';
import { bookedRejection } from '../ingest/record-rejected-rows.ts';
import { rejectedCsv, rejectedFileName } from '../ingest/rejected-csv.ts';
import type { RejectedRow } from '../ingest/rejected-row.ts';
import { streamToFile } from './stream-file.ts';

export interface RejectedFiles {
  /** As the user would write them from where he is. */
  readonly written: readonly string[];
  /** One line for each that could not be written. The rows are in the database all the same. */
  readonly warnings: readonly string[];
}

/**
 * Writes `<file>.rejected.csv` beside every file that has rejected rows; one of an earlier run is replaced. Never
 * throws: the load is over, and its rows are safe.
 */
export async function writeRejectedFiles(
  runId: string,
  rows: readonly RejectedRow[],
  { cwd }: Context,
): Promise<RejectedFiles> {
  const byFile = new Map<string, RejectedRow[]>();
  for (const row of rows) {
    const others = byFile.get(row.file);
    if (others === undefined) byFile.set(row.file, [row]);
    else others.push(row);
  }
  const written: string[] = [];
  const warnings: string[] = [];
  for (const [file, ofFile] of byFile) {
    const path = resolve(cwd, rejectedFileName(file));
    try {
      const text = [...rejectedCsv(runId, ofFile.map(bookedRejection))].join('');
      await streamToFile(path, (write) => write(text));
      written.push(relative(cwd, path));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      warnings.push(`${reason}; the rejected rows are in the database: kpi runs rejects ${runId} --csv`);
    }
  }
  return { written, warnings };
}
