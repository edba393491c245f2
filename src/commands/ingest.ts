import { Argument, type Command } from 'commander';
import type { Context } from '../context.ts';
import type { LoadResult } from '../ingest/load.ts';
import { loadSources } from '../ingest/load.ts';
import {
  addIngestOptions,
  parseIngestOptions,
  type IngestFlags,
  type IngestOptions,
} from './ingest-options.ts';
import { loadOptionsOf } from './load-options.ts';
import { loadProgress } from './load-progress.ts';
import { skippedLines, summaryLine, warningsOf, type LoadSummary } from './load-summary.ts';
import { openInputs } from './open-inputs.ts';
import { writeRejectedFiles } from './rejected-files.ts';
import { addDatasetOption } from './report-options.ts';

export function register(program: Command, context: Context): void {
  const command = program
    .command('ingest')
    .summary('load CSV files, the whole of them or nothing')
    .description(
      'Loads CSV files into the table of the dataset, in one transaction. Every row is checked and accounted for; rows that ' +
        'are already there are left alone, rows that differ are updated. Encoding, delimiter, number and date formats are found ' +
        'out, and .gz and .zst are read as they are.',
    )
    .addArgument(
      new Argument(
        '<files...>',
        "CSV files, folders, or quoted patterns such as 'in/*.csv'; - is standard input",
      ),
    );
  addIngestOptions(addDatasetOption(command))
    .option('--dry-run', 'check everything and count what would change, without writing')
    .option('-q, --quiet', 'print nothing but errors')
    .option('--json', 'print the counts as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ kpi ingest data/sample/payments.csv
  $ kpi ingest --dry-run march.csv
  $ kpi ingest --lookback 7 /srv/incoming
  $ kpi ingest --on-error quarantine --max-errors 100 march.csv.gz
  $ psql shop -c '\\copy (select * from sales) to stdout csv header' | kpi ingest -`,
    )
    .action(async (files: string[], flags: IngestFlags) => {
      const dataset = await context.project.dataset(flags.dataset);
      await runIngest(await parseIngestOptions(files, flags, dataset, context), context);
    });
}

export async function runIngest(options: IngestOptions, context: Context): Promise<void> {
  const summary = await load(options, context);
  const { stdout } = context.io;
  if (options.json) stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
  else if (!options.quiet) stdout.write(`${summaryLine(summary)}\n`);
}

/** Loads the files and tells on stderr what it is doing; the result is for the caller to show. */
export async function load(options: IngestOptions, context: Context): Promise<LoadSummary> {
  const { dataset, dryRun, quiet, mode, onDuplicate, rejects, read, force } = options;
  const startedAt = context.clock();
  const { sources, leftOut } = await openInputs(options, context);
  const progress = loadProgress(sources, quiet, context);
  for (const line of leftOut) progress.print(line);
  const loadOptions = {
    ...(await loadOptionsOf(dataset, context)),
    dryRun,
    mode,
    onDuplicate,
    rejects,
    read,
    force,
  };
  const result = await context
    .useDatabase((db) => loadSources(db, dataset, sources, loadOptions, progress.events), {
      quiet,
      beside: !dryRun,
    })
    .finally(progress.end);
  return summarise(result, { dataset: dataset.name, dryRun, quiet, startedAt }, context);
}

/** Writes the files of rejected rows and tells what there is to warn of. */
export async function summarise(
  { rejectedRows, tests = [], ...result }: LoadResult,
  load: {
    readonly dataset: string;
    readonly dryRun: boolean;
    readonly quiet: boolean;
    readonly startedAt: number;
  },
  context: Context,
): Promise<LoadSummary> {
  const { dataset, dryRun, quiet, startedAt } = load;
  const { written, warnings } =
    result.runId === null
      ? { written: [], warnings: [] }
      : await writeRejectedFiles(result.runId, rejectedRows, context);
  const seconds = (context.clock() - startedAt) / 1000;
  const summary = { dataset, dryRun, ...result, seconds, tests, rejectedFiles: written };
  if (!quiet) {
    const told = [...warningsOf(summary), ...warnings].map((warning) => `warning: ${warning}`);
    for (const line of [...(await skippedLines(result.skipped, context.config.timeZone)), ...told])
      context.io.stderr.write(`${line}\n`);
  }
  return summary;
}
