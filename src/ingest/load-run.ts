/** The bookkeeping of loads: one row per attempt, also of those that fail or are killed. */
import type { Database, Transaction } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { recordDataTests, type CheckedDays } from './data-tests-record.ts';
import { recordRejectedRows } from './record-rejected-rows.ts';
import type { RejectedRow } from './rejected-row.ts';

/** Every row of every file: `rowsRead = inserted + updated + unchanged + collapsed + rejected`. */
export interface LoadCounts {
  readonly rowsRead: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Rows of the table that the files, being the whole truth about their days, lack. Not rows of a file. */
  readonly deleted: number;
  /** Rows that went into another row with the same key. */
  readonly collapsed: number;
  /** Rows that break a rule and were put aside. */
  readonly rejected: number;
  /** Null when no file had a row. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
}

export const LOAD_MODES = ['upsert', 'replace'] as const;
/** `upsert` adds and changes rows; with `replace` the files are the whole truth about their days. */
export type LoadMode = (typeof LOAD_MODES)[number];

export interface NewLoadRun {
  readonly dataset: string;
  readonly sources: readonly string[];
  readonly toolVersion: string;
  /** Default: upsert. */
  readonly mode?: LoadMode;
  /** The run whose corrected rejected rows this one loads. */
  readonly replays?: string | undefined;
}

/** A run that has begun; it ends with `finish` or `fail`. */
export interface LoadRunHandle {
  readonly id: string;
  /** Closes the run within the transaction of the load: both are committed, or neither. */
  readonly finish: (tx: Transaction, counts: LoadCounts, tests: CheckedDays) => Promise<void>;
  /**
   * Notes why the load failed, by which tests and for which rows; written even when it was interrupted. What the run
   * was in truth: a load whose connection broke in the commit may have been committed all the same.
   */
  readonly fail: (
    error: unknown,
    tests?: CheckedDays,
    rejected?: readonly RejectedRow[],
  ) => Promise<'failed' | 'loaded'>;
}

/** Records that a load begins, in a transaction of its own. The caller holds the load lock. */
export async function startLoadRun(db: Database, run: NewLoadRun): Promise<LoadRunHandle> {
  const id = await db.transaction((tx) => insertLoadRun(tx, run), { beside: true });
  return {
    id,
    finish: async (tx, counts, tests) => {
      await recordDataTests(tx, id, run.dataset, tests);
      await finishLoadRun(tx, id, counts);
    },
    fail: (error, tests, rejected = []) =>
      failLoadRun(db, id, error, { tests: tests && { ...tests, dataset: run.dataset }, rejected }),
  };
}

/** The caller holds the load lock, so a run that still counts as running belongs to a process that died. */
export async function closeDeadRuns(tx: Transaction, dataset: string): Promise<void> {
  await tx.execute(
    sql`update etl.load_run
        set status = 'failed', finished_at = now(), error = 'the process ended before the load did'
        where dataset = ${dataset} and status = 'running'`,
  );
}

async function insertLoadRun(tx: Transaction, run: NewLoadRun): Promise<string> {
  await closeDeadRuns(tx, run.dataset);
  const [row] = await tx.query<{ id: string }>(
    sql`insert into etl.load_run (dataset, sources, tool_version, mode, replays)
        values (${run.dataset}, ${[...run.sources]}, ${run.toolVersion}, ${run.mode ?? 'upsert'},
                ${run.replays ?? null}) returning id`,
  );
  if (row === undefined) throw new Error('insert into etl.load_run returned no row');
  return row.id;
}

async function finishLoadRun(tx: Transaction, id: string, counts: LoadCounts): Promise<void> {
  await tx.execute(
    sql`update etl.load_run
        set status = 'loaded', finished_at = clock_timestamp(), rows_read = ${counts.rowsRead},
            rows_inserted = ${counts.inserted}, rows_updated = ${counts.updated},
            rows_unchanged = ${counts.unchanged}, rows_deleted = ${counts.deleted},
            rows_collapsed = ${counts.collapsed}, rows_rejected = ${counts.rejected},
            first_day = ${counts.firstDay}, last_day = ${counts.lastDay}
        where id = ${id}`,
  );
}

/** What a failed load leaves behind. */
interface Evidence {
  readonly tests: (CheckedDays & { readonly dataset: string }) | undefined;
  readonly rejected: readonly RejectedRow[];
}

async function failLoadRun(
  db: Database,
  id: string,
  error: unknown,
  { tests, rejected }: Evidence,
): Promise<'failed' | 'loaded'> {
  const message = error instanceof Error ? error.message : String(error);
  return db.transaction(
    async (tx) => {
      const open = await tx.execute(
        sql`update etl.load_run set status = 'failed', finished_at = now(), error = ${message},
                   rows_rejected = ${rejected.length === 0 ? null : rejected.length}
            where id = ${id} and status <> 'loaded'`,
      );
      if (open === 0) return 'loaded';
      if (tests) await recordDataTests(tx, id, tests.dataset, tests);
      await recordRejectedRows(tx, id, rejected);
      return 'failed';
    },
    { evenIfInterrupted: true, beside: true },
  );
}
