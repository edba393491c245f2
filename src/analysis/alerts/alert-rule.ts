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
export function alertRuleOf(dataset: Dataset, method = dataset.alerts.method ?? 'baseline'): AlertRule {
  return method === 'zscore' ? classicRuleOf(dataset) : baselineRuleOf(dataset);
}

/** The classic rule of a dataset, whatever its method is. */
export function classicRuleOf({ alerts }: Dataset): ZScoreRule {
  const { metrics, by, direction = 'down' } = alerts;
  const { windowDays = CLASSIC.windowDays, threshold = CLASSIC.threshold } = alerts;
  return { method: 'zscore', metrics, by, windowDays, threshold, direction };
}

/** The rule by which incidents are found, also where reports are asked for by another method. */
export function baselineRuleOf({ alerts }: Dataset): BaselineRule {
  const { metrics, by, direction = 'both' } = alerts;
  const {
    falseDiscoveryRate = DEFAULT_POLICY.falseDiscoveryRate,
    minimumChange = DEFAULT_POLICY.minimumChange,
    minimumImpact = DEFAULT_POLICY.minimumImpact,
  } = alerts;
  return { method: 'baseline', metrics, by, direction, falseDiscoveryRate, minimumChange, minimumImpact };
}
