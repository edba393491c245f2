import type { Reader } from '../db/database.ts';
import { UsageError } from '../errors.ts';
import { fetchLoadRun, type LoadRunEntry } from '../query/load-run-list.ts';

/** @throws UsageError when there is no such run */
export async function fetchKnownRun(reader: Reader, id: string): Promise<LoadRunEntry> {
  const run = await fetchLoadRun(reader, id);
  if (run !== undefined) return run;
  throw new UsageError(`there is no load run ${id}`, { hint: 'see them: kpi runs list' });
}
