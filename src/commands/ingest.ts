import { dirname, resolve } from 'node:path';
import { formatInTimeZone } from 'date-fns-tz';
import { Argument, type Command } from 'commander';
import { toDay } from '../analysis/calendar.ts';
import type { Context } from '../context.ts';
import type { Dataset } from '../datasets/definition.ts';
import { UsageError } from '../errors.ts';
import { dataTestLine, type DataTestResult } from '../ingest/data-tests.ts';
import { loadSources, type LoadOptions, type LoadResult } from '../ingest/load.ts';
import { fileSource, stdinSource, type Source } from '../ingest/source.ts';
import { grouped } from './live-line.ts';
import { loadProgress } from './load-progress.ts';
import { addDatasetOption } from './report-options.ts';

export interface IngestFlags {
  readonly dataset?: string;
  readonly dryRun?: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

export interface IngestOptions {
  readonly dataset: Dataset;
  /** Paths as the user wrote them; `-` is standard input. */
  readonly files: readonly string[];
  readonly dryRun: boolean;
  readonly quiet: boolean;
  readonly json: boolean;
}

export function register(program: Command, context: Context): void {
  const command = program
    .command('ingest')
    .summary('load CSV files, the whole of them or nothing')
    .description(
      'Loads CSV files into the table of the dataset. Every row is checked; one bad row and nothing is loaded. ' +
        'Rows that are already there are left alone, rows that differ are updated.',
    )
    .addArgument(new Argument('<files...>', 'CSV files; - reads standard input'));
  addDatasetOption(command)
    .option('--dry-run', 'check everything and count what would change, without writing')
    .option('-q, --quiet', 'print nothing but errors')
    .option('--json', 'print the counts as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ kpi ingest data/sample/payments.csv
  $ kpi ingest --dry-run march.csv
  $ zcat export.csv.gz | kpi ingest -`,
    )
    .action(async (files: string[], flags: IngestFlags) => {
      const dataset = await context.project.dataset(flags.dataset);
      await runIngest(parseIngestOptions(files, flags, dataset), context);
    });
}

/** @throws UsageError when standard input is named twice */
export function parseIngestOptions(
  files: readonly string[],
  flags: IngestFlags,
  dataset: Dataset,
): IngestOptions {
  if (files.filter((file) => file === '-').length > 1) {
    throw new UsageError('standard input (-) is named twice; it can be read once');
  }
  return {
    dataset,
    files,
    dryRun: flags.dryRun ?? false,
    quiet: flags.quiet ?? false,
    json: flags.json ?? false,
  };
}

export interface LoadSummary extends LoadResult {
  readonly dataset: string;
  readonly dryRun: boolean;
  readonly seconds: number;
  readonly tests: readonly DataTestResult[];
}

export async function runIngest(options: IngestOptions, context: Context): Promise<void> {
  const summary = await load(options, context);
  const { stdout } = context.io;
  if (options.json) stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
  else if (!options.quiet) stdout.write(`${summaryLine(summary)}\n`);
}

/** Loads the files and tells on stderr what it is doing; the result is for the caller to show. */
export async function load(options: IngestOptions, context: Context): Promise<LoadSummary> {
  const { dataset, dryRun, quiet } = options;
  const startedAt = context.clock();
  const sources = await openSources(options.files, context);
  const progress = loadProgress(sources, quiet, context);
  const result = await context
    .useDatabase((db) => loadSources(db, dataset, sources, loadOptions(options, context), progress.events), {
      quiet,
    })
    .finally(progress.end);
  const seconds = (context.clock() - startedAt) / 1000;
  const { tests = [], ...counts } = result;
  if (!quiet) for (const test of tests) warnOf(test, context);
  return { dataset: dataset.name, dryRun, ...counts, seconds, tests };
}

function loadOptions({ dataset, dryRun }: IngestOptions, context: Context): LoadOptions {
  const { clock, config, cwd, project, signal, version } = context;
  const folder = project.file === undefined ? cwd : dirname(project.file);
  return {
    dryRun,
    toolVersion: version,
    today: toDay(formatInTimeZone(clock(), dataset.timeZone ?? config.timeZone, 'yyyy-MM-dd')),
    openControl: (file) => fileSource(resolve(folder, file), file, signal),
  };
}

/** One line, also when the examples hold line breaks. */
function warnOf(test: DataTestResult, { io }: Context): void {
  if (test.status === 'ok') return;
  const example = test.examples[0] === undefined ? '' : `; e.g. ${JSON.stringify(test.examples[0])}`;
  io.stderr.write(`warning: ${dataTestLine(test)}${example}\n`);
}

async function openSources(files: readonly string[], context: Context): Promise<Source[]> {
  const sources: Source[] = [];
  for (const file of files) {
    sources.push(
      file === '-'
        ? stdinSource(context.io.stdin)
        : await fileSource(resolve(context.cwd, file), file, context.signal),
    );
  }
  return sources;
}

export function summaryLine(summary: LoadSummary): string {
  const { dryRun, rowsRead, inserted, updated, unchanged, firstDay, lastDay, seconds } = summary;
  const days = firstDay === null ? '' : `, days ${firstDay} to ${lastDay}`;
  return (
    `${dryRun ? 'dry run, nothing written: ' : ''}${grouped(rowsRead)} rows read, ` +
    `${grouped(inserted + updated)} ${dryRun ? 'to load' : 'loaded'} ` +
    `(${grouped(inserted)} new, ${grouped(updated)} changed), ` +
    `${grouped(unchanged)} unchanged${days}, ${seconds.toFixed(1)} s`
  );
}
