/** The options that every command with a report shares, and what they mean. */
import type { Command } from 'commander';
import { addDays } from '../analysis/calendar.ts';
import { DEFAULT_COMPARISONS, type MonthLag } from '../analysis/comparison.ts';
import type { Context } from '../context.ts';
import { LOCALES, type Dataset, type Locale } from '../datasets/definition.ts';
import { AlertsRaised, UsageError } from '../errors.ts';
import type { ReportRequest } from '../report/facts.ts';
import { alertCount, type Report } from '../report/model.ts';
import { addAlertOptions, dimensionsOf, parseAlertRule, type AlertFlags } from './alert-options.ts';
import { collect, dayOf, oneOf } from './option-values.ts';
import { todayOf } from './today-of.ts';

export interface ReportFlags extends AlertFlags {
  readonly dataset?: string;
  readonly date?: string;
  readonly by?: readonly string[];
  readonly monthLag?: string;
  readonly locale?: string;
  readonly failOnAlert?: boolean;
  readonly requireComplete?: boolean;
}

export interface ReportOptions {
  readonly dataset: Dataset;
  readonly request: ReportRequest;
  readonly failOnAlert: boolean;
  readonly requireComplete: boolean;
}

export function addReportOptions(command: Command): Command {
  const dated = addDatasetOption(command)
    .option('--date <day>', 'day to report, YYYY-MM-DD (default: yesterday where the dataset lives)')
    .option(
      '--by <dimensions>',
      'break down by these dimensions, comma-separated; may be repeated (default: those of the dataset)',
      collect,
    )
    .option(
      '--month-lag <lag>',
      'what M-1 means: "calendar", or a number of days such as 30d (default: that of the dataset)',
    );
  return addAlertOptions(dated)
    .option('--locale <locale>', 'language of the report: pt-BR or en-US (default: KPI_LOCALE)')
    .option('--fail-on-alert', 'exit with 5 when the report holds an alert')
    .option(
      '--require-complete',
      'exit with 6 when the day is incomplete, or was due and has no data; what can be reported still is',
    );
}

export function addDatasetOption(command: Command): Command {
  return command.option('--dataset <name>', 'dataset (default: the first of the project)');
}

/** @throws UsageError naming option, value and rule */
export async function parseReportOptions(
  flags: ReportFlags,
  dataset: Dataset,
  context: Context,
): Promise<ReportOptions> {
  const { config } = context;
  const { report } = dataset;
  return {
    dataset,
    request: {
      day:
        flags.date === undefined ? addDays(await todayOf(dataset, context), -1) : dayOf('--date', flags.date),
      comparisons: report.comparisons ?? DEFAULT_COMPARISONS,
      monthLag: flags.monthLag === undefined ? (report.monthLag ?? 'calendar') : monthLag(flags.monthLag),
      by: flags.by?.map((list) => dimensionsOf('--by', list, dataset)) ?? report.by,
      alertRule: parseAlertRule(flags, dataset),
      locale: oneOf<Locale>('--locale', flags.locale ?? config.locale, LOCALES),
      currency: config.currency,
    },
    failOnAlert: flags.failOnAlert ?? false,
    requireComplete: flags.requireComplete ?? false,
  };
}

/** @throws AlertsRaised when `--fail-on-alert` was given and there are any */
export function failOnAlerts({ failOnAlert }: ReportOptions, report: Report): void {
  const count = alertCount(report.alerts);
  if (!failOnAlert || count === 0) return;
  throw new AlertsRaised(`${count} ${count === 1 ? 'alert' : 'alerts'} on ${report.day}`, {
    hint: 'see the alerts in the report',
  });
}

function monthLag(text: string): MonthLag {
  if (text === 'calendar') return 'calendar';
  const days = Number(/^(\d{1,3})d?$/.exec(text)?.[1] ?? 0);
  if (days >= 1) return { days };
  throw new UsageError(`--month-lag ${JSON.stringify(text)} is neither "calendar" nor a number of days`, {
    hint: 'e.g. --month-lag 30d',
  });
}
