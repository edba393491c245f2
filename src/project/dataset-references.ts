/** Every name that a definition uses must be one that it defines. */
import type * as z from 'zod';
import type { Column, Dataset, Metric } from '../datasets/definition.ts';
import { requireKnown } from './words.ts';

const GROUPABLE: readonly Column['type'][] = ['text', 'integer', 'boolean'];
const NUMBERS: readonly Column['type'][] = ['integer', 'numeric'];
const TIMES: readonly Column['type'][] = ['date', 'timestamptz'];

/** Paths are those of kpi.yaml. */
export function checkReferences(dataset: Dataset, context: z.RefinementCtx): void {
  const ofType = (types: readonly Column['type'][]) =>
    Object.entries(dataset.columns).flatMap(([name, { type }]) => (types.includes(type) ? [name] : []));
  const columns = Object.keys(dataset.columns);
  const dimensions = Object.keys(dataset.dimensions);
  const metrics = Object.keys(dataset.metrics);
  const known = (path: readonly (string | number)[], name: string, names: readonly string[], what: string) =>
    requireKnown(context, path, name, names, what);

  known(['time'], dataset.timeColumn, ofType(TIMES), 'column of type date or timestamptz');
  for (const [name, { parent }] of Object.entries(dataset.dimensions)) {
    known(['dimensions', name], name, ofType(GROUPABLE), 'column of type text, integer or boolean');
    if (parent !== undefined) known(['dimensions', name, 'parent'], parent, dimensions, 'dimension');
  }
  dataset.key?.forEach((name, index) => known(['key', index], name, columns, 'column'));
  dataset.measures.forEach((name, index) =>
    known(['measures', index], name, ofType(NUMBERS), 'column of type integer or numeric'),
  );
  for (const [name, metric] of Object.entries(dataset.metrics)) checkMetric(name, metric);
  for (const name of metrics) {
    if (leadsBack(name, (part) => partsOf(dataset.metrics[part])))
      report(['metrics', name], 'is made of itself');
  }
  for (const name of dimensions) {
    const above = (child: string) => [dataset.dimensions[child]?.parent ?? []].flat();
    if (leadsBack(name, above)) report(['dimensions', name, 'parent'], 'is contained in itself');
  }
  dataset.filter.forEach(({ column }, index) => known(['filter', index], column, columns, 'column'));
  if (metrics.length === 0)
    context.addIssue({ code: 'custom', path: ['metrics'], message: 'needs at least one metric' });
  else known(['report', 'main_metric'], dataset.report.mainMetric, metrics, 'metric');
  dataset.report.by.forEach((by, index) =>
    by.forEach((name) => known(['report', 'by', index], name, dimensions, 'dimension')),
  );
  dataset.alerts.metrics.forEach((name, index) =>
    known(['alerts', 'metrics', index], name, metrics, 'metric'),
  );
  dataset.alerts.by.forEach((name, index) => known(['alerts', 'by', index], name, dimensions, 'dimension'));

  function parts(name: string): string[] {
    return [...dataset.measures, ...metrics.filter((other) => other !== name)];
  }

  function report(path: readonly string[], problem: string): void {
    context.addIssue({ code: 'custom', path: [...path], message: `"${path[1]}" ${problem}` });
  }

  function checkMetric(name: string, metric: Metric): void {
    const check = (word: string, used: string, names: readonly string[], what: string) => {
      known(['metrics', name, word], used, names, what);
    };
    const number = (word: string, used: string) => {
      check(word, used, ofType(NUMBERS), 'column of type integer or numeric');
    };
    switch (metric.kind) {
      case 'sum':
      case 'stock':
        check('measure', metric.measure, dataset.measures, 'measure');
        break;
      case 'count':
      case 'count_distinct':
        if (metric.column !== undefined) check('column', metric.column, columns, 'column');
        break;
      case 'avg':
      case 'percentile':
        number('column', metric.column);
        break;
      case 'weighted_mean':
        number('value', metric.value);
        number('weight', metric.weight);
        break;
      case 'ratio':
        check('numerator', metric.numerator, parts(name), 'measure or metric');
        check('denominator', metric.denominator, parts(name), 'measure or metric');
        break;
      case 'difference':
        check('minuend', metric.minuend, parts(name), 'measure or metric');
        check('subtrahend', metric.subtrahend, parts(name), 'measure or metric');
        if (metric.unit === 'percent') needPercent(name, metric);
        break;
    }
  }

  /** 1,000 less 300 would be 70,000 %. */
  function needPercent(name: string, metric: Extract<Metric, { readonly kind: 'difference' }>): void {
    for (const word of ['minuend', 'subtrahend'] as const) {
      const part = metric[word];
      if (!parts(name).includes(part) || dataset.metrics[part]?.unit === 'percent') continue;
      const message = `"${part}" is not in percent, so the difference is not either`;
      context.addIssue({ code: 'custom', path: ['metrics', name, word], message });
    }
  }
}

/** True when following `next` from a name arrives at it again. */
function leadsBack(name: string, next: (from: string) => readonly string[]): boolean {
  const seen = new Set<string>();
  const open = [...next(name)];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === name) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    open.push(...next(at));
  }
  return false;
}

function partsOf(metric: Metric | undefined): string[] {
  if (metric?.kind === 'ratio') return [metric.numerator, metric.denominator];
  return metric?.kind === 'difference' ? [metric.minuend, metric.subtrahend] : [];
}
