/** Month end, next days and next weeks, a table each. */
import type { Report } from '../../report/model.ts';
import { outlookBlocks, type ForecastBlock, type OutlookBlocks } from '../outlook-blocks.ts';
import type { Phrases } from '../phrases.ts';
import { escapeMarkdown as escape } from './escape-markdown.ts';
import { markdownTable, type MarkdownColumn } from './markdown-table.ts';

export function outlookMarkdown(report: Report, phrases: Phrases): string[] {
  if (report.outlook === undefined) return [];
  const blocks = outlookBlocks(report.outlook, report, phrases);
  return [
    `## ${escape(blocks.title)}`,
    ...(blocks.months.length === 0 ? [] : [monthTable(blocks, phrases)]),
    ...[blocks.days, blocks.weeks].flatMap((block) => (block === null ? [] : forecastTable(block, phrases))),
    ...(blocks.notes.length === 0 ? [] : [blocks.notes.map((note) => `- ${escape(note)}`).join('\n')]),
  ];
}

function monthTable({ months, hasTargets }: OutlookBlocks, { words }: Phrases): string {
  const columns: MarkdownColumn[] = [
    { header: words.metric, align: 'left' },
    ...[words.monthToDate, words.monthEnd, words.interval].map(right),
    ...(hasTargets ? [words.target, words.ofTarget].map(right) : []),
  ];
  const rows = months.map(({ label, segment, toDate, projected, interval, target, percent }) => [
    escape(segment === null ? label : `${label} · ${segment}`),
    toDate,
    projected,
    interval,
    ...(hasTargets ? [target, percent] : []),
  ]);
  return markdownTable(columns, rows);
}

function forecastTable({ title, rows }: ForecastBlock, { words }: Phrases): string[] {
  const columns: MarkdownColumn[] = [
    { header: words.day, align: 'left' },
    ...[words.forecast, words.interval].map(right),
  ];
  const cells = rows.map(({ label, name, value, interval }) => [
    escape(name === '' ? label : `${label} · ${name}`),
    value,
    interval,
  ]);
  return [`### ${escape(title)}`, markdownTable(columns, cells)];
}

function right(header: string): MarkdownColumn {
  return { header, align: 'right' };
}
