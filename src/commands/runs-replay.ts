import type { Context } from '../context.ts';
import type { Database } from '../db/database.ts';
import { loadSources } from '../ingest/load.ts';
import { summarise } from './ingest.ts';
import { loadOptionsOf } from './load-options.ts';
import { loadProgress } from './load-progress.ts';
import { summaryLine, type LoadSummary } from './load-summary.ts';
import { planReplay, type ReplayBatch } from './replay-plan.ts';

export interface ReplayOptions {
  /** The run that rejected the rows. */
  readonly run: string;
  /** The corrected file as the user wrote it; undefined: where the run wrote it. */
  readonly file: string | undefined;
  readonly dryRun: boolean;
  readonly quiet: boolean;
  readonly json: boolean;
}

/** What is right now is loaded; the rest stays aside, now as rejected rows of the new run. */
const STILL_WRONG = { onError: 'quarantine', maxErrors: Infinity, maxErrorRate: 1 } as const;

/**
 * Loads corrected rows as new runs, one per file format of the replayed one. Rows that are still wrong are rejected
 * as in any load.
 */
export async function runRunsReplay(options: ReplayOptions, context: Context): Promise<void> {
  const { run, file, quiet, json } = options;
  const { stdout, stderr } = context.io;
  const summaries = await context.useDatabase(
    async (db) => {
      const { batches, laterRuns } = await db.readOnly((reader) => planReplay(reader, run, file, context));
      if (laterRuns.length > 0 && !quiet) {
        stderr.write(
          `warning: run ${laterRuns.join(', ')} changed days of run ${run} after it; ` +
            'a corrected row overwrites what stands under its key now\n',
        );
      }
      const loaded: LoadSummary[] = [];
      for (const batch of batches) loaded.push(await loadBatch(db, batch, options, context));
      return loaded;
    },
    { quiet },
  );
  if (json) stdout.write(`${JSON.stringify(summaries, null, 2)}\n`);
  else if (!quiet) stdout.write(summaries.map((summary) => `${summaryLine(summary)}\n`).join(''));
}

async function loadBatch(
  db: Database,
  { dataset, sources }: ReplayBatch,
  { run, dryRun, quiet }: ReplayOptions,
  context: Context,
): Promise<LoadSummary> {
  const startedAt = context.clock();
  const progress = loadProgress(sources, quiet, context);
  const loadOptions = {
    ...(await loadOptionsOf(dataset, context)),
    dryRun,
    replays: run,
    rejects: STILL_WRONG,
  };
  const result = await loadSources(db, dataset, sources, loadOptions, progress.events).finally(progress.end);
  return summarise(result, { dataset: dataset.name, dryRun, quiet, startedAt }, context);
}
