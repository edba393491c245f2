import type { Database, Transaction } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import type { BusinessDay } from '../analysis/calendar.ts';
import { dataTestsOf } from '../datasets/data-tests-of.ts';
import type { Dataset } from '../datasets/definition.ts';
import {
  FailedDataTestsError,
  fetchStagedDays,
  runDataTests,
  type DataTestFacts,
  type DataTestResult,
} from './data-tests.ts';
import { startLoadRun, type LoadCounts, type LoadRunHandle } from './load-run.ts';
import { parseSource, type ParseEvents } from './parse-source.ts';
import type { Source } from './source.ts';
import { mergeStaging } from './merge.ts';
import { createStaging, stagedDays, stageRows } from './staging.ts';

export interface LoadOptions {
  /** Checks everything and counts what would change, then rolls back. */
  readonly dryRun: boolean;
  readonly toolVersion: string;
  /** The day it is where the dataset lives; needed where it has a test of freshness. */
  readonly today?: BusinessDay;
  /** Needed where it has a test against control totals. */
  readonly openControl?: NonNullable<DataTestFacts['openControl']>;
}

export interface LoadEvents extends ParseEvents {
  /** Another load of the dataset runs; this one waits for it. */
  onWait(): void;
}

export interface LoadResult extends LoadCounts {
  /** Null for a dry run, which leaves no trace. */
  readonly runId: string | null;
  /** In the order of the definition; only where the dataset has tests. None of them undid the load. */
  readonly tests?: readonly DataTestResult[];
}

/**
 * Loads files into the dataset's table, all of them in one transaction: everything or nothing. A later file
 * overwrites rows of an earlier one that have the same key; within one file that is an error.
 */
export async function loadSources(
  db: Database,
  dataset: Dataset,
  sources: readonly Source[],
  options: LoadOptions,
  events: LoadEvents,
): Promise<LoadResult> {
  const { dryRun, toolVersion } = options;
  // Set once the turn has come: a run that counts as running is one that holds the lock.
  let run: LoadRunHandle | undefined;
  try {
    return await db.transaction(
      async (tx) => {
        await takeTurn(tx, dataset, events);
        const names = sources.map((source) => source.name);
        if (!dryRun) run = await startLoadRun(db, { dataset: dataset.name, sources: names, toolVersion });
        const { counts, days } = await loadInto(tx, dataset, sources, events);
        const results = await checkRows(tx, dataset, days, options);
        await run?.finish(tx, counts, { results, days });
        return { ...counts, runId: run?.id ?? null, ...(results.length > 0 ? { tests: results } : {}) };
      },
      { rehearse: dryRun },
    );
  } catch (error) {
    // The error of the load is the one to report, not that of its bookkeeping.
    await run?.fail(error, error instanceof FailedDataTestsError ? error : undefined).catch(() => undefined);
    throw error;
  }
}

async function loadInto(
  tx: Transaction,
  dataset: Dataset,
  sources: readonly Source[],
  events: LoadEvents,
): Promise<{ counts: LoadCounts; days: readonly BusinessDay[] }> {
  const touched = new Set<BusinessDay>();
  let total: LoadCounts = {
    rowsRead: 0,
    inserted: 0,
    updated: 0,
    unchanged: 0,
    firstDay: null,
    lastDay: null,
  };
  await createStaging(tx, dataset);
  for (const source of sources) {
    const rowsRead = await stageRows(tx, dataset, parseSource(source, dataset, events));
    const merged = await mergeStaging(tx, dataset, source.name, rowsRead);
    const days = await stagedDays(tx, dataset);
    // One more scan of the file, which only those pay who test something.
    if (dataTestsOf(dataset).length > 0)
      for (const day of await fetchStagedDays(tx, dataset)) touched.add(day);
    total = {
      rowsRead: total.rowsRead + rowsRead,
      inserted: total.inserted + merged.inserted,
      updated: total.updated + merged.updated,
      unchanged: total.unchanged + merged.unchanged,
      firstDay: [total.firstDay, days.firstDay].filter((day) => day !== null).sort()[0] ?? null,
      lastDay:
        [total.lastDay, days.lastDay]
          .filter((day) => day !== null)
          .sort()
          .at(-1) ?? null,
    };
  }
  return { counts: total, days: [...touched].sort() };
}

/** @throws FailedDataTestsError when a test of severity `fail` fails; all of them have run by then */
async function checkRows(
  tx: Transaction,
  dataset: Dataset,
  days: readonly BusinessDay[],
  { today, openControl }: LoadOptions,
): Promise<DataTestResult[]> {
  const results = await runDataTests(tx, dataset, { days, today, openControl });
  if (results.some(({ status }) => status === 'fail')) throw new FailedDataTestsError(results, days);
  return results;
}

/** Two loads of one dataset take turns; the lock ends with the transaction, however that ends. */
async function takeTurn(tx: Transaction, dataset: Dataset, events: LoadEvents): Promise<void> {
  const name = `kpi:load:${dataset.name}`;
  const [row] = await tx.query<{ held: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as held`,
  );
  if (row?.held === true) return;
  events.onWait();
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
}
