import type { Reader } from '../db/database.ts';
import { sql } from '../db/sql.ts';

/** Runs after this one that changed a day of it, other than replays of it; ascending. */
export async function fetchLaterRuns(reader: Reader, runId: string): Promise<string[]> {
  const rows = await reader.query<{ id: string }>(
    sql`select distinct later.run_id as id
        from etl.load_day as touched
        join etl.load_day as later
          on later.dataset = touched.dataset and later.day = touched.day
             and later.run_id > touched.run_id and later.changed
        join etl.load_run as run on run.id = later.run_id and run.replays is distinct from touched.run_id
        where touched.run_id = ${runId}
        order by id`,
  );
  return rows.map(({ id }) => id);
}
