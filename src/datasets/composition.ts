/** How a metric of the whole follows from quantities that add up over the values of a dimension. */
import type { Dataset, Metric } from './definition.ts';
import { additivity } from './metric-traits.ts';

export type Composition =
  | { readonly kind: 'sum' }
  /** Of two quantities that add up. */
  | { readonly kind: 'ratio' }
  /** A sum that is also volume × rate, because a ratio metric divides it by a quantity that adds up. */
  | {
      readonly kind: 'product';
      /** The metric that is the rate. */
      readonly rate: string;
      /** The metric that is the volume; null where the ratio names a measure that no metric is the sum of. */
      readonly volume: string | null;
    };

/** Undefined for what cannot be put together from its parts: percentiles, different values, and what is made of them. */
export function compositionOf(dataset: Dataset, name: string): Composition | undefined {
  const metric = dataset.metrics[name];
  if (metric === undefined) return undefined;
  if (isRatioOfSums(dataset, metric)) return { kind: 'ratio' };
  if (additivity(metric, dataset) === 'none') return undefined;
  // The first of the definition: where there are several, its author put the main one first.
  for (const [rate, ratio] of Object.entries(dataset.metrics)) {
    if (ratio.kind !== 'ratio' || !isRatioOfSums(dataset, ratio)) continue;
    if (!isSame(dataset, ratio.numerator, name) || isSame(dataset, ratio.denominator, name)) continue;
    return { kind: 'product', rate, volume: metricNamed(dataset, ratio.denominator) };
  }
  return { kind: 'sum' };
}

function isRatioOfSums(dataset: Dataset, metric: Metric): boolean {
  if (metric.kind === 'avg' || metric.kind === 'weighted_mean') return true;
  return metric.kind === 'ratio' && addsUp(dataset, metric.numerator) && addsUp(dataset, metric.denominator);
}

/** @param part a measure, which adds up by definition, or a metric */
function addsUp(dataset: Dataset, part: string): boolean {
  const metric = dataset.metrics[part];
  return metric === undefined || additivity(metric, dataset) !== 'none';
}

/** Whether two measures or metrics are the same quantity: a metric that is the plain sum of a measure is that measure. */
function isSame(dataset: Dataset, one: string, other: string): boolean {
  return measureOf(dataset, one) === measureOf(dataset, other);
}

function measureOf(dataset: Dataset, part: string): string {
  const metric = dataset.metrics[part];
  return metric?.kind === 'sum' || metric?.kind === 'stock' ? metric.measure : part;
}

function metricNamed(dataset: Dataset, part: string): string | null {
  if (part in dataset.metrics) return part;
  return Object.keys(dataset.metrics).find((name) => isSame(dataset, name, part)) ?? null;
}
