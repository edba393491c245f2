import type { OutlookKind } from '../analysis/forecast/outlook.ts';
import { compositionOf } from '../datasets/composition.ts';
import type { Dataset } from '../datasets/definition.ts';
import { additivity } from '../datasets/metric-traits.ts';

/** What a metric is over several days. */
export function outlookKindOf(dataset: Dataset, name: string): OutlookKind {
  const metric = dataset.metrics[name];
  if (metric === undefined) return 'level';
  const adds = additivity(metric, dataset);
  if (adds === 'all') return 'sum';
  if (adds === 'dimensions') return 'stock';
  if (compositionOf(dataset, name)?.kind !== 'ratio') return 'level';
  // Of levels, such as a mean per account at the end of a day, there is no ratio of sums over days.
  const parts = metric.kind === 'ratio' ? [metric.numerator, metric.denominator] : [];
  return parts.every((part) => dataset.metrics[part] === undefined || isSum(dataset, part))
    ? 'ratio'
    : 'level';
}

function isSum(dataset: Dataset, name: string): boolean {
  const metric = dataset.metrics[name];
  return metric !== undefined && additivity(metric, dataset) === 'all';
}
