import type { Context } from '../context.ts';
import { fetchLoadRunDetails } from '../query/load-run-details.ts';
import { createPaint } from '../render/terminal/paint.ts';
import { fetchKnownRun } from './known-run.ts';
import { runLines } from './runs-show-lines.ts';

/** @throws UsageError when there is no such run */
export async function runRunsShow(id: string, json: boolean, context: Context): Promise<void> {
  const { run, details } = await context.useDatabase(
    (db) =>
      db.readOnly(async (reader) => {
        const known = await fetchKnownRun(reader, id);
        return { run: known, details: await fetchLoadRunDetails(reader, id) };
      }),
    { quiet: true },
  );
  const { stdout } = context.io;
  if (json) {
    stdout.write(`${JSON.stringify({ ...run, ...details }, null, 2)}\n`);
    return;
  }
  const { project, config } = context;
  // The books outlive a definition: without it, values are written as they are stored.
  const dataset = await project.dataset(run.dataset).catch(() => undefined);
  const page = { width: stdout.columns, paint: createPaint(stdout.colour) };
  stdout.write(`${runLines(run, details, { ...page, ...config, dataset }).join('\n')}\n`);
}
