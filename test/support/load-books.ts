/** Entries in the books of loads, for tests of what reads them. */
import { toDay } from '../../src/analysis/calendar.ts';
import type { Database } from '../../src/db/database.ts';
import type { LoadedFile } from '../../src/ingest/load-file.ts';
import { startLoadRun, type LoadCounts, type NewLoadRun } from '../../src/ingest/load-run.ts';
import { recordDays, recordFiles, type TouchedDays } from '../../src/ingest/record-load.ts';
import { recordRejectedRows } from '../../src/ingest/record-rejected-rows.ts';
import type { RejectedRow } from '../../src/ingest/rejected-row.ts';

export const COUNTS: LoadCounts = {
  rowsRead: 0,
  inserted: 0,
  updated: 0,
  unchanged: 0,
  deleted: 0,
  collapsed: 0,
  rejected: 0,
  firstDay: null,
  lastDay: null,
};

export function loadedFile(changes: Partial<LoadedFile> = {}): LoadedFile {
  return {
    name: 'a.csv',
    bytes: 120,
    sha256: 'a'.repeat(64),
    rules: 'rules-1',
    encoding: 'utf-8',
    delimiter: ',',
    header: 'day,city,amount,checked',
    formats: {},
    rowsRead: 2,
    rowsRejected: 0,
    ...changes,
  };
}

export function rejectedRow(line: number, raw: string, changes: Partial<RejectedRow> = {}): RejectedRow {
  return {
    file: 'a.csv',
    line,
    rejections: [{ line, column: 'amount', value: 'abc', rule: 'must be a number' }],
    raw,
    ...changes,
  };
}

type BookedDays = Readonly<Record<string, boolean>>;

export interface BookedRun extends Partial<Omit<NewLoadRun, 'dataset'>> {
  readonly dataset: string;
  readonly counts?: Partial<LoadCounts>;
  readonly files?: readonly LoadedFile[];
  /** Day → whether the run changed it: of its only file, or one entry per file. */
  readonly days?: BookedDays | readonly BookedDays[];
  readonly rejected?: readonly RejectedRow[];
}

/** A run that succeeded, as a load books it; returns its id. */
export async function bookRun(db: Database, run: BookedRun): Promise<string> {
  const { dataset, counts, files = [], days = {}, rejected = [], ...begun } = run;
  const handle = await startLoadRun(db, { dataset, sources: ['a.csv'], toolVersion: '1.2.3', ...begun });
  await db.transaction(async (tx) => {
    await recordFiles(tx, handle.id, files);
    await recordDays(tx, handle.id, { name: dataset }, [days].flat().map(touchedDays));
    await recordRejectedRows(tx, handle.id, rejected);
    await handle.finish(tx, { ...COUNTS, rejected: rejected.length, ...counts }, { results: [], days: [] });
  });
  return handle.id;
}

function touchedDays(days: BookedDays): TouchedDays {
  const changed = Object.keys(days).filter((day) => days[day] === true);
  return { days: Object.keys(days).map(toDay), changedDays: new Set(changed.map(toDay)) };
}
