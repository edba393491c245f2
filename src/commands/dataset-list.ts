import type { Context } from '../context.ts';
import { dataTestsOf } from '../datasets/data-tests-of.ts';
import { layOutTable } from '../render/terminal/text-table.ts';
import { createPaint } from '../render/terminal/paint.ts';
import { visibleText } from '../render/visible-text.ts';
import { readDefinitions, type Definition } from './dataset-definitions.ts';

/** Definitions only: no database is asked. */
export async function runDatasetList(json: boolean, context: Context): Promise<void> {
  const { stdout } = context.io;
  const entries = (await readDefinitions(context)).map(entryOf);
  if (json) {
    stdout.write(`${JSON.stringify(entries, null, 2)}\n`);
    return;
  }
  const rows = entries.map(({ name, table, time, metrics, source, errors }) => {
    const valid = errors === 0 ? 'ok' : `${errors} error${errors === 1 ? '' : 's'}`;
    return [name, table ?? '—', time ?? '—', metrics === null ? '—' : String(metrics), source, valid];
  });
  const headers = ['dataset', 'table', 'time', 'metrics', 'source', 'definition'];
  const lines = layOutTable(
    {
      columns: headers.map((header, index) => ({ header, align: index === 3 ? 'right' : 'left' })),
      rows: rows.map((row) => row.map((text) => ({ text: visibleText(text) }))),
    },
    stdout.columns,
    createPaint(stdout.colour),
  );
  stdout.write(`${lines.map((line) => line.trimEnd()).join('\n')}\n`);
  if (entries.some(({ errors }) => errors > 0))
    context.io.stderr.write('see the errors: kpi dataset check\n');
}

function entryOf({ name, source, dataset, errors }: Definition) {
  return {
    name,
    kind: dataset === undefined ? null : (dataset.table.kind ?? 'table'),
    table: dataset === undefined ? null : `${dataset.table.schema}.${dataset.table.name}`,
    time: dataset?.timeColumn ?? null,
    metrics: dataset === undefined ? null : Object.keys(dataset.metrics).length,
    tests: dataset === undefined ? null : dataTestsOf(dataset).length,
    source,
    errors: errors.length,
  };
}
