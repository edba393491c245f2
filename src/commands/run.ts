import { relative } from 'node:path';
import { Argument, type Command } from 'commander';
import type { Context } from '../context.ts';
import type { Dataset } from '../datasets/definition.ts';
import { LockedError, NoInputError, SourceError } from '../errors.ts';
import { renderTerminal } from '../render/terminal.ts';
import { createReport } from '../report/create-report.ts';
import type { Report } from '../report/model.ts';
import {
  addExportOptions,
  parseExportOptions,
  writeReport,
  type ExportFlags,
  type ExportOptions,
} from './export.ts';
import {
  addIngestOptions,
  parseIngestOptions,
  type IngestFlags,
  type IngestOptions,
} from './ingest-options.ts';
import { load } from './ingest.ts';
import { summaryLine, type LoadSummary } from './load-summary.ts';
import {
  addReportOptions,
  failOnAlerts,
  parseReportOptions,
  type ReportFlags,
  type ReportOptions,
} from './report-options.ts';

import { requireComplete } from './require-complete.ts';

export interface RunOptions {
  /** Undefined when no file was named: the report is made from what is loaded. */
  readonly ingest: IngestOptions | undefined;
  readonly report: ReportOptions;
  readonly target: ExportOptions;
  readonly quiet: boolean;
  readonly json: boolean;
}

type RunFlags = ReportFlags & ExportFlags & IngestFlags;

export function register(program: Command, context: Context): void {
  const command = program
    .command('run')
    .summary('ingest, report and export in one go, for cron')
    .description('Loads the files, shows the report and writes it as Markdown and PDF. Two runs never meet.')
    .addArgument(
      new Argument('[files...]', 'CSV files, folders or quoted patterns to load first; - is standard input'),
    );
  addIngestOptions(addExportOptions(addReportOptions(command)))
    .option('-q, --quiet', 'print nothing but errors')
    .option('--json', 'print load, report and files as one JSON object')
    .addHelpText(
      'after',
      `
Examples:
  $ kpi run data/sample/payments.csv
  $ kpi run --quiet /srv/incoming/today.csv`,
    )
    .action(async (files: string[], flags: RunFlags) => {
      const dataset = await context.project.dataset(flags.dataset);
      await runAll(await parseRunOptions(files, flags, dataset, context), context);
    });
}

export async function parseRunOptions(
  files: readonly string[],
  flags: RunFlags,
  dataset: Dataset,
  context: Context,
): Promise<RunOptions> {
  return {
    ingest: files.length === 0 ? undefined : await parseIngestOptions(files, flags, dataset, context),
    report: await parseReportOptions(flags, dataset, context),
    target: parseExportOptions(flags, context),
    quiet: flags.quiet ?? false,
    json: flags.json ?? false,
  };
}

async function runAll(options: RunOptions, context: Context): Promise<void> {
  const { dataset } = options.report;
  await context.useDatabase(
    async (db) => {
      // The inner steps use the connection that is open already.
      const inner: Context = { ...context, useDatabase: (work) => work(db) };
      const finished = await db.tryLock(`kpi:run:${dataset.name}`, async () => {
        await runLocked(options, inner);
        return true;
      });
      if (finished === true) return;
      throw new LockedError(`another kpi run of ${dataset.name} is still at work on ${db.description}`, {
        hint: 'wait for it to end; if it hangs, stop that process and the lock is free',
      });
    },
    { quiet: options.quiet || options.json },
  );
}

async function runLocked(options: RunOptions, context: Context): Promise<void> {
  const { stdout, stderr } = context.io;
  const { quiet, json } = options;
  const { dataset, request } = options.report;
  const reported = () => context.useDatabase((db) => createReport(db, dataset, request));
  const { loaded, absent } = await loadFiles(options.ingest, context);
  const text = !quiet && !json;
  if (loaded && text) stdout.write(`${summaryLine(loaded)}\n\n`);
  const report = absent === undefined ? await reported() : await reportOfAbsence(reported, absent);
  if (text) stdout.write(renderTerminal(report, { columns: stdout.columns, colour: stdout.colour }));
  const files = await writeReport(report, options.target);
  if (text) for (const path of files) stderr.write(`wrote ${relative(context.cwd, path) || path}\n`);
  if (json) stdout.write(`${JSON.stringify({ load: loaded, report, files }, null, 2)}\n`);
  if (absent !== undefined) throw absent;
  requireComplete(options.report, report);
  failOnAlerts(options.report, report);
}

interface Loaded {
  readonly loaded: LoadSummary | null;
  /** A file that was named and is not there. Nothing was loaded then. */
  readonly absent?: NoInputError;
}

async function loadFiles(options: IngestOptions | undefined, context: Context): Promise<Loaded> {
  if (options === undefined) return { loaded: null };
  try {
    return { loaded: await load(options, context) };
  } catch (error) {
    if (error instanceof NoInputError) return { loaded: null, absent: error };
    throw error;
  }
}

/**
 * Whoever opens the report in the morning shall read in it that the file did not come; with the day loaded already,
 * a wrong path is a wrong path.
 * @throws NoInputError unless the report tells of a missing day
 */
async function reportOfAbsence(reported: () => Promise<Report>, absent: NoInputError): Promise<Report> {
  const report = await reported().catch((error: unknown) => {
    throw error instanceof SourceError ? absent : error;
  });
  if (report.completeness.missingSince === undefined) throw absent;
  return report;
}
