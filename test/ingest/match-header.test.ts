import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { payments } from '../../src/packs/payments/dataset.ts';
import { SourceError, UsageError } from '../../src/errors.ts';
import { matchHeader } from '../../src/ingest/match-header.ts';
import { datasetOf } from '../support/dataset-of.ts';

const DATASET = datasetOf({
  order_date: { type: 'date', aliases: ['day', 'Data do Pedido'] },
  shop: { type: 'text' },
  amount: { type: 'numeric', precision: 10, scale: 2, aliases: ['valor'] },
});
const match = (fields: readonly string[], line = 1) => matchHeader({ line, fields }, DATASET, 'x.csv');
const errorOf = (fields: readonly string[], line = 1): SourceError => {
  try {
    match(fields, line);
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
  throw new Error('the header was accepted');
};

describe('matchHeader', () => {
  it.each([
    [['order_date', 'shop', 'amount']],
    [['DAY', 'Shop', 'VALOR']],
    [['  Order Date ', '\tshop', 'a m o u n t']],
    [['order-date', 'SHOP', 'Amount']],
    [['data do pedido', 'shop', 'amount']],
    [['DataDoPedido', 'shop', 'amount']],
    [['ｄａｙ', 'shop', 'amount']],
  ])('finds the columns in %j', (fields) => {
    const { positions, extra, width } = match(fields);
    expect(Object.fromEntries(positions)).toEqual({ order_date: 0, shop: 1, amount: 2 });
    expect(extra).toEqual([]);
    expect(width).toBe(3);
  });

  it('finds them in any order among others, which it names', () => {
    const { positions, extra, width } = match(['note', 'amount', ' Comment ', 'shop', '', 'day']);
    expect(Object.fromEntries(positions)).toEqual({ amount: 1, shop: 3, order_date: 5 });
    expect(extra).toEqual(['note', 'Comment', '']);
    expect(width).toBe(6);
  });

  it('finds every column of a shuffled header where it stands', () => {
    const names = Object.keys(payments.columns);
    fc.assert(
      fc.property(fc.shuffledSubarray([...names, 'x', 'y'], { minLength: names.length + 2 }), (fields) => {
        const { positions } = matchHeader({ line: 1, fields }, payments, 'x.csv');
        expect([...positions.keys()].sort()).toEqual([...names].sort());
        for (const [column, position] of positions) expect(fields[position]).toBe(column);
      }),
    );
  });

  it('names what is missing, with its other names, and what it found', () => {
    const error = errorOf(['Amount', 'foo ', ''], 3);
    expect(error.message).toBe(
      'x.csv:3: the header lacks the columns order_date (or day, Data do Pedido), shop; found: "Amount", "foo"',
    );
    expect(error.hint).toContain('sample');
    expect(errorOf(['day', 'amount']).message).toContain('the header lacks the column shop; found');
  });

  it.each([
    [['day', 'shop', 'amount', 'Shop'], '"shop" and "Shop" are both the column shop'],
    [['day', 'shop', 'amount', 'order_date'], '"day" and "order_date" are both the column order_date'],
    [['valor', 'AMOUNT', 'shop', 'day'], '"valor" and "AMOUNT" are both the column amount'],
  ])('refuses a column named twice in %j', (fields, text) => {
    expect(errorOf(fields, 2).message).toBe(`x.csv:2: ${text}`);
  });

  it('takes a part of a name for no name', () => {
    expect(errorOf(['days', 'shop', 'amounts']).message).toContain('lacks the columns order_date');
    expect(match(['day', 'shop', 'amount', 'shops']).extra).toEqual(['shops']);
  });

  it.each<[string[], string | undefined]>([
    [['day', 'shopp', 'amount'], 'did you mean "shopp"? use --map shopp=shop'],
    [['dya', 'shp', 'amount'], 'did you mean "dya" and "shp"? use --map dya=order_date --map shp=shop'],
    [['day', 'Nome da Loja', 'amount'], 'did you mean "Nome da Loja"? use --map "Nome da Loja=shop"'],
    [['day', 'x1', 'x2', 'amount'], undefined],
    [['day', 'amount'], undefined],
  ])('says what may be meant in %j', (fields, hint) => {
    expect(errorOf(fields).hint).toBe(
      hint ?? 'the first line that is not empty must name every column of the dataset sample',
    );
  });

  describe('with a map', () => {
    const mapped = (fields: readonly string[], ...map: [string, string][]) =>
      Object.fromEntries(matchHeader({ line: 1, fields }, DATASET, 'x.csv', { map: new Map(map) }).positions);

    it('finds columns by the names of the file, in any case', () => {
      expect(
        mapped(['Dia', 'Nome da Loja', 'amount'], ['dia', 'order_date'], ['nome da loja', 'shop']),
      ).toEqual({
        order_date: 0,
        shop: 1,
        amount: 2,
      });
    });

    it('prefers it to names and aliases', () => {
      expect(mapped(['day', 'paid', 'shop', 'amount'], ['paid', 'order_date'])).toMatchObject({
        order_date: 1,
      });
      expect(mapped(['day', 'shop', 'amount', 'valor2'], ['amount', 'shop'], ['valor2', 'amount'])).toEqual({
        order_date: 0,
        shop: 2,
        amount: 3,
      });
    });

    it('refuses what is not there, and names what is near', () => {
      const refused = (fields: readonly string[], ...map: [string, string][]) => {
        try {
          return mapped(fields, ...map);
        } catch (error) {
          return error instanceof UsageError ? [error.message, error.hint] : error;
        }
      };
      expect(refused(['dia', 'shop', 'amount'], ['dai', 'order_date'])).toEqual([
        '--map dai=order_date: x.csv has no column "dai" (did you mean "dia"?)',
        'found: "dia", "shop", "amount"',
      ]);
      expect(refused(['dia', 'shop', 'amount'], ['dia', 'order_dat'])).toEqual([
        '--map dia=order_dat: the dataset sample has no column "order_dat" (did you mean "order_date"?)',
        'columns: order_date, shop, amount',
      ]);
      expect(refused(['dia', 'shop', 'amount'], ['dia', 'toString'])).toBeInstanceOf(Array);
    });

    it('refuses two headers for one column', () => {
      expect(() => mapped(['a', 'b', 'shop', 'amount'], ['a', 'order_date'], ['b', 'order_date'])).toThrow(
        'x.csv:1: "a" and "b" are both the column order_date',
      );
    });
  });

  it('refuses headers that belong to no column where that is asked for', () => {
    const refuse = (...fields: string[]) =>
      matchHeader({ line: 2, fields }, DATASET, 'x.csv', { extraColumns: 'refuse' });
    expect(refuse('day', 'shop', 'amount').extra).toEqual([]);
    expect(() => refuse('day', 'shop', 'amount', 'x', 'y')).toThrow(
      'x.csv:2: the dataset sample has no column for these headers: "x", "y"',
    );
    expect(() => refuse('day', 'shop', 'amount', '')).toThrow('columns without a name');
  });

  it('lets nothing of a binary file reach the terminal, and stays readable', () => {
    const error = errorOf(['PK\u0003\u0004\0\u001b[2J', 'x'.repeat(10_000), ...Array<string>(500).fill('y')]);
    expect(error.message).toMatch(/^[\x20-\x7e…]+$/);
    expect(error.message.length).toBeLessThan(1000);
    expect(error.message).toContain('"PK\\u0003\\u0004\\u0000\\u001b[2J"');
  });
});
