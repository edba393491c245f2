/** Per comparison: its factors, and the segments of the dimension that explains best. */
import { wrap } from '../text-width.ts';
import { whyBlocks, whyNotes, whyTitle, type WhyBlock, type WhyRow } from '../why-blocks.ts';
import { layOutFitting, type Page } from './page.ts';
import { styleOf, type Style } from './paint.ts';
import type { Cell, Column, TextTable } from './text-table.ts';

const BAR_WIDTH = 20;
const SHORTEST_LABEL = 20;

export function whyLines(page: Page): string[] {
  const { report, phrases, paint, width } = page;
  const { why } = report;
  if (why === undefined) return [];
  const title = whyTitle(why, phrases);
  const blocks = whyBlocks(report, why, phrases);
  const notes = whyNotes(why, phrases).flatMap((note) => wrap(note, width));
  return [
    ...layOutFitting(page, [textTable(page, title, blocks, true), textTable(page, title, blocks, false)]),
    ...notes.map((line) => paint('dim', line)),
  ];
}

function textTable(page: Page, title: string, blocks: readonly WhyBlock[], bars: boolean): TextTable {
  const { words } = page.phrases;
  const columns: Column[] = [
    { header: '', align: 'left', elastic: SHORTEST_LABEL },
    { header: '', align: 'right' },
    { header: '', align: 'right' },
    ...(bars ? [{ header: '', align: 'left' } as const] : []),
  ];
  const head: Cell[] = [
    { text: title, style: 'bold' },
    { text: words.contribution, style: 'dim' },
    { text: words.share, style: 'dim' },
  ];
  return {
    columns,
    rows: [head, ...blocks.flatMap((block) => blockRows(page, block, columns.length, bars))],
  };
}

function blockRows({ width }: Page, block: WhyBlock, span: number, bars: boolean): Cell[][] {
  const style = styleOf(block.tone);
  const line = ({ label, amount, share, part, tone }: WhyRow, indent: string): Cell[] => [
    { text: indent + label },
    { text: amount, style: styleOf(tone) },
    { text: share },
    ...(bars ? [{ text: '▇'.repeat(Math.round(part * BAR_WIDTH)), style: 'dim' } as const] : []),
  ];
  const note = (text: string, style: Style, mark = ' '): Cell[][] =>
    wrap(text, width - 2).map((part, index): Cell[] => [
      { text: `${index === 0 ? mark : ' '} ${part}`, style, span },
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
