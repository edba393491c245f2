/** The bookkeeping of loads: one row per attempt, also of those that fail or are killed. */
import type { Database, Transaction } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { recordDataTests, type CheckedDays } from './data-tests-record.ts';

/** `rowsRead = inserted + updated + unchanged`. */
export interface LoadCounts {
  readonly rowsRead: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Null when no file had a row. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
}

export interface NewLoadRun {
  readonly dataset: string;
  readonly sources: readonly string[];
  readonly toolVersion: string;
}

/** A run that has begun; it ends with `finish` or `fail`. */
export interface LoadRunHandle {
  readonly id: string;
  /** Closes the run within the transaction of the load: both are committed, or neither. */
  readonly finish: (tx: Transaction, counts: LoadCounts, tests: CheckedDays) => Promise<void>;
  /** Notes why the load failed, and by which tests; written even when it was interrupted. */
  readonly fail: (error: unknown, tests?: CheckedDays) => Promise<void>;
}

/**
 * Records that a load begins, in a transaction of its own. The caller holds the load lock, so a run that still
 * counts as running belongs to a process that died: it is closed as failed.
 */
export async function startLoadRun(db: Database, run: NewLoadRun): Promise<LoadRunHandle> {
  const id = await db.transaction(async (tx) => {
    await tx.execute(
      sql`update etl.load_run
          set status = 'failed', finished_at = now(), error = 'the process ended before the load did'
          where dataset = ${run.dataset} and status = 'running'`,
    );
    const [row] = await tx.query<{ id: string }>(
      sql`insert into etl.load_run (dataset, sources, tool_version)
          values (${run.dataset}, ${[...run.sources]}, ${run.toolVersion}) returning id`,
    );
    if (row === undefined) throw new Error('insert into etl.load_run returned no row');
    return row.id;
  });
  return {
    id,
    finish: async (tx, counts, tests) => {
      await recordDataTests(tx, id, run.dataset, tests);
      await finishLoadRun(tx, id, counts);
    },
    fail: (error, tests) => failLoadRun(db, id, error, tests && { ...tests, dataset: run.dataset }),
  };
}

async function finishLoadRun(tx: Transaction, id: string, counts: LoadCounts): Promise<void> {
  await tx.execute(
    sql`update etl.load_run
        set status = 'loaded', finished_at = clock_timestamp(), rows_read = ${counts.rowsRead},
            rows_inserted = ${counts.inserted}, rows_updated = ${counts.updated},
            rows_unchanged = ${counts.unchanged}, first_day = ${counts.firstDay}, last_day = ${counts.lastDay}
        where id = ${id}`,
  );
}

async function failLoadRun(
  db: Database,
  id: string,
  error: unknown,
  tests: (CheckedDays & { readonly dataset: string }) | undefined,
): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  await db.transaction(
    async (tx) => {
      // A load whose connection broke in the commit may have been committed all the same.
      await tx.execute(
        sql`update etl.load_run set status = 'failed', finished_at = now(), error = ${message}
            where id = ${id} and status = 'running'`,
      );
      if (tests) await recordDataTests(tx, id, tests.dataset, tests);
    },
    { evenIfInterrupted: true },
  );
}
