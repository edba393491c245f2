import type { Report } from '../../report/model.ts';
import { alertView, type AlertTable } from '../alert-view.ts';
import type { Phrases } from '../phrases.ts';
import { escapeMarkdown as escape } from './escape-markdown.ts';
import { markdownTable, type MarkdownColumn } from './markdown-table.ts';

export function alertMarkdown(report: Report, phrases: Phrases): string[] {
  const view = alertView(report, phrases);
  return [
    `## ${phrases.words.alerts}`,
    `**${view.title}.** ${view.coverage}`,
    ...view.tables.flatMap((table) => [
      ...(table.title === null ? [] : [`### ${escape(table.title)}`]),
      ...(table.note === null ? [] : [escape(table.note)]),
      tableOf(table, report.alerts.labels, phrases),
    ]),
    ...view.notes.map(escape),
    escape(view.rule),
  ];
}

function tableOf(table: AlertTable, labels: readonly string[], phrases: Phrases): string {
  const { words, format } = phrases;
  const withDetails = table.rows.some(({ details }) => details.length > 0);
  const columns: MarkdownColumn[] = [
    { header: escape(phrases.dimensions(labels)) || words.segment, align: 'left' },
    { header: words.metric, align: 'left' },
    ...[words.value, words.expected, words.offExpected, table.last].map((header): MarkdownColumn => ({
      header,
      align: 'right',
    })),
    ...(withDetails ? [{ header: '', align: 'left' } as const] : []),
  ];
  const rows = table.rows.map((row) => [
    escape(row.segment),
    escape(row.metric.label),
    format.value(row.value, row.metric),
    format.value(row.expected, row.metric),
    row.off,
    row.last,
    ...(withDetails ? [escape(row.details.join('; '))] : []),
  ]);
  return markdownTable(columns, rows);
}
