import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseHeader } from '../../src/ingest/match-header.ts';
import { columnNames, datasetNameOf } from '../../src/init/column-names.ts';

describe('names of columns', () => {
  it.each([
    [['Order Date'], ['order_date']],
    [
      ['orderDate', 'OrderID'],
      ['order_date', 'order_id'],
    ],
    [['Preço Unitário (R$)'], ['preco_unitario_r']],
    [['"; drop table bi.x; --'], ['drop_table_bi_x']],
    [
      ['💰', '日付'],
      ['column_1', 'column_2'],
    ],
    [
      ['2024', '1st'],
      ['column_2024', 'column_1st'],
    ],
    [
      ['', ' ', '_'],
      [undefined, undefined, undefined],
    ],
    [
      ['a', 'A', ' a ', 'b'],
      [undefined, undefined, undefined, 'b'],
    ],
    // The folded name of one must not be taken for the header of the other.
    [
      ['Preço', 'preco'],
      ['preco_2', 'preco'],
    ],
    [
      ['💰', 'Column 1'],
      ['column_1_2', 'column_1'],
    ],
    [
      ['ctid', 'kpi_is_new', 'constructor', '__proto__'],
      ['ctid_2', 'kpi_is_new_2', 'constructor_2', 'proto'],
    ],
  ])('%j → %j', (headers, names) => {
    expect(columnNames(headers)).toEqual(names);
  });

  it('are safe, short and unique, and no header fits two of them', () => {
    const header = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.constantFrom('a', 'A', 'á', 'a 2', 'column 1', '', '💰', 'x'.repeat(200), `${'x'.repeat(200)}y`),
    );
    fc.assert(
      fc.property(fc.array(header, { maxLength: 12 }), (headers) => {
        const names = columnNames(headers);
        const known = names.filter((name) => name !== undefined);
        for (const name of known) expect(name).toMatch(/^[a-z][a-z0-9_]{0,62}$/);
        expect(new Set(known.map(normaliseHeader)).size).toBe(known.length);
        headers.forEach((text, position) => {
          const others = names.filter((name, index) => name !== undefined && index !== position);
          expect(others.map((name) => normaliseHeader(name ?? ''))).not.toContain(
            names[position] === undefined ? undefined : normaliseHeader(text),
          );
        });
      }),
    );
  });

  it.each([
    ['../Vendas 2024.csv', 'vendas_2024'],
    ['vendas.csv.gz', 'vendas'],
    ['VENDAS.CSV.ZST', 'vendas'],
    ['2024.csv', 'dataset_2024'],
    ['日.csv', 'dataset'],
    ['C:\\data\\Orders.final.csv', 'orders_final'],
  ])('the dataset of %s is %s', (file, name) => {
    expect(datasetNameOf(file)).toBe(name);
  });
});
