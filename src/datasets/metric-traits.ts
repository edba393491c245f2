/** What follows from a metric's kind. */
import type { Dataset, Metric } from './definition.ts';

/** Over what a metric's values may be added up: everything, dimensions but not days, or nothing. */
export type Additivity = 'all' | 'dimensions' | 'none';

export function additivity(metric: Metric, dataset: Dataset): Additivity {
  switch (metric.kind) {
    case 'sum':
    case 'count':
      return 'all';
    case 'stock':
      return 'dimensions';
    case 'difference': {
      const parts = [metric.minuend, metric.subtrahend].map((name) => additivityOf(name, dataset));
      if (parts.includes('none')) return 'none';
      return parts.includes('dimensions') ? 'dimensions' : 'all';
    }
    case 'avg':
    case 'count_distinct':
    case 'percentile':
    case 'ratio':
    case 'weighted_mean':
      return 'none';
  }
}

/** True where nothing at all means 0 and not "unknown": a sum of no rows is 0, a mean of no rows is not. */
export function isZeroWithoutRows(metric: Metric, dataset: Dataset): boolean {
  return metric.kind === 'count_distinct' || additivity(metric, dataset) !== 'none';
}

function additivityOf(name: string, dataset: Dataset): Additivity {
  const metric = dataset.metrics[name];
  // Not a metric: a measure, which is additive by definition.
  return metric === undefined ? 'all' : additivity(metric, dataset);
}
