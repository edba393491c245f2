import type { BusinessDay } from '../analysis/calendar.ts';
import type { Transaction } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import type { DataTestResult } from './data-tests.ts';

/** What was checked, and over which days. */
export interface CheckedDays {
  readonly results: readonly DataTestResult[];
  /** Ascending. */
  readonly days: readonly BusinessDay[];
}

export async function recordDataTests(
  tx: Transaction,
  runId: string,
  dataset: string,
  { results, days }: CheckedDays,
): Promise<void> {
  for (const [index, { name, kind, severity, status, failing, examples }] of results.entries()) {
    await tx.execute(
      sql`insert into etl.test_result
            (run_id, position, dataset, name, kind, severity, status, failing, detail, first_day, last_day)
          values (${runId}, ${index + 1}, ${dataset}, ${name}, ${kind}, ${severity}, ${status}, ${failing},
                  ${examples.join('; ')}, ${days[0] ?? null}, ${days.at(-1) ?? null})`,
    );
  }
}
