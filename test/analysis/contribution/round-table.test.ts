import { Big } from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumOf } from '../../../src/analysis/contribution/exact.ts';
import { roundTable, type Margins } from '../../../src/analysis/contribution/round-table.ts';
import { roundToSum } from '../../../src/analysis/contribution/round-to-sum.ts';

/** The sums of the cells, rounded such that rows and columns have the same total. */
function marginsOf(cells: readonly (readonly Big[])[], decimals: number): Margins {
  const rows = cells.map(sumOf);
  const total = sumOf(rows);
  const columns = [...(cells[0]?.keys() ?? [])].map((column) =>
    sumOf(cells.map((row) => row[column] ?? new Big(0))),
  );
  return { rows: roundToSum(rows, total, decimals), columns: roundToSum(columns, total, decimals) };
}

const numbers = (texts: readonly (readonly string[])[]) =>
  texts.map((row) => row.map((cell) => new Big(cell)));
const texts = (table: readonly (readonly Big[])[]) => table.map((row) => row.map((cell) => cell.toFixed()));

describe('roundTable', () => {
  it('moves a unit where a column lacks one', () => {
    // Rounded by row the first column would be 0, 0, 0.
    const cells = numbers([
      ['0.4', '0.6'],
      ['0.4', '0.6'],
      ['0.3', '0.7'],
    ]);
    expect(texts(roundTable(cells, marginsOf(cells, 0), 0))).toEqual([
      ['1', '0'],
      ['0', '1'],
      ['0', '1'],
    ]);
    expect(roundTable([], { rows: [], columns: [] }, 2)).toEqual([]);
  });

  it('holds every row and every column, close to each cell, and the same the other way round', () => {
    const cell = fc.integer({ min: -9999, max: 9999 }).map((value) => new Big(value).div(100));
    const table = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
      );
    fc.assert(
      fc.property(table, fc.integer({ min: 0, max: 2 }), (cells, decimals) => {
        const margins = marginsOf(cells, decimals);
        const rounded = roundTable(cells, margins, decimals);
        expect(texts([rounded.map(sumOf)])).toEqual(texts([margins.rows]));
        const columns = margins.columns.map((_, column) =>
          sumOf(rounded.map((row) => row[column] ?? new Big(0))),
        );
        expect(texts([columns])).toEqual(texts([margins.columns]));
        rounded.forEach((row, index) =>
          row.forEach((value, column) => {
            const off = value.minus(cells[index]?.[column] ?? 0).abs();
            expect(off.toNumber()).toBeLessThanOrEqual(3 * 10 ** -decimals);
          }),
        );
        const negative = cells.map((row) => row.map((value) => value.neg()));
        const back = roundTable(negative, marginsOf(negative, decimals), decimals);
        expect(texts(back.map((row) => row.map((value) => value.neg())))).toEqual(texts(rounded));
      }),
    );
  });
});
