/** Columns of text: numbers keep their full width, the one elastic column takes what is left. */
import type { Paint, Style } from './paint.ts';
import { pad, textWidth, truncate } from '../text-width.ts';

export interface Column {
  readonly header: string;
  readonly align: 'left' | 'right';
  /** May be cut with `…`, down to this many columns. */
  readonly elastic?: number;
}

export interface Cell {
  readonly text: string;
  readonly style?: Style | undefined;
  /** Takes the room of this many columns, left-aligned. */
  readonly span?: number;
}

export interface TextTable {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

const GAP = 2;

/** The least width at which no number is cut. */
export function minimumWidth(table: TextTable): number {
  return total(
    naturalWidths(table).map((width, index) => Math.min(width, table.columns[index]?.elastic ?? width)),
  );
}

/** Lines of at most `width` columns, unless that is less than the minimum: a number is never cut. */
export function layOutTable(table: TextTable, width: number, paint: Paint): string[] {
  const { columns, rows } = table;
  const widths = naturalWidths(table);
  const elastic = columns.findIndex((column) => column.elastic !== undefined);
  if (elastic >= 0) {
    const room = (widths[elastic] ?? 0) - Math.max(0, total(widths) - width);
    widths[elastic] = Math.max(room, Math.min(widths[elastic] ?? 0, columns[elastic]?.elastic ?? 0));
  }
  const header = columns.map(({ header }) => ({ text: header, style: 'dim' as const }));
  const shown = columns.some(({ header }) => header !== '') ? [header, ...rows] : rows;
  return shown.map((row) => layOutRow(row, columns, widths, paint));
}

function layOutRow(
  row: readonly Cell[],
  columns: readonly Column[],
  widths: readonly number[],
  paint: Paint,
): string {
  const parts: string[] = [];
  let index = 0;
  for (const { text, style, span = 1 } of row) {
    const column = columns[index];
    const width = total(widths.slice(index, index + span));
    // A text that runs to the end of the line has nothing beside it to push away.
    const cut = column?.elastic !== undefined && index + span < columns.length;
    const fitted = cut ? truncate(text, width) : text;
    parts.push(pad(paint(style, fitted), width, span > 1 ? 'left' : (column?.align ?? 'left')));
    index += span;
  }
  return parts.join(' '.repeat(GAP)).trimEnd();
}

function naturalWidths({ columns, rows }: TextTable): number[] {
  const widths = columns.map(({ header }) => textWidth(header));
  for (const { text, index, span } of placed(rows)) {
    if (span === 1) widths[index] = Math.max(widths[index] ?? 0, textWidth(text));
  }
  for (const { text, index, span } of placed(rows)) {
    if (span === 1 || columns[index]?.elastic === undefined || index + span === columns.length) continue;
    const lacking = textWidth(text) - total(widths.slice(index, index + span));
    widths[index] = (widths[index] ?? 0) + Math.max(0, lacking);
  }
  return widths;
}

/** Every cell with the column it starts at. */
function placed(rows: TextTable['rows']): { text: string; index: number; span: number }[] {
  return rows.flatMap((row) => {
    let next = 0;
    return row.map(({ text, span = 1 }) => ({ text, span, index: (next += span) - span }));
  });
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + GAP * Math.max(0, widths.length - 1);
}
