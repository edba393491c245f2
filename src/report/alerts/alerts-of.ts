import { detectAlerts } from '../../analysis/alert.ts';
import type { BusinessDay } from '../../analysis/calendar.ts';
import type { Dataset } from '../../datasets/definition.ts';
import type { AlertSection } from '../alert-model.ts';
import type { ReportFacts, ReportRequest } from '../facts.ts';
import { baselineFindings } from './baseline-section.ts';
import type { JudgedHistory } from './judged-history.ts';

/** The alerts of the day by the rule of the request; none on a partial day. */
export function alertsOf(
  dataset: Dataset,
  { alertRule: rule, locale }: ReportRequest,
  { day, alertHistory, annotations, history: { largest } }: ReportFacts,
  history: JudgedHistory,
  partialDays: ReadonlySet<BusinessDay>,
): AlertSection {
  const labels = rule.by.map((name) => dataset.dimensions[name]?.label[locale] ?? name);
  const muted = partialDays.has(day);
  // What is absent on a partial day is not known, and what is there may be a part of itself.
  const whole = alertHistory.filter((row) => !partialDays.has(row.day));
  const unwatched = largest === undefined || largest.others === 0 ? {} : { unwatched: largest.others };
  return rule.method === 'zscore'
    ? { method: 'zscore', rule, labels, muted, ...unwatched, ...detectAlerts(rule, day, whole) }
    : {
        method: 'baseline',
        rule,
        labels,
        muted,
        ...unwatched,
        ...baselineFindings(dataset, rule, history, annotations, day),
      };
}
