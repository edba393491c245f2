import type { Dataset } from '../../datasets/definition.ts';
import type { ZScoreRule } from '../alert.ts';
import { DEFAULT_POLICY, type AlertPolicy } from './policy.ts';

export interface BaselineRule extends Omit<AlertPolicy, 'proportions'> {
  readonly method: 'baseline';
  readonly by: readonly string[];
}

/** What is watched, and what of it is an alert. */
export type AlertRule = BaselineRule | ZScoreRule;

const CLASSIC = { windowDays: 28, threshold: 2 };

/** The rule of a dataset, with its defaults filled in. */
export function alertRuleOf({ alerts }: Dataset, method = alerts.method ?? 'baseline'): AlertRule {
  const { metrics, by, direction } = alerts;
  if (method === 'zscore') {
    const { windowDays = CLASSIC.windowDays, threshold = CLASSIC.threshold } = alerts;
    return { method, metrics, by, windowDays, threshold, direction: direction ?? 'down' };
  }
  const {
    falseDiscoveryRate = DEFAULT_POLICY.falseDiscoveryRate,
    minimumChange = DEFAULT_POLICY.minimumChange,
    minimumImpact = DEFAULT_POLICY.minimumImpact,
  } = alerts;
  return {
    method,
    metrics,
    by,
    direction: direction ?? 'both',
    falseDiscoveryRate,
    minimumChange,
    minimumImpact,
  };
}
