/** One file into the fact table, within the transaction of the load. */
import { toDay, type BusinessDay } from '../analysis/calendar.ts';
import type { Dataset } from '../datasets/definition.ts';
import { keyOf } from '../datasets/key.ts';
import type { Transaction } from '../db/database.ts';
import { sql, type Sql } from '../db/sql.ts';
import { dayExpression, factTable } from '../query/expressions.ts';
import { addNewDays, isSmall } from './add-new-days.ts';
import { comparesBytes, settleDuplicates, type StagedFile } from './duplicates.ts';
import { fillEmptyTable, keyOfEmptyTable, takeEmptyTable, type PrimaryKey } from './fill-empty-table.ts';
import { keepRows } from './kept-rows.ts';
import type { LoadedFile } from './load-file.ts';
import { rulesOf, type LoadRules } from './load-rules.ts';
import { locateRows } from './locate-rows.ts';
import { mergeStaging, type MergeCounts } from './merge.ts';
import { readFile, type ReadEvents, type ReadFile } from './read-file.ts';
import type { RejectedRows } from './rejected-rows.ts';
import type { Source } from './source.ts';
import { analyzeStaging, copyRows, createStaging, dropStaging, type Staging } from './staging.ts';

/**
 * Readers of an empty table wait while it is filled: some two minutes for so many bytes (2 cores, 2026-11). Not longer,
 * and not for standard input, which nobody knows the end of.
 */
const CLOSING_BYTES = 2 ** 31;

export interface FileOutcome extends MergeCounts {
  readonly file: LoadedFile;
  readonly collapsed: number;
  readonly rejected: number;
  /** Days of the rows that were accepted, ascending. */
  readonly days: readonly BusinessDay[];
  /** Days of which a row was written or deleted. */
  readonly changedDays: ReadonlySet<BusinessDay>;
}

/**
 * Three ways lead into the table: into an empty one a copy, and the key behind it; of a small file with nothing but
 * new days a copy straight into it; all else is staged, and merged. What begins on one of the first two and
 * turns out not to fit is staged after all.
 * @param beforeChange called with days that are about to change, of those that may have rows
 * @throws SourceError when the file breaks a rule that ends the load
 */
export async function loadOneFile(
  tx: Transaction,
  dataset: Dataset,
  source: Source,
  options: LoadRules,
  rejectedRows: RejectedRows,
  events: ReadEvents,
  beforeChange: (days: readonly BusinessDay[]) => Promise<void>,
): Promise<FileOutcome> {
  const rejected = rejectedRows.ofFile(source.name);
  const file = await readFile(source, dataset, options.read, events, rejected.add);
  try {
    return await load();
  } finally {
    file.close();
  }

  async function load(): Promise<FileOutcome> {
    const emptyKey = await keyToBuild();
    const staging = () => createStaging(tx, dataset, source.bytes);
    if (emptyKey) {
      const filled = await fillEmptyTable(tx, dataset, emptyKey, file, staging);
      return typeof filled === 'number' ? added(filled) : mergeAndDrop(filled);
    }
    const rows = keepRows(file.rows(true));
    const straight = isSmall(source.bytes, file) ? await addNewDays(tx, dataset, file, rows) : undefined;
    if (straight !== undefined) return added(straight);
    const staged = await staging();
    await copyRows(tx, dataset, file, { table: staged.table, rows: rows.atLast() });
    return mergeAndDrop(staged);
  }

  /** All rows are in the table, and all of them are new. */
  async function added(inserted: number): Promise<FileOutcome> {
    rejected.settle(file.counts.read);
    const days = await daysOf(tx, dataset, file, factTable(dataset));
    return outcome(days, { inserted, updated: 0, unchanged: 0, deleted: 0 });
  }

  async function mergeAndDrop(staging: Staging): Promise<FileOutcome> {
    const merged = await merge(staging);
    await dropStaging(tx, staging);
    return merged;
  }

  /** Of a table that is empty, and from here on closed to all others. */
  async function keyToBuild(): Promise<PrimaryKey | undefined> {
    if ((source.bytes ?? Infinity) > CLOSING_BYTES) return undefined;
    const key = await keyOfEmptyTable(tx, dataset);
    if (key === undefined || (await takeEmptyTable(tx, dataset))) return key;
    events.onNote(
      `${dataset.table.schema}.${dataset.table.name} is empty, but others are at work in it; it is loaded beside them, which takes longer`,
    );
    return undefined;
  }

  async function merge(staging: Staging): Promise<FileOutcome> {
    await analyzeStaging(tx, staging);
    const key = keyOf(dataset);
    const duplicates =
      key === null || (file.keysAreDistinct() && (await comparesBytes(tx, dataset, key)))
        ? { collapsed: 0, rejected: [] }
        : await settleDuplicates(tx, dataset, key, staging.table, stagedFile(), options.onDuplicate);
    for (const row of duplicates.rejected) rejected.add(row);
    rejected.settle(file.counts.read);
    const days =
      duplicates.rejected.length === 0
        ? await daysOf(tx, dataset, file, staging.table)
        : await fetchDays(tx, dataset, staging.table);
    const changedDays = new Set<BusinessDay>();
    const counts = await mergeStaging(tx, dataset, staging, {
      mode: options.mode,
      days,
      staged: file.counts.accepted - duplicates.collapsed - duplicates.rejected.length,
      beforeChange: async (changing) => {
        for (const day of changing) changedDays.add(day);
        await beforeChange(changing);
      },
    });
    return outcome(days, counts, changedDays, duplicates.collapsed, duplicates.rejected.length);
  }

  function stagedFile(): StagedFile {
    const locate = (ordinals: readonly number[]) => locateRows(source, dataset, options.read, ordinals);
    return { name: source.name, extra: file.extra, locate: source.sha256 && locate };
  }

  function outcome(
    days: readonly BusinessDay[],
    counts: MergeCounts,
    changedDays: ReadonlySet<BusinessDay> = new Set(days),
    collapsed = 0,
    duplicates = 0,
  ): FileOutcome {
    const loaded = file.toLoadedFile();
    const { rowsRead, rowsRejected } = loaded;
    const allRejected = rowsRejected + duplicates;
    return {
      ...counts,
      file: { ...loaded, rules: rulesOf(dataset, options), rowsRead, rowsRejected: allRejected },
      collapsed,
      rejected: allRejected,
      days,
      changedDays,
    };
  }
}

/** The lanes know the days of a date column; those of moments only the database does. */
async function daysOf(tx: Transaction, dataset: Dataset, file: ReadFile, table: Sql): Promise<BusinessDay[]> {
  const known = file.days();
  return known === undefined ? fetchDays(tx, dataset, table) : [...known].sort().map(toDay);
}

async function fetchDays(tx: Transaction, dataset: Dataset, table: Sql): Promise<BusinessDay[]> {
  const rows = await tx.query<{ day: string }>(
    sql`select distinct ${dayExpression(dataset)} as day from ${table} order by 1`,
  );
  return rows.map(({ day }) => toDay(day));
}
