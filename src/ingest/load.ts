import type { BusinessDay } from '../analysis/calendar.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { Database, Transaction } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { DatabaseError } from '../errors.ts';
import { fetchDayMetrics, type DayMetrics } from '../query/day-metrics.ts';
import { FailedDataTestsError, runDataTests, type DataTestFacts, type DataTestResult } from './data-tests.ts';
import type { DuplicatePolicy } from './duplicates.ts';
import { loadOneFile, type FileOutcome } from './load-one-file.ts';
import {
  closeDeadRuns,
  startLoadRun,
  type LoadCounts,
  type LoadMode,
  type LoadRunHandle,
} from './load-run.ts';
import type { ReadEvents, ReadOptions } from './read-file.ts';
import { recordDays, recordFiles } from './record-load.ts';
import { recordRejectedRows } from './record-rejected-rows.ts';
import { recordRestatements } from './record-restatements.ts';
import type { RejectedRow } from './rejected-row.ts';
import { rejectedRows, type RejectPolicy } from './rejected-rows.ts';
import { leaveOutLoaded, type SkippedSource } from './skip-loaded.ts';
import type { Source } from './source.ts';
import { watchLocks } from './watch-locks.ts';

export interface LoadOptions {
  /** Checks everything and counts what would change, then rolls back. */
  readonly dryRun: boolean;
  readonly toolVersion: string;
  /** Default: upsert. */
  readonly mode?: LoadMode;
  /** Default: refuse. */
  readonly onDuplicate?: DuplicatePolicy;
  /** Default: one wrong row, and nothing is loaded. */
  readonly rejects?: RejectPolicy;
  readonly read?: ReadOptions;
  /** Loads also files whose bytes were loaded before. */
  readonly force?: boolean;
  /** The run whose corrected rejected rows these are. */
  readonly replays?: string;
  /** The day it is where the dataset lives; needed where it has a test of freshness. */
  readonly today?: BusinessDay;
  /** Needed where it has a test against control totals. */
  readonly openControl?: NonNullable<DataTestFacts['openControl']>;
}

export interface LoadEvents extends ReadEvents {
  /** Another load of the dataset runs; this one waits for it. */
  onWait(): void;
}

export interface LoadResult extends LoadCounts {
  /** Null for a dry run, which leaves no trace, and where every file had been loaded before. */
  readonly runId: string | null;
  /** Files that were not read, because these bytes had been loaded before and nothing has changed since. */
  readonly skipped: readonly SkippedSource[];
  /** The rows that were put aside, in the order of the files. */
  readonly rejectedRows: readonly RejectedRow[];
  /** Days that had been loaded before, and of which a metric has another value now. */
  readonly restatedDays: number;
  /** In the order of the definition; only where the dataset has tests. None of them undid the load. */
  readonly tests?: readonly DataTestResult[];
}

const FAIL: RejectPolicy = { onError: 'fail', maxErrors: 0, maxErrorRate: 0 };

/**
 * Loads files into the dataset's table, all of them in one transaction: everything or nothing. A later file
 * overwrites rows of an earlier one that have the same key.
 */
export async function loadSources(
  db: Database,
  dataset: Dataset,
  sources: readonly Source[],
  options: LoadOptions,
  events: LoadEvents,
): Promise<LoadResult> {
  const { dryRun, toolVersion, replays, mode = 'upsert', rejects = FAIL } = options;
  const rules = { mode, onDuplicate: options.onDuplicate ?? 'refuse', read: options.read ?? {} } as const;
  const rejected = rejectedRows(rejects);
  // Set once the turn has come: a run that counts as running is one that holds the lock.
  let run: LoadRunHandle | undefined;
  let endWatch: (() => void) | undefined;
  try {
    return await db.transaction(
      async (tx) => {
        const { pid } = await takeTurn(tx, dataset, events);
        endWatch = watchLocks(db, pid, (note) => {
          events.onNote(note);
        });
        const { skipped, remaining } =
          options.force === true
            ? { skipped: [], remaining: sources }
            : await leaveOutLoaded(tx, dataset, sources, rules);
        const names = remaining.map((source) => source.name);
        if (!dryRun && remaining.length > 0) {
          run = await startLoadRun(db, { dataset: dataset.name, sources: names, toolVersion, mode, replays });
        } else if (!dryRun) await closeDeadRuns(tx, dataset.name);
        const before = baseline(tx, dataset);
        const outcomes: FileOutcome[] = [];
        for (const source of remaining) {
          const outcome = await loadOneFile(tx, dataset, source, rules, rejected, events, before.keep);
          before.keepNew(outcome.changedDays);
          outcomes.push(outcome);
        }
        const counts = countsOf(outcomes);
        const days = [...new Set(outcomes.flatMap((outcome) => outcome.days))].sort();
        const results = remaining.length === 0 ? [] : await checkRows(tx, dataset, days, options);
        const restatedDays = await book(tx, dataset, outcomes, before.days(), run, rejected.rows);
        await run?.finish(tx, counts, { results, days });
        return {
          ...counts,
          runId: run?.id ?? null,
          skipped,
          rejectedRows: rejected.rows,
          restatedDays,
          ...(results.length > 0 ? { tests: results } : {}),
        };
      },
      { rehearse: dryRun },
    );
  } catch (error) {
    // The error of the load is the one to report, not that of its bookkeeping.
    const tests = error instanceof FailedDataTestsError ? error : undefined;
    const outcome = await run?.fail(error, tests, rejected.rows).catch(() => undefined);
    throw run !== undefined && outcome === 'loaded' ? answerLost(error, run.id) : error;
  } finally {
    endWatch?.();
  }
}

