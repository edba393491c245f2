import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exact, sumOf, write } from '../../../src/analysis/contribution/exact.ts';
import { decomposeProduct, type Factor } from '../../../src/analysis/contribution/three-factors.ts';
import type { Decomposition } from '../../../src/analysis/contribution/parts.ts';
import { decimalPlaces, fractions, negated, reversed, shuffled } from './segments.ts';

const pair = (name: string, before: [string, string] | null, after: [string, string] | null) => {
  const fraction = (side: [string, string] | null) => side && { numerator: side[0], denominator: side[1] };
  return { name, before: fraction(before), after: fraction(after) };
};
const apart = ({ parts, unpaired }: Decomposition<Factor>) => ({ ...parts, unpaired });

describe('decomposeProduct', () => {
  it.each([
    ['twice the volume', ['10.00', '1'], ['20.00', '2'], { volume: '10.00', mix: '0.00', rate: '0.00' }],
    ['twice the rate', ['10.00', '1'], ['20.00', '1'], { volume: '0.00', mix: '0.00', rate: '10.00' }],
    ['both, shared', ['10.00', '1'], ['40.00', '2'], { volume: '15.00', mix: '0.00', rate: '15.00' }],
  ] as const)('of one segment with %s', (_, before, after, expected) => {
    const result = decomposeProduct([pair('a', [...before], [...after])], 2);
    expect(apart(result)).toEqual({ ...expected, unpaired: '0.00' });
  });

  it('by hand: the mix alone', () => {
    // 10 units as before, at 10 and at 2 each; five of them went from b to a.
    const result = decomposeProduct(
      [pair('a', ['50', '5'], ['100', '10']), pair('b', ['10', '5'], ['0.02', '0.01'])],
      2,
    );
    expect(result.total).toBe('40.02');
    expect(Number(result.parts.mix)).toBeCloseTo(39.97, 1);
    expect(Number(result.parts.rate)).toBeCloseTo(0, 2);
  });

  it('by hand: all six orders of change, averaged', () => {
    // N 10 → 20, shares .5 → .75 and .5 → .25, rates 4 → 6 and 4 → 4.
    const { items } = decomposeProduct(
      [pair('a', ['20', '5'], ['90', '15']), pair('b', ['20', '5'], ['20', '5'])],
      6,
    );
    const orders = ['vmr', 'vrm', 'mvr', 'mrv', 'rvm', 'rmv'];
    const from = { v: 10, m: 0.5, r: 4 };
    const to = { v: 20, m: 0.75, r: 6 };
    const mean = { v: 0, m: 0, r: 0 };
    for (const order of orders) {
      const state = { ...from };
      for (const factor of Array.from(order) as (keyof typeof state)[]) {
        const value = state.v * state.m * state.r;
        state[factor] = to[factor];
        mean[factor] += (state.v * state.m * state.r - value) / orders.length;
      }
    }
    expect(items[0]).toMatchObject({ name: 'a', amount: '70.000000' });
    expect(Number(items[0]?.parts?.volume)).toBeCloseTo(mean.v, 5);
    expect(Number(items[0]?.parts?.mix)).toBeCloseTo(mean.m, 5);
    expect(Number(items[0]?.parts?.rate)).toBeCloseTo(mean.r, 5);
  });

  it('keeps new and vanished segments, and those without volume, in a bucket of their own', () => {
    const result = decomposeProduct(
      [
        pair('same', ['10.00', '1'], ['10.00', '1']),
        pair('new', null, ['3.00', '1']),
        pair('gone', ['5.00', '1'], null),
        pair('no volume', ['1.00', '0'], ['2.00', '1']),
      ],
      2,
    );
    expect(result).toMatchObject({ total: '-1.00', unpaired: '-1.00' });
    expect(result.items.filter(({ parts }) => parts === null).map(({ name }) => name)).toEqual([
      'gone',
      'new',
      'no volume',
    ]);
    // More volume in fewer hands: the one that stayed has less of it.
    expect(exact(result.parts.volume).plus(result.parts.mix).plus(result.parts.rate).eq(0)).toBe(true);
  });

  it('of nothing, and from nothing', () => {
    expect(decomposeProduct([], 2)).toMatchObject({ total: '0.00', unpaired: '0.00', items: [] });
    const fromNothing = decomposeProduct([pair('a', null, ['7.00', '2']), pair('b', null, null)], 2);
    expect(fromNothing).toMatchObject({ total: '7.00', unpaired: '7.00' });
  });

  it('adds up to the cent: factors to segments, segments to the total', () => {
    fc.assert(
      fc.property(fractions, decimalPlaces, (pairs, decimals) => {
        const result = decomposeProduct(pairs, decimals);
        const text = (values: readonly string[]) => write(sumOf(values.map(exact)), decimals);
        const change = sumOf(
          pairs.map(({ before, after }) =>
            exact(after?.numerator ?? null).minus(exact(before?.numerator ?? null)),
          ),
        );
        expect(result.total).toBe(write(change, decimals));
        expect(text(result.items.map(({ amount }) => amount))).toBe(result.total);
        expect(text(Object.values(apart(result)))).toBe(result.total);
        for (const part of ['volume', 'mix', 'rate'] as const) {
          const column = result.items.flatMap(({ parts }) => parts?.[part] ?? []);
          expect(text(column)).toBe(result.parts[part]);
        }
        for (const { amount, parts } of result.items) {
          if (parts) expect(text(Object.values(parts))).toBe(amount);
        }
      }),
    );
  });

  it('turns every sign when time is turned round, and the order of the segments means nothing', () => {
    fc.assert(
      fc.property(fractions, decimalPlaces, (pairs, decimals) => {
        const result = decomposeProduct(pairs, decimals);
        expect(decomposeProduct(shuffled(pairs), decimals)).toEqual(result);
        const back = decomposeProduct(reversed(pairs), decimals);
        const negative = Object.entries(apart(result)).map(([part, value]) => [part, negated(value)]);
        expect(apart(back)).toEqual(Object.fromEntries(negative));
        expect(back.items.map(({ name, amount }) => [name, amount])).toEqual(
          result.items.map(({ name, amount }) => [name, negated(amount)]),
        );
      }),
    );
  });
});
