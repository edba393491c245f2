import type { Dataset } from '../datasets/definition.ts';
import { columnsOf } from './metric-formula.ts';

/** The SQL file of a view. */
export interface ViewScript {
  /** `bi.daily_metrics` */
  readonly name: string;
  readonly text: string;
}

/** The way of one column from the file to what people see. */
export interface LineageLine {
  readonly column: string;
  /** Headers of files that are read into it. */
  readonly headers: readonly string[];
  readonly metrics: readonly string[];
  readonly report: readonly string[];
  readonly views: readonly string[];
}

export function lineageOf(dataset: Dataset, views: readonly ViewScript[]): LineageLine[] {
  const { dimensions, table, report, alerts } = dataset;
  const fact = `${table.schema}.${table.name}`;
  const isFromFile = table.kind !== 'view';
  return Object.entries(dataset.columns).map(([column, { aliases = [] }]) => {
    const metrics = Object.keys(dataset.metrics).filter((name) => columnsOf(name, dataset).includes(column));
    const shown = [
      ...(column === dataset.timeColumn ? ['day'] : []),
      ...(metrics.length > 0 ? ['headline'] : []),
      ...(metrics.includes(report.mainMetric) ? ['trend'] : []),
      ...(report.by.some((by) => by.includes(column)) ? ['breakdown'] : []),
      ...(column in dimensions && !report.by.some((by) => by.includes(column))
        ? ['breakdown with --by']
        : []),
      ...(alerts.by.includes(column) || metrics.some((name) => alerts.metrics.includes(name))
        ? ['alerts']
        : []),
    ];
    return {
      column,
      headers: isFromFile ? [column, ...aliases] : [],
      metrics,
      report: shown,
      views: readers(fact, column, views),
    };
  });
}

/** Views that name table and column, and views that stand on one of those. Found by name, in the order given. */
function readers(fact: string, column: string, views: readonly ViewScript[]): string[] {
  const found = new Set<string>();
  for (const { name, text } of views) {
    const direct = mentions(text, fact) && mentions(text, column);
    const through = [...found].some((view) => mentions(text, view));
    if (direct || through) found.add(name);
  }
  return [...found];
}

function mentions(text: string, name: string): boolean {
  const plain = text.replaceAll(/--.*$/gm, '').replaceAll('"', '');
  const at = name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}_.])${at}(?![\\p{L}\\p{N}_])`, 'iu').test(plain);
}
