import { join, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { UsageError } from '../errors.ts';
import { renderMarkdown } from '../render/markdown.ts';
import { createReport } from '../report/create-report.ts';
import type { Report } from '../report/model.ts';
import { oneOf } from './option-values.ts';
import {
  addReportOptions,
  failOnAlerts,
  parseReportOptions,
  type ReportFlags,
  type ReportOptions,
} from './report-options.ts';
import { requireComplete } from './require-complete.ts';
import { writeWhole, type WholeFile } from './write-whole.ts';

const FORMATS = ['md', 'pdf'] as const;
export type ExportFormat = (typeof FORMATS)[number];

export interface ExportFlags {
  readonly format: string;
  readonly out?: string;
}

export interface ExportOptions {
  readonly formats: readonly ExportFormat[];
  /** Absolute. */
  readonly folder: string;
}

export function register(program: Command, context: Context): void {
  const command = program
    .command('export')
    .summary('write the report as Markdown and PDF')
    .description('Writes the report of a day to kpi_report_<day>.md and .pdf, both from the same figures.');
  addExportOptions(addReportOptions(command))
    .option('--json', 'print the paths written as JSON')
    .addHelpText(
      'after',
      `
Examples:
  $ kpi export
  $ kpi export --date 2025-03-31 --format pdf --out /srv/reports`,
    )
    .action(async (flags: ReportFlags & ExportFlags & { json?: boolean }) => {
      const dataset = await context.project.dataset(flags.dataset);
      const options = await parseReportOptions(flags, dataset, context);
      await runExport(options, parseExportOptions(flags, context), flags.json ?? false, context);
    });
}

export function addExportOptions(command: Command): Command {
  return command
    .option('--format <formats>', 'md, pdf or both, comma-separated', 'md,pdf')
    .option('--out <folder>', 'folder to write to (default: KPI_REPORTS_DIR, or reports)');
}

/** @throws UsageError naming the formats */
export function parseExportOptions(flags: ExportFlags, { config, cwd }: Context): ExportOptions {
  const names = flags.format.split(',').map((name) => name.trim());
  if (new Set(names).size !== names.length) {
    throw new UsageError(`--format ${JSON.stringify(flags.format)} names a format twice`);
  }
  return {
    formats: names.map((name) => oneOf('--format', name, FORMATS)),
    folder: flags.out === undefined ? config.reportsDir : resolve(cwd, flags.out),
  };
}

async function runExport(
  options: ReportOptions,
  target: ExportOptions,
  json: boolean,
  context: Context,
): Promise<void> {
  const report = await context.useDatabase((db) => createReport(db, options.dataset, options.request));
  const paths = await writeReport(report, target);
  const { stdout } = context.io;
  if (json) stdout.write(`${JSON.stringify({ day: report.day, files: paths }, null, 2)}\n`);
  else for (const path of paths) stdout.write(`${relative(context.cwd, path) || path}\n`);
  requireComplete(options, report);
  failOnAlerts(options, report);
}

/** Renders the report in every format asked for, then writes all files or none. Returns their paths. */
export async function writeReport(report: Report, { formats, folder }: ExportOptions): Promise<string[]> {
  const files: WholeFile[] = [];
  for (const format of formats) {
    files.push({
      path: join(folder, `kpi_report_${report.day}.${format}`),
      bytes: await render(format, report),
    });
  }
  await writeWhole(files);
  return files.map((file) => file.path);
}

async function render(format: ExportFormat, report: Report): Promise<string | Uint8Array> {
  switch (format) {
    case 'md':
      return renderMarkdown(report);
    case 'pdf': {
      // Only those who want a PDF pay for loading its library.
      const { renderPdf } = await import('../render/pdf/render-pdf.ts');
      return renderPdf(report);
    }
  }
}