/** The commit went through, and its answer did not come back. */
function answerLost(cause: unknown, runId: string): DatabaseError {
  const message = cause instanceof Error ? cause.message : String(cause);
  return new DatabaseError(`${message}, but only after everything was loaded`, {
    hint: `nothing needs to be done; see: kpi runs show ${runId}`,
    cause,
  });
}

/** What days that a load changes were before it: of each day, what it was when the first file came to it. */
function baseline(tx: Transaction, dataset: Dataset) {
  const known = new Map<BusinessDay, DayMetrics | undefined>();
  return {
    keep: async (days: readonly BusinessDay[]): Promise<void> => {
      const unknown = days.filter((day) => !known.has(day));
      for (const day of unknown) known.set(day, undefined);
      for (const entry of await fetchDayMetrics(tx, dataset, unknown)) known.set(entry.day, entry);
    },
    /** Days that changed without having been kept: those of a table that was empty. */
    keepNew: (days: Iterable<BusinessDay>): void => {
      for (const day of days) if (!known.has(day)) known.set(day, undefined);
    },
    /** Only of days that had rows. */
    days: (): DayMetrics[] => [...known.values()].filter((entry) => entry !== undefined),
  };
}

/** Returns the number of days that were restated. */
async function book(
  tx: Transaction,
  dataset: Dataset,
  outcomes: readonly FileOutcome[],
  before: readonly DayMetrics[],
  run: LoadRunHandle | undefined,
  rejected: readonly RejectedRow[],
): Promise<number> {
  const after = await fetchDayMetrics(
    tx,
    dataset,
    before.map(({ day }) => day),
  );
  const later = new Map(after.map(({ day, metrics }) => [day, JSON.stringify(metrics)]));
  const restated = before.filter(({ day, metrics }) => later.get(day) !== JSON.stringify(metrics));
  if (run === undefined) return restated.length;
  await recordFiles(
    tx,
    run.id,
    outcomes.map(({ file }) => file),
  );
  await recordDays(tx, run.id, dataset, outcomes);
  await recordRejectedRows(tx, run.id, rejected);
  await recordRestatements(tx, run.id, dataset, restated, after);
  return restated.length;
}

function countsOf(outcomes: readonly FileOutcome[]): LoadCounts {
  const sum = (count: (outcome: FileOutcome) => number) =>
    outcomes.reduce((total, one) => total + count(one), 0);
  const days = outcomes.flatMap((outcome) => [outcome.days[0], outcome.days.at(-1)]);
  const ends = days.filter((day) => day !== undefined).sort();
  return {
    rowsRead: sum(({ file }) => file.rowsRead),
    inserted: sum(({ inserted }) => inserted),
    updated: sum(({ updated }) => updated),
    unchanged: sum(({ unchanged }) => unchanged),
    deleted: sum(({ deleted }) => deleted),
    collapsed: sum(({ collapsed }) => collapsed),
    rejected: sum(({ rejected }) => rejected),
    firstDay: ends[0] ?? null,
    lastDay: ends.at(-1) ?? null,
  };
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

/**
 * Two loads of one dataset take turns; the lock ends with the transaction, however that ends.
 * @returns the process on the server
 */
async function takeTurn(tx: Transaction, dataset: Dataset, events: LoadEvents): Promise<{ pid: number }> {
  const name = `kpi:load:${dataset.name}`;
  const [row] = await tx.query<{ held: boolean; pid: number }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as held, pg_backend_pid() as pid`,
  );
  if (row === undefined) throw new Error('the server did not answer');
  if (!row.held) {
    events.onWait();
    await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
  }
  return row;
}
