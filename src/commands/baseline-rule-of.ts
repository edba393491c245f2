import { alertRuleOf, type BaselineRule } from '../analysis/alerts/alert-rule.ts';
import type { Dataset } from '../datasets/definition.ts';

/** The rule by which incidents are found, also where reports are asked for by another method. */
export function baselineRuleOf(dataset: Dataset): BaselineRule {
  const rule = alertRuleOf(dataset, 'baseline');
  if (rule.method !== 'baseline') throw new Error(`a rule of the method ${rule.method}`);
  return rule;
}
