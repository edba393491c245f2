/** The contributions: a group per comparison, its factors, the segments of the dimension that explains best. */
import type { Report, WhySection } from '../../report/model.ts';
import type { Phrases } from '../phrases.ts';
import { whyBlocks, whyTitle, type WhyBlock, type WhyRow } from '../why-blocks.ts';
import type { Cell, Row, Table } from './table.ts';
import { COLOUR, TONE_COLOUR, TYPE } from './theme.ts';

export function whyTable(report: Report, why: WhySection, phrases: Phrases): Table {
  const { words } = phrases;
  return {
    title: whyTitle(why, phrases),
    columns: [
      { header: '', align: 'left' },
      { header: words.contribution, align: 'right' },
      { header: words.share, align: 'right' },
      { header: '', align: 'left' },
    ],
    rows: whyBlocks(report, why, phrases).flatMap(blockRows),
    continued: words.continued,
  };
}

function blockRows({ kind, day, delta, change, tone, groups, notes, warnings }: WhyBlock): Row[] {
  const colour = TONE_COLOUR[tone];
  const strong = (text: string): Cell => ({ text, style: { ...TYPE.strong, tabular: true, colour } });
  const title: Cell = { text: `${kind} · ${day}`, style: TYPE.strong };
  return [
    { cells: [title, strong(delta), strong(change)], group: true },
    ...groups.flatMap((group): Row[] =>
      group.kind === 'factors'
        ? group.rows.map((row) => ({ cells: cellsOf(row) }))
        : [
            { cells: [quiet(group.title)] },
            ...group.rows.map((row): Row => ({ cells: cellsOf(row), deeper: true })),
          ],
    ),
    ...notes.map((note): Row => ({ cells: [quiet(note)] })),
    ...warnings.map((warning): Row => ({ cells: [{ text: warning, style: TYPE.strong }] })),
  ];
}

function cellsOf({ label, amount, share, part, tone }: WhyRow): Cell[] {
  return [
    { text: label, style: TYPE.body },
    { text: amount, style: { ...TYPE.number, colour: TONE_COLOUR[tone] } },
    { text: share, style: TYPE.number },
    { text: '', style: TYPE.body, bar: part },
  ];
}

function quiet(text: string): Cell {
  return { text, style: { ...TYPE.body, colour: COLOUR.muted } };
}
