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
    ...layOutFitting(page, layoutsOf(months, blocks)),
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
    rows: months.map(({ label, segment, toDate, projected, interval, target, percent }): Cell[] => [
      { text: segment === null ? `  ${label}` : `    ${segment}` },
      { text: toDate },
      { text: projected, style: 'bold' },
      { text: interval },
      { text: target },
      { text: percent },
    ]),
  };
}

/** The widest first. Where notes tell of targets, intervals go before them; of segments only the table tells. */
function layoutsOf(
  table: TextTable,
  { hasTargets, months }: OutlookBlocks,
): readonly [TextTable, ...TextTable[]] {
  const plain = columnsOf(table, [0, 1, 2, 3]);
  if (!hasTargets) return [plain];
  const hasSegments = months.some(({ segment }) => segment !== null);
  return [table, hasSegments ? columnsOf(table, [0, 1, 2, 5]) : plain];
}

function columnsOf({ columns, rows }: TextTable, places: readonly number[]): TextTable {
  const kept = <T>(items: readonly T[]) => items.filter((_, place) => places.includes(place));
  return { columns: kept(columns), rows: rows.map(kept) };
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
