import { Option, type Command } from 'commander';
import type { Context, Output } from '../context.ts';
import type { Dataset } from '../datasets/definition.ts';
import { renderJson } from '../render/json.ts';
import { renderMarkdown } from '../render/markdown.ts';
import { renderTerminal } from '../render/terminal.ts';
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

const FORMATS = ['text', 'json', 'md'] as const;
type Format = (typeof FORMATS)[number];

export interface ReportCommandOptions extends ReportOptions {
  readonly format: Format;
}

export function register(program: Command, context: Context): void {
  const command = program
    .command('report')
    .summary('compare a day with D-1, W-1 and M-1 and list its alerts')
    .description(
      'Shows every metric of a day against the day before (D-1), the week before (W-1) and the month before (M-1), ' +
        'in total and per segment, and the segments that raise an alert.',
    );
  addReportOptions(command)
    .addOption(new Option('--format <format>', 'text, json or md').default('text'))
    .option('--json', 'the same as --format json')
    .addHelpText(
      'after',
      `
Examples:
  $ kpi report
  $ kpi report --date 2025-03-31 --by product --by entity,payment_method
  $ kpi report --direction down --fail-on-alert
  $ kpi report --method zscore --threshold 3
  $ kpi report --json | jq '.headline[0].comparisons'`,
    )
    .action(async (flags: ReportFlags & { format: string; json?: boolean }) => {
      const dataset = await context.project.dataset(flags.dataset);
      await runReport(await parseReportCommand(flags, dataset, context), context);
    });
}

export async function parseReportCommand(
  flags: ReportFlags & { readonly format: string; readonly json?: boolean },
  dataset: Dataset,
  context: Context,
): Promise<ReportCommandOptions> {
  const format = flags.json === true ? 'json' : oneOf('--format', flags.format, FORMATS);
  return { ...(await parseReportOptions(flags, dataset, context)), format };
}

export async function runReport(options: ReportCommandOptions, context: Context): Promise<void> {
  const report = await context.useDatabase((db) => createReport(db, options.dataset, options.request));
  context.io.stdout.write(renderAs(options.format, report, context.io.stdout));
  requireComplete(options, report);
  failOnAlerts(options, report);
}

export function renderAs(format: Format, report: Report, { columns, colour }: Output): string {
  switch (format) {
    case 'text':
      return renderTerminal(report, { columns, colour });
    case 'json':
      return renderJson(report);
    case 'md':
      return renderMarkdown(report);
  }
}
