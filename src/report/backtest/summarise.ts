import type { AlertRule } from '../../analysis/alerts/alert-rule.ts';
import type { ReplayedAlert, ReplayedDay } from '../../analysis/backtest/replayed-day.ts';
import { tallyOf, weekdaysOf, weeksOf } from '../../analysis/backtest/tally.ts';
import { eachDay, type BusinessDay } from '../../analysis/calendar.ts';
import type { Dataset } from '../../datasets/definition.ts';
import { rounded } from '../rounded.ts';
import type { Backtest, BacktestAlert } from './backtest-model.ts';
import type { ReplaySpan } from './replay-span.ts';

interface Replayed {
  readonly dataset: Dataset;
  readonly rule: AlertRule;
  readonly span: ReplaySpan;
  readonly partialDays: ReadonlySet<BusinessDay>;
  readonly unwatched: number;
}

/** @param days ascending, those that were judged */
export function summarise(
  { dataset, rule, span: { from, to, movedFrom }, partialDays, unwatched }: Replayed,
  days: readonly ReplayedDay[],
): Backtest {
  const judged = new Set(days.map(({ day }) => day));
  const leftOut = eachDay(from, to).filter((day) => !judged.has(day));
  const named = tallyOf(days.filter(({ holiday }) => holiday !== null));
  const total = tallyOf(days);
  return {
    dataset: dataset.name,
    rule,
    from,
    to,
    ...(movedFrom === undefined ? {} : { movedFrom }),
    ...(unwatched === 0 ? {} : { unwatched }),
    leftOut: {
      missing: leftOut.filter((day) => !partialDays.has(day)),
      partial: leftOut.filter((day) => partialDays.has(day)),
    },
    total: {
      ...total,
      alertsPerWeek: total.alertsPerWeek === null ? null : rounded(total.alertsPerWeek),
      incidentsPerWeek: total.incidentsPerWeek === null ? null : rounded(total.incidentsPerWeek),
    },
    holidays: { days: named.days, alerts: named.alerts },
    weekdays: weekdaysOf(days),
    weeks: weeksOf(days),
    alerts: days.flatMap((day) => day.alerts.map((alert) => toldOf(day, alert))),
  };
}

function toldOf({ day, holiday }: ReplayedDay, alert: ReplayedAlert): BacktestAlert {
  const { value, expected } = alert;
  return {
    day,
    holiday,
    ...alert,
    value: rounded(value, 12),
    expected: rounded(expected),
    offBy: expected === 0 ? null : rounded((value - expected) / Math.abs(expected)),
  };
}
