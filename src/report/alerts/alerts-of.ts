import { detectAlerts } from '../../analysis/alert.ts';
import type { Dataset } from '../../datasets/definition.ts';
import type { AlertSection } from '../alert-model.ts';
import type { ReportFacts, ReportRequest } from '../facts.ts';
import { baselineFindings } from './baseline-section.ts';
import type { JudgedHistory } from './judged-history.ts';

/** The alerts of the day by the rule of the request. */
export function alertsOf(
  dataset: Dataset,
  { alertRule: rule, locale }: ReportRequest,
  { day, alertHistory, annotations }: ReportFacts,
  history: JudgedHistory,
): AlertSection {
  const labels = rule.by.map((name) => dataset.dimensions[name]?.label[locale] ?? name);
  return rule.method === 'zscore'
    ? { method: 'zscore', rule, labels, ...detectAlerts(rule, day, alertHistory) }
    : { method: 'baseline', rule, labels, ...baselineFindings(dataset, rule, history, annotations, day) };
}
