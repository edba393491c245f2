import type { AlertRule } from '../../analysis/alerts/alert-rule.ts';
import { groupsOf } from '../../analysis/backtest/groups.ts';
import { INJECTIONS } from '../../analysis/backtest/injections.ts';
import { BASELINE, classicRule } from '../../analysis/backtest/methods.ts';
import { recallsOf, WARM_UP, type Recall } from '../../analysis/backtest/recall.ts';
import { FALSE_SHARES } from '../../analysis/backtest/thresholds.ts';
import type { BusinessDay } from '../../analysis/calendar.ts';
import { dayAt, indexOf } from '../../analysis/signal/series.ts';
import type { JudgedHistory } from '../alerts/judged-history.ts';
import { rounded } from '../rounded.ts';
import type { InjectedAnomalies, MethodRecall } from './backtest-model.ts';

/** What of injected anomalies the chosen method catches, and the other one beside it. */
export function injectAnomalies(
  history: JudgedHistory,
  rule: AlertRule,
  windowDays: number,
  from: BusinessDay,
): InjectedAnomalies {
  const first = Math.max(WARM_UP, indexOf(history.timeline, from));
  const groups = groupsOf(history.series, rule.metrics);
  const methods = (
    [
      ['baseline', BASELINE],
      ['zscore', classicRule(windowDays)],
    ] as const
  ).toSorted(([name]) => (name === rule.method ? -1 : 1));
  const recalls = methods.map(([name, method]) => ({
    name,
    groups: recallsOf(method, { history, groups, first }),
  }));
  return {
    from: dayAt(history.timeline, first),
    groups: groups.map(({ metric, level }, group) => ({
      metric,
      level,
      methods: recalls.flatMap(({ name, groups }) => {
        const recall = groups[group];
        return recall === undefined ? [] : [toldOf(name, recall)];
      }),
    })),
  };
}

function toldOf(method: MethodRecall['method'], { untouched, thresholds, caught }: Recall): MethodRecall {
  return {
    method,
    untouched,
    thresholds: FALSE_SHARES.map((share, at) => ({
      falsePer100: 100 * share,
      score: orNull(thresholds[at] ?? NaN),
    })),
    caught: INJECTIONS.map(({ id }, at) => ({
      injection: id,
      trials: caught[at]?.trials ?? 0,
      caught: caught[at]?.shares.map(orNull) ?? [],
    })),
  };
}

/** JSON knows neither NaN nor infinity. */
function orNull(value: number): number | null {
  return Number.isFinite(value) ? rounded(value) : null;
}
