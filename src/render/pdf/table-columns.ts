/** Divides the width of the page between the columns of a table. */
import type { Lettering } from './lettering.ts';
import type { Table } from './table.ts';
import { CONTENT_WIDTH, PAGE, TYPE } from './theme.ts';

export interface FittedColumns {
  /** Room for the text of the first column. */
  readonly elasticWidth: number;
  /** The columns after the first. */
  readonly others: readonly FittedColumn[];
  /** Below 1 where numbers must be smaller to fit the page. */
  readonly scale: number;
}

interface FittedColumn {
  readonly header: string;
  readonly align: 'left' | 'right';
  readonly left: number;
  readonly right: number;
}

const GAP = 14;
const BAR_WIDTH = 56;
const SHORTEST_ELASTIC = 120;

export function fitColumns(table: Table, lettering: Lettering): FittedColumns {
  const others = table.columns.slice(1);
  const natural = others.map(({ header }, index) => {
    const cells = table.rows.flatMap(({ cells }) => cells[index + 1] ?? []);
    const widths = cells.map((cell) =>
      cell.bar === undefined ? lettering.width(lettering.printable(cell.text), cell.style) : BAR_WIDTH,
    );
    return { header: lettering.width(header, TYPE.header), cells: Math.max(0, ...widths) };
  });
  const room = CONTENT_WIDTH - SHORTEST_ELASTIC - GAP * others.length;
  const needed = natural.reduce((sum, { header, cells }) => sum + Math.max(header, cells), 0);
  const scale = Math.min(1, room / needed);

  let right = PAGE.width - PAGE.right;
  const fitted: FittedColumn[] = [];
  for (const [index, { header, align }] of [...others.entries()].reverse()) {
    const { header: headerWidth = 0, cells = 0 } = natural[index] ?? {};
    const width = Math.max(headerWidth, cells) * scale;
    fitted.unshift({ header, align, left: right - width, right });
    right -= width + GAP;
  }
  return { elasticWidth: right - PAGE.left, others: fitted, scale };
}
