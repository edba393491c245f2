/** Month to date and month end of every metric; next days and weeks of the main one. */
import { outlookBlocks, type ForecastBlock, type OutlookBlocks } from '../outlook-blocks.ts';
import { wrap } from '../text-width.ts';
import { layOutFitting, sectionTitle, type Page } from './page.ts';
import type { Cell, TextTable } from './text-table.ts';

const SHORTEST_LABEL = 12;

export function outlookLines(page: Page): string[] {
  const { report, phrases, paint, width } = page;
  if (report.outlook === undefined) return [];
  const blocks = outlookBlocks(report.outlook, report, phrases);
  const notes = blocks.notes.flatMap((note) => wrap(note, width)).map((line) => paint('dim', line));
  if (blocks.months.length === 0) return [sectionTitle(page, blocks.title), ...notes];
  const months = monthTable(page, blocks);
  return [
    sectionTitle(page, blocks.title),
    ...layOutFitting(page, blocks.hasTargets ? [months, columnsOf(months, 4)] : [columnsOf(months, 4)]),
    ...[blocks.days, blocks.weeks].flatMap((block) => (block === null ? [] : forecastLines(page, block))),
    ...notes,
  ];
}

function monthTable({ phrases: { words } }: Page, { months }: OutlookBlocks): TextTable {
  const headers = [words.monthToDate, words.monthEnd, words.interval, words.target, words.ofTarget];
  return {
    columns: [
      { header: '', align: 'left', elastic: SHORTEST_LABEL },
      ...headers.map((header) => ({ header, align: 'right' as const })),
    ],
    rows: months.map(({ label, toDate, projected, interval, target, percent }): Cell[] => [
      { text: `  ${label}` },
      { text: toDate },
      { text: projected, style: 'bold' },
      { text: interval },
      { text: target },
      { text: percent },
    ]),
  };
}

function columnsOf({ columns, rows }: TextTable, count: number): TextTable {
  return { columns: columns.slice(0, count), rows: rows.map((row) => row.slice(0, count)) };
}

function forecastLines(page: Page, { title, rows }: ForecastBlock): string[] {
  const { words } = page.phrases;
  return layOutFitting(page, [
    {
      columns: [
        { header: title, align: 'left', elastic: SHORTEST_LABEL },
        { header: words.forecast, align: 'right' },
        { header: words.interval, align: 'right' },
        { header: '', align: 'left' },
      ],
      rows: rows.map(({ label, name, value, interval }): Cell[] => [
        { text: `  ${label}` },
        { text: value, style: 'bold' },
        { text: interval },
        { text: name, style: 'dim' },
      ]),
    },
  ]);
}
