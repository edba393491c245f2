import { relative } from 'node:path';
import { Argument, type Command } from 'commander';
import type { Context } from '../context.ts';
import { LockedError } from '../errors.ts';
import { renderTerminal } from '../render/terminal.ts';
import { createReport } from '../report/create-report.ts';
import {
  addExportOptions,
  parseExportOptions,
  writeReport,
  type ExportFlags,
  type ExportOptions,
} from './export.ts';
import { parseIngestOptions, runIngest, type IngestOptions } from './ingest.ts';
import {
  addReportOptions,
  failOnAlerts,
  parseReportOptions,
  type ReportFlags,
  type ReportOptions,
} from './report-options.ts';

export interface RunOptions {
  /** Undefined when no file was named: the report is made from what is loaded. */
  readonly ingest: IngestOptions | undefined;
  readonly report: ReportOptions;
  readonly target: ExportOptions;
  readonly quiet: boolean;
}

type RunFlags = ReportFlags & ExportFlags & { readonly quiet?: boolean };

export function register(program: Command, context: Context): void {
  const command = program
    .command('run')
    .summary('ingest, report and export in one go, for cron')
    .description('Loads the files, shows the report and writes it as Markdown and PDF. Two runs never meet.')
    .addArgument(new Argument('[files...]', 'CSV files to load first; - reads standard input'));
  addExportOptions(addReportOptions(command))
    .option('-q, --quiet', 'print nothing but errors')
    .addHelpText(
      'after',
      `
Examples:
  $ kpi run data/sample/payments.csv
  $ kpi run --quiet /srv/incoming/today.csv`,
    )
    .action((files: string[], flags: RunFlags) => runAll(parseRunOptions(files, flags, context), context));
}

export function parseRunOptions(files: readonly string[], flags: RunFlags, context: Context): RunOptions {
  return {
    ingest: files.length === 0 ? undefined : parseIngestOptions(files, flags),
    report: parseReportOptions(flags, context),
    target: parseExportOptions(flags, context),
    quiet: flags.quiet ?? false,
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
    { quiet: options.quiet },
  );
}

async function runLocked(options: RunOptions, context: Context): Promise<void> {
  const { stdout, stderr } = context.io;
  if (options.ingest !== undefined) await runIngest(options.ingest, context);
  const { dataset, request } = options.report;
  const report = await context.useDatabase((db) => createReport(db, dataset, request));
  if (!options.quiet) {
    const { columns, colour } = stdout;
    stdout.write(`\n${renderTerminal(report, { columns, colour })}`);
  }
  const paths = await writeReport(report, options.target);
  if (!options.quiet)
    for (const path of paths) stderr.write(`wrote ${relative(context.cwd, path) || path}\n`);
  failOnAlerts(options.report, report);
}
