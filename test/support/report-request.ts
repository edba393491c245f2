import { alertRuleOf } from '../../src/analysis/alerts/alert-rule.ts';
import { DEFAULT_COMPARISONS } from '../../src/analysis/comparison.ts';
import type { BusinessDay } from '../../src/analysis/calendar.ts';
import type { Dataset } from '../../src/datasets/definition.ts';
import type { ReportRequest } from '../../src/report/facts.ts';

/** The request that the dataset's own defaults make, but for the classic rule. */
export function reportRequest(
  dataset: Dataset,
  day: BusinessDay,
  overrides: Partial<ReportRequest> = {},
): ReportRequest {
  return {
    day,
    comparisons: dataset.report.comparisons ?? DEFAULT_COMPARISONS,
    monthLag: dataset.report.monthLag ?? 'calendar',
    by: dataset.report.by,
    alertRule: alertRuleOf(dataset, 'zscore'),
    locale: 'pt-BR',
    currency: 'BRL',
    ...overrides,
  };
}
