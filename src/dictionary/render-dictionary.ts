/** The data dictionary of a dataset: everything its definition says, in Markdown. The same definition, the same bytes. */
import { dataTestName, dataTestRule } from '../datasets/data-test.ts';
import { dataTestsOf } from '../datasets/data-tests-of.ts';
import type { Column, Dataset, Locale } from '../datasets/definition.ts';
import { keyOf } from '../datasets/key.ts';
import { formatFilter } from '../project/filter-language.ts';
import { escapeMarkdown as escape } from '../render/markdown/escape-markdown.ts';
import { markdownTable } from '../render/markdown/markdown-table.ts';
import { cardColumns, type Dashboard } from '../datasets/dashboard.ts';
import { codeSpan } from './code-span.ts';
import { lineageOf, type ViewScript } from './lineage.ts';
import { addsUp, formulaInSql, formulaInWords } from './metric-formula.ts';

const NONE = '—';

export interface DictionaryOptions {
  /** Of titles, labels and descriptions. */
  readonly locale: Locale;
  /** In the order in which they are made. */
  readonly views: readonly ViewScript[];
  /** Those over this dataset. */
  readonly dashboards: readonly Dashboard[];
}

export function renderDictionary(dataset: Dataset, options: DictionaryOptions): string {
  const { locale, views } = options;
  const blocks = [
    `# ${escape(dataset.title[locale])}`,
    ...overview(dataset),
    ...columns(dataset),
    ...dimensions(dataset, locale),
    ...metrics(dataset, locale),
    ...filter(dataset),
    ...tests(dataset),
    ...dashboards(options),
    ...lineage(dataset, views),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function overview(dataset: Dataset): string[] {
  const { table, timeColumn, timeZone, columns: all, input } = dataset;
  const key = keyOf(dataset);
  const grain =
    key === null
      ? 'rows have no key; a file is the whole truth about every day that it holds'
      : `one row per ${list(key)}`;
  const bucketed = all[timeColumn]?.type === 'timestamptz';
  return [
    [
      `- **Dataset:** ${codeSpan(dataset.name)}`,
      `- **${table.kind === 'view' ? 'View' : 'Table'}:** ${codeSpan(`${table.schema}.${table.name}`)}${table.create === true ? ', created by kpi from this definition' : ''}`,
      `- **Grain:** ${grain}`,
      `- **Time:** ${codeSpan(timeColumn)}${bucketed ? `, a moment, counted to its day in ${escape(timeZone ?? 'UTC')}` : ', a day'}`,
      ...(table.kind === 'view'
        ? []
        : [`- **Files:** CSV, separated by ${codeSpan(delimiter(input?.delimiter))}`]),
    ].join('\n'),
  ];
}

function delimiter(character = ','): string {
  return character === '\t' ? 'tab' : character;
}

function columns(dataset: Dataset): string[] {
  const rows = Object.entries(dataset.columns).map(([name, column]) => [
    codeSpan(name),
    typeOf(column),
    rolesOf(name, dataset).join(', ') || NONE,
    escape(rulesOf(column).join('; ')) || NONE,
    list(column.aliases ?? []),
  ]);
  return ['## Columns', table(['Column', 'Type', 'Role', 'Rules', 'Also in files as'], rows)];
}

function typeOf(column: Column): string {
  return column.type === 'numeric' ? `numeric(${column.precision}, ${column.scale})` : column.type;
}

function rolesOf(name: string, dataset: Dataset): string[] {
  return [
    ...(name === dataset.timeColumn ? ['time'] : []),
    ...(keyOf(dataset)?.includes(name) === true ? ['key'] : []),
    ...(name in dataset.dimensions ? ['dimension'] : []),
    ...(dataset.measures.includes(name) ? ['measure'] : []),
  ];
}

function rulesOf(column: Column): string[] {
  const rules = [column.nullable === true ? 'may be blank' : 'not blank'];
  if ('format' in column) rules.push(`written ${column.format}`);
  if ('maxLength' in column) rules.push(`at most ${column.maxLength} characters`);
  if ('minimum' in column) rules.push(`at least ${column.minimum}`);
  if ('maximum' in column) rules.push(`at most ${column.maximum}`);
  if ('decimal' in column && column.decimal === ',') rules.push('decimal comma');
  if ('thousands' in column && column.thousands) rules.push('thousands may be separated');
  return rules;
}

function dimensions(dataset: Dataset, locale: Locale): string[] {
  const entries = Object.entries(dataset.dimensions);
  if (entries.length === 0) return [];
  const rows = entries.map(([name, { label, values }]) => [
    codeSpan(name),
    escape(label[locale]),
    hierarchy(name, dataset).map(codeSpan).join(' › ') || NONE,
    values === undefined ? 'any' : list(values),
  ]);
  return ['## Dimensions', table(['Dimension', 'Label', 'Contained in', 'Values'], rows)];
}

/** From the nearest to the widest. */
function hierarchy(name: string, { dimensions: all }: Dataset): string[] {
  const above: string[] = [];
  for (
    let parent = all[name]?.parent;
    parent !== undefined && !above.includes(parent);
    parent = all[parent]?.parent
  )
    above.push(parent);
  return above;
}

function metrics(dataset: Dataset, locale: Locale): string[] {
  return [
    '## Metrics',
    ...Object.entries(dataset.metrics).flatMap(([name, metric]) => [
      `### ${escape(metric.label[locale])}`,
      [
        `- **Name:** ${codeSpan(name)}`,
        ...(metric.description[locale] === ''
          ? []
          : [`- **Meaning:** ${escape(metric.description[locale])}`]),
        `- **Formula:** ${escape(formulaInWords(metric, dataset))}`,
        `- **SQL:** ${codeSpan(formulaInSql(name, dataset))}`,
        `- **Adds up:** ${addsUp(metric, dataset)}`,
        `- **Unit:** ${metric.unit}, ${metric.decimals} decimals`,
        `- **Good news:** ${metric.goodDirection}`,
      ].join('\n'),
    ]),
  ];
}

function filter(dataset: Dataset): string[] {
  const conditions = dataset.filter.map((condition) => `- ${codeSpan(formatFilter(condition))}`);
  const text =
    conditions.length === 0
      ? 'None: every row counts.'
      : `Rows count towards metrics where all of this holds; others are loaded and left out:\n\n${conditions.join('\n')}`;
  return ['## Filter', text];
}

function tests(dataset: Dataset): string[] {
  const all = dataTestsOf(dataset);
  if (all.length === 0) return ['## Data tests', 'None.'];
  const rows = all.map((test) => [
    escape(dataTestName(test)),
    escape(dataTestRule(test)),
    test.severity === 'fail' ? 'the load is undone' : 'a warning',
  ]);
  return ['## Data tests', table(['Test', 'Promise', 'When broken'], rows)];
}

function dashboards({ dashboards: all, locale }: DictionaryOptions): string[] {
  if (all.length === 0) return [];
  return [
    '## Dashboards',
    ...all.flatMap((dashboard) => {
      const { name, title, description, filters, defaultDays, dataset, cards } = dashboard;
      const rows = Object.entries(cards).map(([card, definition]) => [
        codeSpan(card),
        escape(definition.title[locale]),
        definition.display,
        codeSpan(`bi.${definition.view}`),
        list(cardColumns(dashboard, definition)),
      ]);
      return [
        `### ${escape(title[locale])}`,
        escape(description[locale]),
        [
          `- **Name:** ${codeSpan(name)}`,
          `- **Filters:** ${list([dataset.timeColumn, ...filters])}; opens with the last ${defaultDays} days`,
        ].join('\n'),
        table(['Card', 'Question', 'Display', 'View', 'Columns'], rows),
      ];
    }),
  ];
}

function lineage(dataset: Dataset, views: readonly ViewScript[]): string[] {
  const rows = lineageOf(dataset, views).map(({ column, headers, metrics: used, report, views: readers }) => [
    list(headers),
    codeSpan(column),
    list(used),
    report.join(', ') || NONE,
    list(readers),
  ]);
  return ['## Lineage', table(['File column', 'Table column', 'Metrics', 'Report', 'Views'], rows)];
}

function list(names: readonly string[]): string {
  return names.map(codeSpan).join(', ') || NONE;
}

function table(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  return markdownTable(
    headers.map((header) => ({ header, align: 'left' })),
    rows,
  );
}
