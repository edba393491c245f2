/** The options by which alerts are judged, of a report and of a replay. */
import type { Command } from 'commander';
import { alertRuleOf, type AlertRule } from '../analysis/alerts/alert-rule.ts';
import { ALERT_METHODS, type AlertDirection, type Dataset } from '../datasets/definition.ts';
import { UsageError } from '../errors.ts';
import { oneOf } from './option-values.ts';

export interface AlertFlags {
  readonly method?: string;
  readonly alertBy?: string;
  readonly fdr?: string;
  readonly window?: string;
  readonly threshold?: string;
  readonly direction?: string;
}

const DIRECTIONS: readonly AlertDirection[] = ['down', 'up', 'both'];

export function addAlertOptions(command: Command): Command {
  return command
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
    .option('--direction <direction>', 'alert on: down, up or both (default: that of the dataset)');
}

/** @throws UsageError naming option, value and rule */
export function parseAlertRule(flags: AlertFlags, dataset: Dataset): AlertRule {
  const method = flags.method === undefined ? undefined : oneOf('--method', flags.method, ALERT_METHODS);
  const rule = alertRuleOf(dataset, method);
  const by = flags.alertBy === undefined ? rule.by : dimensionsOf('--alert-by', flags.alertBy, dataset);
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
function refuse(flags: AlertFlags, names: readonly (keyof typeof FLAG_NAMES)[], method: string): void {
  const given = names.find((name) => flags[name] !== undefined);
  if (given === undefined) return;
  throw new UsageError(`${FLAG_NAMES[given]} belongs to the method ${method}`, {
    hint: `add --method ${method}, or leave ${FLAG_NAMES[given]} out`,
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

/** @throws UsageError for a name that is no dimension, or is there twice */
export function dimensionsOf(option: string, list: string, dataset: Dataset): string[] {
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
