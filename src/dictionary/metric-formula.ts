/** A metric's formula, once for people and once as the SQL that is really run. */
import type { Dataset, Metric } from '../datasets/definition.ts';
import { additivity, type Additivity } from '../datasets/metric-traits.ts';
import { inlineText } from '../db/sql.ts';
import { metricExpression } from '../query/expressions.ts';

export function formulaInWords(metric: Metric, dataset: Dataset): string {
  const part = (name: string) => (name in dataset.metrics ? name : `sum of ${name}`);
  switch (metric.kind) {
    case 'sum':
      return `sum of ${metric.measure}`;
    case 'stock':
      return `sum of ${metric.measure}, a level at the end of the day`;
    case 'count':
      return metric.column === undefined
        ? 'number of rows'
        : `number of rows with a value in ${metric.column}`;
    case 'count_distinct':
      return `number of different values of ${metric.column}`;
    case 'avg':
      return `mean of ${metric.column}: its sum ÷ the number of its values`;
    case 'ratio':
      return `${part(metric.numerator)} ÷ ${part(metric.denominator)}, missing over 0`;
    case 'difference':
      return `${part(metric.minuend)} − ${part(metric.subtrahend)}`;
    case 'weighted_mean':
      return `mean of ${metric.value}, weighted with ${metric.weight}`;
    case 'percentile':
      return `value of ${metric.column} below which ${metric.fraction * 100} % of the rows lie, interpolated`;
  }
}

export function formulaInSql(name: string, dataset: Dataset): string {
  return inlineText(metricExpression(dataset, name));
}

const ADDS_UP: Readonly<Record<Additivity, string>> = {
  all: 'over days and dimensions',
  dimensions: 'over dimensions, not over days',
  none: 'not at all: computed from the rows at each grouping',
};

export function addsUp(metric: Metric, dataset: Dataset): string {
  return ADDS_UP[additivity(metric, dataset)];
}

/** Columns of the table that a metric is computed from, also through other metrics. */
export function columnsOf(name: string, dataset: Dataset): readonly string[] {
  const metric = dataset.metrics[name];
  if (metric === undefined) return [name];
  const parts = (...names: readonly string[]) => [
    ...new Set(names.flatMap((part) => columnsOf(part, dataset))),
  ];
  switch (metric.kind) {
    case 'sum':
    case 'stock':
      return [metric.measure];
    case 'count':
      return metric.column === undefined ? [] : [metric.column];
    case 'count_distinct':
    case 'avg':
    case 'percentile':
      return [metric.column];
    case 'weighted_mean':
      return [metric.value, metric.weight];
    case 'ratio':
      return parts(metric.numerator, metric.denominator);
    case 'difference':
      return parts(metric.minuend, metric.subtrahend);
  }
}
