/** Per comparison: its factors, and the segments of the dimension that explains best. */
import { wrap } from '../text-width.ts';
import type { WhySection } from '../../report/model.ts';
import { whyBlocks, whyTitle, type WhyBlock, type WhyRow } from '../why-blocks.ts';
import { whyNotes } from '../why-sentences.ts';
import { layOutFitting, type Page } from './page.ts';
import { styleOf, type Style } from './paint.ts';
import type { Cell, Column, TextTable } from './text-table.ts';

const BAR_WIDTH = 20;
const SHORTEST_LABEL = 20;

export function whyLines(page: Page): string[] {
  const { report, phrases, paint, width } = page;
  const { why } = report;
  if (why === undefined) return [];
  const withBars = textTable(page, why);
  const notes = whyNotes(why, phrases).flatMap((note) => wrap(note, width));
  return [
    ...layOutFitting(page, [withBars, withoutBars(withBars)]),
    ...notes.map((line) => paint('dim', line)),
  ];
}

const COLUMNS: readonly Column[] = [
  { header: '', align: 'left', elastic: SHORTEST_LABEL },
  { header: '', align: 'right' },
  { header: '', align: 'right' },
  { header: '', align: 'left' },
];

function textTable(page: Page, why: WhySection): TextTable {
  const { report, phrases } = page;
  const head: Cell[] = [
    { text: whyTitle(why, phrases), style: 'bold' },
    { text: phrases.words.contribution, style: 'dim' },
    { text: phrases.words.share, style: 'dim' },
  ];
  const blocks = whyBlocks(report, why, phrases);
  return { columns: COLUMNS, rows: [head, ...blocks.flatMap((block) => blockRows(page, block))] };
}

function withoutBars({ columns, rows }: TextTable): TextTable {
  return { columns: columns.slice(0, -1), rows: rows.map((row) => row.slice(0, columns.length - 1)) };
}

function blockRows({ width }: Page, block: WhyBlock): Cell[][] {
  const style = styleOf(block.tone);
  const line = ({ label, amount, share, part, tone }: WhyRow, indent: string): Cell[] => [
    { text: indent + label },
    { text: amount, style: styleOf(tone) },
    { text: share },
    { text: '▇'.repeat(Math.round(part * BAR_WIDTH)), style: 'dim' },
  ];
  const note = (text: string, style: Style, mark = ' '): Cell[][] =>
    wrap(text, width - 2).map((part, index): Cell[] => [
      { text: `${index === 0 ? mark : ' '} ${part}`, style, span: COLUMNS.length },
    ]);
  return [
    [
      { text: `${block.kind}  ${block.day}`, style: 'bold' },
      { text: block.delta, style },
      { text: block.change, style },
    ],
    ...block.groups.flatMap(({ kind, title, rows }) =>
      // Factors have names of their own: whose values they are needs no saying.
      kind === 'factors'
        ? rows.map((row) => line(row, '  '))
        : [[{ text: `  ${title}`, style: 'dim' } as const], ...rows.map((row) => line(row, '    '))],
    ),
    ...block.notes.flatMap((text) => note(text, 'dim')),
    ...block.warnings.flatMap((text) => note(text, 'yellow', '!')),
  ];
}
