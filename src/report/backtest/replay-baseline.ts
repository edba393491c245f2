import type { BaselineRule } from '../../analysis/alerts/alert-rule.ts';
import { annotationOf } from '../../analysis/alerts/annotation.ts';
import type { ReplayedDay } from '../../analysis/backtest/replayed-day.ts';
import { addDays, type BusinessDay } from '../../analysis/calendar.ts';
import type { Dataset } from '../../datasets/definition.ts';
import { alertDays } from '../alerts/baseline-section.ts';
import type { LearnedPast } from './learned-past.ts';

/** Days before the first one that are gone through, for incidents that began there: as many as a report does. */
export const LEAD_DAYS = 28;

/** The baseline rule day by day, each with what was known then; days that did not arrive whole are not among them. */
export function replayBaseline(
  dataset: Dataset,
  rule: BaselineRule,
  { history, annotations }: LearnedPast,
  { from, to }: { readonly from: BusinessDay; readonly to: BusinessDay },
): ReplayedDay[] {
  return alertDays(dataset, rule, history, addDays(from, -LEAD_DAYS), to)
    .filter(({ day }) => day >= from)
    .map(({ day, alerts, incidents }) => ({
      day,
      holiday: history.calendar(day).holiday?.name ?? null,
      evaluated: alerts.evaluated,
      alerts: incidents.alerts.map(({ alert: { deviation }, incident }) => ({
        metric: deviation.series.metric,
        segment: deviation.series.segment,
        direction: deviation.direction,
        value: deviation.judgement.value,
        expected: deviation.judgement.expected,
        incident: incident.id,
        said: annotationOf(incident, annotations)?.kind ?? null,
      })),
    }));
}
