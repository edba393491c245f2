import type { Column, Dataset } from '../../src/datasets/definition.ts';

const label = { 'pt-BR': 'X', 'en-US': 'X' };

/** A dataset of the given columns, for what asks only about columns: the first one is the day. */
export function datasetOf(columns: Readonly<Record<string, Column>>): Dataset {
  const [timeColumn = 'day', ...rest] = Object.keys(columns);
  const isMeasure = (name: string) => columns[name]?.type === 'numeric';
  return {
    name: 'sample',
    title: label,
    table: { schema: 'public', name: 'sample' },
    timeColumn,
    columns,
    dimensions: Object.fromEntries(rest.filter((name) => !isMeasure(name)).map((name) => [name, { label }])),
    measures: rest.filter(isMeasure),
    metrics: {},
    filter: [],
    report: { mainMetric: '', by: [] },
    alerts: { metrics: [], by: [], windowDays: 28, threshold: 2, direction: 'both' },
  };
}
