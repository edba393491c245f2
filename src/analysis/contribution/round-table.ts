import { Big } from 'big.js';
import { sumOf, ZERO } from './exact.ts';
import { roundToSum } from './round-to-sum.ts';

/** What rows and columns must add up to; both have the same sum, in the same decimals. */
export interface Margins {
  readonly rows: readonly Big[];
  readonly columns: readonly Big[];
}

/**
 * Rounds the cells of a table to given sums of rows and of columns. Each row by itself first; then units move
 * within a row, from a column with too much to one with too little, where rounding had moved them the other way.
 */
export function roundTable(cells: readonly (readonly Big[])[], margins: Margins, decimals: number): Big[][] {
  const table = cells.map((row, index) => roundToSum(row, margins.rows[index] ?? ZERO, decimals));
  const unit = new Big(`1e-${decimals}`);
  const excess = margins.columns.map((wanted, column) =>
    sumOf(table.map((row) => row[column] ?? ZERO))
      .minus(wanted)
      .div(unit)
      .toNumber(),
  );
  const lost = (row: number, column: number) =>
    (cells[row]?.[column] ?? ZERO).minus(table[row]?.[column] ?? ZERO).toNumber();
  for (const from of excess.keys()) {
    for (const to of excess.keys()) {
      const units = Math.min(excess[from] ?? 0, -(excess[to] ?? 0));
      if (units <= 0) continue;
      const gain = table.map((_, row) => lost(row, to) - lost(row, from));
      const order = [...table.keys()].sort((a, b) => (gain[b] ?? 0) - (gain[a] ?? 0));
      for (let move = 0; move < units; move += 1) {
        const row = table[order[move % order.length] ?? 0];
        if (row === undefined) break;
        row[from] = (row[from] ?? ZERO).minus(unit);
        row[to] = (row[to] ?? ZERO).plus(unit);
      }
      excess[from] = (excess[from] ?? 0) - units;
      excess[to] = (excess[to] ?? 0) + units;
    }
  }
  return table;
}
