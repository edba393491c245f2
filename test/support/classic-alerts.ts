import type { Report, ZScoreSection } from '../../src/report/model.ts';

/** The alerts of a report that was asked for the classic rule. */
export function classicAlerts({ alerts }: Pick<Report, 'alerts'>): ZScoreSection {
  if (alerts.method !== 'zscore') throw new Error(`the alerts are those of the method ${alerts.method}`);
  return alerts;
}
