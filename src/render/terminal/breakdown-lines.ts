/** All breakdowns in one table, so that their columns align: segments below each metric, comparisons across. */
import type { Breakdown } from '../../report/model.ts';
import { breakdownTables, type BreakdownTable } from '../breakdown-tables.ts';
import { toneOf } from '../tone.ts';
import { layOutFitting, type Page } from './page.ts';
import { styleOf } from './paint.ts';
import type { Cell, Column, TextTable } from './text-table.ts';

const SEGMENTS_SHOWN = 15;
const BAR_WIDTH = 20;
const SHORTEST_SEGMENT = 14;

/** What is left out when the window is narrow. */
interface Detail {
  readonly bars: boolean;
  readonly shares: boolean;
  readonly arrows: boolean;
}

interface Section {
  readonly breakdown: Breakdown;
  readonly tables: readonly BreakdownTable[];
}

export function breakdownLines(page: Page): string[] {
  const { report } = page;
  if (report.breakdowns.length === 0) return [];
  const sections = report.breakdowns.map((breakdown) => ({
    breakdown,
    tables: breakdownTables(report, breakdown),
  }));
  const shares = sections.some(({ tables }) => tables.some((table) => table.shares !== null));
  return layOutFitting(page, [
    textTable(page, sections, { bars: shares, shares, arrows: true }),
    textTable(page, sections, { bars: false, shares, arrows: true }),
    textTable(page, sections, { bars: false, shares, arrows: false }),
    textTable(page, sections, { bars: false, shares: false, arrows: false }),
  ]);
}

function textTable(page: Page, sections: readonly Section[], detail: Detail): TextTable {
  const { words } = page.phrases;
  const kinds = page.report.headline[0]?.comparisons.map(({ kind }) => kind) ?? [];
  const columns: Column[] = [
    { header: '', align: 'left', elastic: SHORTEST_SEGMENT },
    { header: '', align: 'right' },
  ];
  const headers: Cell[] = [];
  const add = (header: string, align: 'left' | 'right'): void => {
    columns.push({ header: '', align });
    headers.push({ text: header, style: 'dim' });
  };
  if (detail.shares) add(words.share, 'right');
  if (detail.bars) add('', 'left');
  for (const kind of kinds) add(kind, 'right');

  const rows = sections.flatMap((section, index): Cell[][] => [
    ...(index === 0 ? [] : [[]]),
    [{ text: page.phrases.dimensions(section.breakdown.labels), style: 'bold', span: 2 }, ...headers],
    ...sectionRows(page, section, columns.length, detail),
  ]);
  return { columns, rows };
}

function sectionRows(page: Page, { breakdown, tables }: Section, width: number, detail: Detail): Cell[][] {
  const { words, format } = page.phrases;
  const note = (text: string): Cell[] => [{ text: `  ${text}`, style: 'dim', span: width }];
  if (breakdown.lines.length === 0) return [note(words.noSegments)];
  const hidden = breakdown.lines.length - SEGMENTS_SHOWN;
  const more = hidden > 0 ? [note(`+ ${words.moreSegments(format.count(hidden), hidden === 1)}`)] : [];
  return tables.flatMap((table) => [
    [{ text: table.metric.label, span: width }],
    ...metricRows(page, table, detail),
    ...more,
  ]);
}

function metricRows({ phrases }: Page, { metric, rows, shares }: BreakdownTable, detail: Detail): Cell[][] {
  const largest = Math.max(...(shares ?? []));
  return rows.slice(0, SEGMENTS_SHOWN).map(({ segment, line }, index): Cell[] => {
    const share = shares?.[index];
    const row: Cell[] = [
      { text: `  ${phrases.segment(segment)}` },
      { text: phrases.value(line.value, metric) },
    ];
    if (detail.shares) row.push({ text: share === undefined ? '' : phrases.format.share(share) });
    if (detail.bars) row.push({ text: share === undefined ? '' : bar(share / largest), style: 'dim' });
    for (const comparison of line.comparisons) {
      const text = detail.arrows ? phrases.change(comparison) : phrases.percent(comparison);
      row.push({ text, style: comparison.percent === null ? 'dim' : styleOf(toneOf(comparison, metric)) });
    }
    return row;
  });
}

function bar(part: number): string {
  return '▇'.repeat(Math.round(part * BAR_WIDTH)).padEnd(BAR_WIDTH);
}
