import type { Dataset } from './definition.ts';
import { additivity } from './metric-traits.ts';

/** How a metric over many rows of a view follows from the columns of that view. */
export type RollUp =
  | { readonly kind: 'sum'; readonly column: string }
  | { readonly kind: 'ratio'; readonly numerator: RollUp; readonly denominator: RollUp };

/**
 * @param columns of the view, metrics under their own names
 * @param overDays rows of different days are put together
 * @returns undefined where the columns do not tell it: then it takes a view at the grain that is asked for
 */
export function rollUpOf(
  dataset: Dataset,
  columns: readonly string[],
  name: string,
  overDays: boolean,
): RollUp | undefined {
  const metric = dataset.metrics[name];
  if (metric === undefined) return undefined;
  const adds = additivity(metric, dataset);
  if (columns.includes(name) && (adds === 'all' || (adds === 'dimensions' && !overDays)))
    return { kind: 'sum', column: name };
  // Never a mean of ratios: it is taken apart, and its parts are looked for in the view.
  if (metric.kind !== 'ratio') return undefined;
  const part = (measureOrMetric: string) =>
    rollUpOf(dataset, columns, metricOf(dataset, columns, measureOrMetric), overDays);
  const [numerator, denominator] = [part(metric.numerator), part(metric.denominator)];
  if (numerator === undefined || denominator === undefined) return undefined;
  return { kind: 'ratio', numerator, denominator };
}

/** A view has no measures: the metric that is the plain sum of one stands for it. */
function metricOf({ metrics }: Dataset, columns: readonly string[], part: string): string {
  if (part in metrics) return part;
  const sums = Object.entries(metrics).filter(
    ([name, metric]) => columns.includes(name) && 'measure' in metric && metric.measure === part,
  );
  return sums[0]?.[0] ?? part;
}
