/** The options that every command with a report shares, and what they mean. */
import type { Command } from 'commander';
import { alertRuleOf, type AlertRule } from '../analysis/alerts/alert-rule.ts';
import { addDays } from '../analysis/calendar.ts';
import { DEFAULT_COMPARISONS, type MonthLag } from '../analysis/comparison.ts';
import type { Context } from '../context.ts';
import {
  ALERT_METHODS,
  LOCALES,
  type AlertDirection,
  type Dataset,
  type Locale,
} from '../datasets/definition.ts';
import { AlertsRaised, UsageError } from '../errors.ts';
import type { ReportRequest } from '../report/facts.ts';
import { alertCount, type Report } from '../report/model.ts';
import { collect, dayOf, oneOf } from './option-values.ts';
import { todayOf } from './today-of.ts';

export interface ReportFlags {
  readonly dataset?: string;
  readonly date?: string;
  readonly by?: readonly string[];
  readonly monthLag?: string;
  readonly method?: string;
  readonly alertBy?: string;
  readonly fdr?: string;
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
      '--method <method>',
      'how alerts judge: baseline (weekday, level, calendar) or zscore (the classic rule) (default: that of the dataset)',
    )
    .option(
      '--fdr <share>',
      'of baseline: the share of confirmed alerts that may be false, e.g. 0.1 (default: that of the dataset)',
    )
    .option('--window <days>', 'of zscore: days before the target day (default: that of the dataset)')
    .option(
      '--threshold <z>',
      'of zscore: standard deviations from which a value is an alert (default: that of the dataset)',
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
  const { report } = dataset;
  return {
    dataset,
    request: {
      day: flags.date === undefined ? addDays(todayOf(dataset, context), -1) : dayOf('--date', flags.date),
      comparisons: report.comparisons ?? DEFAULT_COMPARISONS,
      monthLag: flags.monthLag === undefined ? (report.monthLag ?? 'calendar') : monthLag(flags.monthLag),
      by: flags.by?.map((list) => dimensions('--by', list, dataset)) ?? report.by,
      alertRule: parseAlertRule(flags, dataset),
      locale: oneOf<Locale>('--locale', flags.locale ?? config.locale, LOCALES),
      currency: config.currency,
    },
    failOnAlert: flags.failOnAlert ?? false,
    requireComplete: flags.requireComplete ?? false,
  };
}

function parseAlertRule(flags: ReportFlags, dataset: Dataset): AlertRule {
  const method = flags.method === undefined ? undefined : oneOf('--method', flags.method, ALERT_METHODS);
  const rule = alertRuleOf(dataset, method);
  const by = flags.alertBy === undefined ? rule.by : dimensions('--alert-by', flags.alertBy, dataset);
  const direction = oneOf('--direction', flags.direction ?? rule.direction, DIRECTIONS);
  if (rule.method === 'baseline') {
    refuse(flags, ['window', 'threshold'], 'zscore');
    const { fdr: rate } = flags;
    return {
      ...rule,
      by,
      direction,
      falseDiscoveryRate: rate === undefined ? rule.falseDiscoveryRate : discoveryRate(rate),
    };
  }
  refuse(flags, ['fdr'], 'baseline');
  return {
    ...rule,
    by,
    direction,
    windowDays: flags.window === undefined ? rule.windowDays : windowDays(flags.window),
    threshold: flags.threshold === undefined ? rule.threshold : threshold(flags.threshold),
  };
}

const FLAG_NAMES = {
  window: '--window',
  threshold: '--threshold',
  fdr: '--fdr',
};

/** An option of the other method would be passed over in silence. */
function refuse(flags: ReportFlags, names: readonly (keyof typeof FLAG_NAMES)[], method: string): void {
  const given = names.find((name) => flags[name] !== undefined);
  if (given === undefined) return;
  throw new UsageError(`${FLAG_NAMES[given]} belongs to the method ${method}`, {
    hint: `add --method ${method}, or leave ${FLAG_NAMES[given]} out`,
  });
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

function discoveryRate(text: string): number {
  const value = /^0?\.\d+$/.test(text) ? Number(text) : 0;
  if (value > 0 && value <= 0.5) return value;
  throw new UsageError(`--fdr ${JSON.stringify(text)} is not a share above 0 and at most 0.5`, {
    hint: 'e.g. --fdr 0.1: one confirmed alert in ten may be false',
  });
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
