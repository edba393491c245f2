import type { Context } from '../context.ts';
import { dataTestName, dataTestRule } from '../datasets/data-test.ts';
import type { Dashboard } from '../datasets/dashboard.ts';
import { dataTestsOf } from '../datasets/data-tests-of.ts';
import { keyOf } from '../datasets/key.ts';
import type { Column, Dataset } from '../datasets/definition.ts';
import { formulaInWords } from '../dictionary/metric-formula.ts';
import { formatFilter } from '../project/filter-language.ts';
import { visibleText } from '../render/visible-text.ts';
import { readDashboards } from './project-dashboards.ts';
import { sqlType } from '../schema/sql-type.ts';

/** @throws UsageError when there is no such dataset, ConfigError when its definition is wrong */
export async function runDatasetShow(name: string, json: boolean, context: Context): Promise<void> {
  const dataset = await context.project.dataset(name);
  const { stdout } = context.io;
  if (json) stdout.write(`${JSON.stringify(dataset, null, 2)}\n`);
  else stdout.write(`${linesOf(dataset, await readDashboards(context, dataset), context).join('\n')}\n`);
}

function linesOf(dataset: Dataset, dashboards: readonly Dashboard[], { config }: Context): string[] {
  const { table, dimensions, metrics, filter, report, alerts } = dataset;
  const { locale } = config;
  const key = keyOf(dataset);
  return [
    visibleText(`${dataset.name}: ${dataset.title[locale]}`),
    '',
    ...aligned([
      [
        table.kind === 'view' ? 'view' : 'table',
        `${table.schema}.${table.name}${table.create === true ? ', created by kpi where it is missing' : ''}`,
      ],
      [
        'grain',
        key === null ? 'no key: a file is the whole truth about its days' : `one row per ${key.join(', ')}`,
      ],
      ['time', dataset.timeColumn],
      ['filter', filter.map(formatFilter).join(' and ') || 'none'],
      ['report', `${report.mainMetric}; by ${report.by.map((by) => by.join(' × ')).join(', ') || 'nothing'}`],
      ['alerts', `${alerts.metrics.join(', ')}; by ${alerts.by.join(', ') || 'nothing'}`],
    ]),
    ...section(
      'columns',
      Object.entries(dataset.columns).map(([name, column]) => [name, columnText(name, column, dataset)]),
    ),
    ...section(
      'dimensions',
      Object.entries(dimensions).map(([name, { label, parent, values }]) => {
        const above = parent === undefined ? '' : `, in ${parent}`;
        return [name, `${label[locale]}${above}${values === undefined ? '' : `: ${values.join(', ')}`}`];
      }),
    ),
    ...section(
      'metrics',
      Object.entries(metrics).map(([name, metric]) => [
        name,
        `${formulaInWords(metric, dataset)} (${metric.unit})`,
      ]),
    ),
    ...section(
      'tests',
      dataTestsOf(dataset).map((test) => [
        dataTestName(test),
        `${dataTestRule(test)} (${test.severity ?? 'warn'})`,
      ]),
    ),
    ...section(
      'dashboards',
      dashboards.map(({ name, title, cards }) => [
        name,
        `${title[locale]}, ${Object.keys(cards).length} cards (kpi dashboard show ${name})`,
      ]),
    ),
  ];
}

function columnText(name: string, column: Column, { measures }: Dataset): string {
  return [
    sqlType(column),
    ...(column.nullable === true ? ['nullable'] : []),
    ...(measures.includes(name) ? ['measure'] : []),
    ...(column.aliases === undefined ? [] : [`in files also ${column.aliases.join(', ')}`]),
  ].join(', ');
}

function section(title: string, rows: readonly (readonly [string, string])[]): string[] {
  return rows.length === 0 ? [] : ['', title, ...aligned(rows).map((line) => `  ${line}`)];
}

function aligned(rows: readonly (readonly [string, string])[]): string[] {
  const names = rows.map(([name]) => visibleText(name));
  const width = Math.max(...names.map((name) => name.length));
  return rows.map(([, text], index) => `${(names[index] ?? '').padEnd(width)}  ${visibleText(text)}`);
}
