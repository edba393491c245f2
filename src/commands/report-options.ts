/** The options that every command with a report shares, and what they mean. */
import type { Command } from 'commander';
import { addDays } from '../analysis/calendar.ts';
import { DEFAULT_COMPARISONS, type MonthLag } from '../analysis/comparison.ts';
import type { Context } from '../context.ts';
import { LOCALES, type AlertDirection, type Dataset, type Locale } from '../datasets/definition.ts';
import { AlertsRaised, UsageError } from '../errors.ts';
import type { ReportRequest } from '../report/facts.ts';
import type { Report } from '../report/model.ts';
import { collect, dayOf, oneOf } from './option-values.ts';
import { todayOf } from './today-of.ts';

export interface ReportFlags {
  readonly dataset?: string;
  readonly date?: string;
  readonly by?: readonly string[];
  readonly monthLag?: string;
  readonly alertBy?: string;
  readonly window?: string;
  readonly threshold?: string;
  readonly direction?: string;
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

const DIRECTIONS: readonly AlertDirection[] = ['down', 'up', 'both'];

export function addReportOptions(command: Command): Command {
  return addDatasetOption(command)
    .option('--date <day>', 'day to report, YYYY-MM-DD (default: yesterday where the dataset lives)')
    .option(
      '--by <dimensions>',
      'break down by these dimensions, comma-separated; may be repeated (default: those of the dataset)',
      collect,
    )
    .option(
      '--month-lag <lag>',
      'what M-1 means: "calendar", or a number of days such as 30d (default: that of the dataset)',
    )
    .option(
      '--alert-by <dimensions>',
      'dimensions whose combinations are watched for alerts (default: those of the dataset)',
    )
    .option(
      '--window <days>',
      'days before the target day that alerts learn from (default: that of the dataset)',
    )
    .option(
      '--threshold <z>',
      'standard deviations from which a value is an alert (default: that of the dataset)',
    )
    .option('--direction <direction>', 'alert on: down, up or both (default: that of the dataset)')
    .option('--locale <locale>', 'language of the report: pt-BR or en-US (default: KPI_LOCALE)')
    .option('--fail-on-alert', 'exit with 5 when the report holds an alert')
    .option(
      '--require-complete',
      'exit with 6 when the day is incomplete or has no data; what can be reported still is',
    );
}

export function addDatasetOption(command: Command): Command {
  return command.option('--dataset <name>', 'dataset (default: the first of the project)');
}

/** @throws UsageError naming option, value and rule */
export function parseReportOptions(flags: ReportFlags, dataset: Dataset, context: Context): ReportOptions {
  const { config } = context;
  const { alerts, report } = dataset;
  return {
    dataset,
    request: {
      day: flags.date === undefined ? addDays(todayOf(dataset, context), -1) : dayOf('--date', flags.date),
      comparisons: report.comparisons ?? DEFAULT_COMPARISONS,
      monthLag: flags.monthLag === undefined ? (report.monthLag ?? 'calendar') : monthLag(flags.monthLag),
      by: flags.by?.map((list) => dimensions('--by', list, dataset)) ?? report.by,
      alertRule: {
        method: 'zscore',
        metrics: alerts.metrics,
        by: flags.alertBy === undefined ? alerts.by : dimensions('--alert-by', flags.alertBy, dataset),
        windowDays: flags.window === undefined ? alerts.windowDays : windowDays(flags.window),
        threshold: flags.threshold === undefined ? alerts.threshold : threshold(flags.threshold),
        direction: oneOf('--direction', flags.direction ?? alerts.direction, DIRECTIONS),
      },
      locale: oneOf<Locale>('--locale', flags.locale ?? config.locale, LOCALES),
      currency: config.currency,
    },
    failOnAlert: flags.failOnAlert ?? false,
    requireComplete: flags.requireComplete ?? false,
  };
}

/** @throws AlertsRaised when `--fail-on-alert` was given and there are any */
export function failOnAlerts({ failOnAlert }: ReportOptions, report: Report): void {
  const count = report.alerts.items.length;
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

function windowDays(text: string): number {
  const days = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (days >= 2) return days;
  throw new UsageError(`--window ${JSON.stringify(text)} is not a number of days from 2 to 9999`);
}

function threshold(text: string): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : 0;
  if (value > 0) return value;
  throw new UsageError(`--threshold ${JSON.stringify(text)} is not a number above 0`);
}

function dimensions(option: string, list: string, dataset: Dataset): string[] {
  const known = Object.keys(dataset.dimensions);
  const names = list.split(',').map((name) => name.trim());
  for (const name of names) {
    if (known.includes(name)) continue;
    throw new UsageError(`${option} ${JSON.stringify(name)} is no dimension of ${dataset.name}`, {
      hint: `its dimensions: ${known.join(', ')}`,
    });
  }
  if (new Set(names).size !== names.length) {
    throw new UsageError(`${option} ${JSON.stringify(list)} names a dimension twice`);
  }
  return names;
}
