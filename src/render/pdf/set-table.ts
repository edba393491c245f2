/**
 * Tables that run over pages: the header is repeated, a group's title never stands alone at the end of a page,
 * numbers are never cut. The first column is elastic: its text wraps.
 */
import type { Flow } from './flow.ts';
import { place, wrap, type Lettering } from './lettering.ts';
import { rule, type Mark } from './marks.ts';
import { fitColumns, type FittedColumns } from './table-columns.ts';
import type { Cell, Row, Table } from './table.ts';
import { COLOUR, CONTENT_WIDTH, PAGE, TYPE } from './theme.ts';

const HEADING_HEIGHT = 24;
const HEADER_HEIGHT = 16;
const ROW_HEIGHT = 17;
const GROUP_HEIGHT = 22;
const LINE_HEIGHT = 10.5;
const MAXIMUM_LINES = 2;
const GROUP_INDENT = 10;
const ROWS_KEPT_WITH_GROUP = 3;

export function setTable(flow: Flow, table: Table, lettering: Lettering): void {
  const columns = fitColumns(table, lettering);
  const indent = table.rows.some((row) => row.group) ? GROUP_INDENT : 0;
  const rows = table.rows.map((row) => ({
    row,
    set: measureRow(row, columns, row.group ? 0 : row.deeper ? indent + GROUP_INDENT : indent, lettering),
  }));
  const keptHeight = (start: number): number =>
    rows.slice(start, start + leadLength(table.rows, start)).reduce((sum, { set }) => sum + set.height, 0);

  flow.keepTogether(HEADING_HEIGHT + HEADER_HEIGHT + keptHeight(0));
  flow.section(table.title);
  const [title = ''] = wrap(lettering, table.title, TYPE.heading, CONTENT_WIDTH, 1);
  flow.place(HEADING_HEIGHT, (top) => [
    place(lettering, title, TYPE.heading, { x: PAGE.left, baseline: top + 14 }),
  ]);
  setHeader(flow, table.columns[0]?.header ?? '', columns, lettering);

  let group: Row | undefined;
  for (const [index, { row, set }] of rows.entries()) {
    if (row.group) group = row;
    if (flow.keepTogether(keptHeight(index))) {
      setHeader(flow, continuedHeader(table), columns, lettering);
      if (group && !row.group) {
        const again = measureRow(continuedGroup(group, table.continued), columns, 0, lettering);
        flow.place(again.height, again.draw);
      }
    }
    flow.place(set.height, set.draw);
  }
}

/** How many rows stay together from here: a group's title and what follows it, or a row and the first part of it. */
function leadLength(rows: readonly Row[], start: number): number {
  if (!rows[start]?.group) return !rows[start]?.deeper && rows[start + 1]?.deeper ? 2 : 1;
  const end = rows.findIndex((row, index) => index > start && row.group);
  const length = (end < 0 ? rows.length : end) - start;
  return Math.min(length, 1 + ROWS_KEPT_WITH_GROUP);
}

interface MeasuredRow {
  readonly height: number;
  readonly draw: (top: number) => Mark[];
}

function measureRow(row: Row, columns: FittedColumns, indent: number, lettering: Lettering): MeasuredRow {
  const [first, ...others] = row.cells;
  if (!first) return { height: 0, draw: () => [] };
  const left = PAGE.left + indent;
  const room = others.length === 0 ? CONTENT_WIDTH - indent : columns.elasticWidth - indent;
  const lines = wrap(lettering, first.text, first.style, room, MAXIMUM_LINES);
  const height = (row.group ? GROUP_HEIGHT : ROW_HEIGHT) + (lines.length - 1) * LINE_HEIGHT;
  const drop = row.group ? 15 : 11.5;

  const draw = (top: number): Mark[] => [
    ...lines.map((line, index) =>
      place(lettering, line, first.style, { x: left, baseline: top + drop + index * LINE_HEIGHT }),
    ),
    ...others.flatMap((cell, index) => drawCell(cell, columns, index, top + drop, lettering)),
    rule(PAGE.left, top + height, CONTENT_WIDTH, COLOUR.line),
  ];
  return { height, draw };
}

function drawCell(
  cell: Cell,
  columns: FittedColumns,
  index: number,
  baseline: number,
  lettering: Lettering,
): Mark[] {
  const column = columns.others[index];
  if (!column) return [];
  const style = { ...cell.style, size: cell.style.size * columns.scale };
  const x = column.align === 'right' ? column.right : column.left;
  const marks: Mark[] =
    cell.text === '' ? [] : [place(lettering, cell.text, style, { x, baseline, align: column.align })];
  if (cell.bar === undefined) return marks;
  const width = Math.max(0.75, (column.right - column.left) * cell.bar);
  return [...marks, { kind: 'rect', x: column.left, y: baseline - 5.5, width, height: 5, fill: COLOUR.bar }];
}

function setHeader(flow: Flow, first: string, columns: FittedColumns, lettering: Lettering): void {
  const style = { ...TYPE.header, size: TYPE.header.size * columns.scale };
  const [firstLine = ''] = wrap(lettering, first, style, columns.elasticWidth, 1);
  const headers = [
    { header: firstLine, align: 'left', left: PAGE.left, right: PAGE.left } as const,
    ...columns.others,
  ];
  flow.place(HEADER_HEIGHT, (top) => [
    ...headers
      .filter(({ header }) => header !== '')
      .map(({ header, align, left, right }) =>
        place(lettering, header, style, { x: align === 'right' ? right : left, baseline: top + 9, align }),
      ),
    rule(PAGE.left, top + HEADER_HEIGHT, CONTENT_WIDTH, COLOUR.muted),
  ]);
}

/** Says what the page continues where the first column has no header of its own. */
function continuedHeader({ title, columns, continued }: Table): string {
  return columns[0]?.header || `${title} (${continued})`;
}

function continuedGroup(group: Row, word: string): Row {
  const [first, ...others] = group.cells;
  return first ? { ...group, cells: [{ ...first, text: `${first.text} (${word})` }, ...others] } : group;
}
