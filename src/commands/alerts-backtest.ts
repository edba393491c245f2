import { addDays } from '../analysis/calendar.ts';
import type { Context } from '../context.ts';
import { UsageError } from '../errors.ts';
import { createBacktest } from '../report/backtest/create-backtest.ts';
import { parseAlertRule } from './alert-options.ts';
import { backtestText } from './alerts-backtest-text.ts';
import type { BacktestFlags } from './alerts-flags.ts';
import { dayOf } from './option-values.ts';
import { todayOf } from './today-of.ts';

export async function runAlertsBacktest(flags: BacktestFlags, context: Context): Promise<void> {
  const dataset = await context.project.dataset(flags.dataset);
  const from = flags.from === undefined ? undefined : dayOf('--from', flags.from);
  const to = flags.to === undefined ? addDays(await todayOf(dataset, context), -1) : dayOf('--to', flags.to);
  if (from !== undefined && to < from) throw new UsageError(`--to ${to} is before --from ${from}`);
  const rule = parseAlertRule(flags, dataset);
  const { locale } = context.config;
  const inject = flags.inject === true;
  const backtest = await context.useDatabase(
    (db) => createBacktest(db, dataset, { rule, from, to, inject, locale }),
    { quiet: true },
  );
  const { stdout } = context.io;
  stdout.write(
    flags.json === true ? `${JSON.stringify(backtest, null, 2)}\n` : backtestText(backtest, dataset, context),
  );
}
