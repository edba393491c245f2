import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exact, sumOf, write } from '../../../src/analysis/contribution/exact.ts';
import type { Pair } from '../../../src/analysis/contribution/pair.ts';
import { decomposeRatio, type Fraction } from '../../../src/analysis/contribution/rate-and-mix.ts';
import { decimalPlaces, fractions, negated, reversed, shuffled } from './segments.ts';

type Side = readonly [numerator: number, denominator: number] | null;
const fraction = (side: Side): Fraction | null =>
  side && { numerator: String(side[0]), denominator: String(side[1]) };
const pair = (name: string, before: Side, after: Side): Pair<Fraction> => ({
  name,
  before: fraction(before),
  after: fraction(after),
});
const split = (pairs: readonly Pair<Fraction>[], decimals = 4) => decomposeRatio(pairs, decimals);

describe('decomposeRatio', () => {
  it('by hand: the rate of one segment', () => {
    // R: 150/20 = 7.5 → 170/20 = 8.5; only the rate of a changed, by 2, at half of the weight.
    expect(split([pair('a', [100, 10], [120, 10]), pair('b', [50, 10], [50, 10])])).toEqual({
      total: '1.0000',
      items: [
        {
          name: 'a',
          amount: '1.0000',
          share: 1,
          presence: 'both',
          parts: { rate: '1.0000', mix: '0.0000' },
        },
        {
          name: 'b',
          amount: '0.0000',
          share: 0,
          presence: 'both',
          parts: { rate: '0.0000', mix: '0.0000' },
        },
      ],
      parts: { rate: '1.0000', mix: '0.0000' },
      unpaired: '0.0000',
      simpson: null,
    });
  });

  it('by hand: the mix alone', () => {
    // Rates stay 10 and 5; the share of a goes from .5 to .8, R from 7.5 to 9. (R0+R1)/2 = 8.25.
    const result = split([pair('a', [100, 10], [160, 16]), pair('b', [50, 10], [20, 4])]);
    expect(result).toMatchObject({ total: '1.5000', parts: { rate: '0.0000', mix: '1.5000' } });
    expect(result?.items.map(({ name, amount }) => [name, amount])).toEqual([
      ['b', '0.9750'],
      ['a', '0.5250'],
    ]);
  });

  it('by hand: a new segment and one that vanished stand apart', () => {
    // R: (100+60)/(10+10) = 8 → (100+30)/(10+10) = 6.5. b: 0 − 3 + .5·7.25 = .625; c: 1.5 − .5·7.25 = −2.125
    const result = split([
      pair('a', [100, 10], [100, 10]),
      pair('b', [60, 10], null),
      pair('c', null, [30, 10]),
    ]);
    expect(result).toMatchObject({
      total: '-1.5000',
      parts: { rate: '0.0000', mix: '0.0000' },
      unpaired: '-1.5000',
    });
    expect(result?.items.map(({ name, amount, parts }) => [name, amount, parts?.rate ?? null])).toEqual([
      ['c', '-2.1250', null],
      ['b', '0.6250', null],
      ['a', '0.0000', '0.0000'],
    ]);
  });

  it('is undefined where the ratio is', () => {
    expect(split([])).toBeUndefined();
    expect(split([pair('a', [1, 0], [1, 1])])).toBeUndefined();
    expect(split([pair('a', [1, 5], [1, 5]), pair('b', [1, 1], [1, -5])])).toBeUndefined();
  });

  it('flags that the whole moved against every segment', () => {
    // Both fall, a from 90 to 80 %, b from 30 to 25 %; the whole rises because a grew.
    const reversal = [pair('a', [90, 100], [720, 900]), pair('b', [270, 900], [25, 100])];
    expect(split(reversal)).toMatchObject({ total: '0.3850', simpson: 'every-segment' });
    expect(split(reversed(reversal))).toMatchObject({ total: '-0.3850', simpson: 'every-segment' });
  });

  it('flags that it moved against them on balance, and not that it moved with them', () => {
    const mixed = [
      pair('a', [90, 100], [720, 900]),
      pair('b', [270, 900], [25, 100]),
      pair('c', [1, 10], [2, 10]),
    ];
    expect(split(mixed)?.simpson).toBe('together');
    expect(split([pair('a', [90, 100], [95, 100]), pair('b', [30, 100], [35, 100])])?.simpson).toBeNull();
  });

  it('flags nothing that is written as 0, and no single segment', () => {
    const tiny = [pair('a', [90, 100], [89.9999, 100]), pair('b', [10, 100], [10.0001, 100.0001])];
    expect(split(tiny, 2)?.simpson).toBeNull();
    expect(split([pair('a', [1, 2], [1, 3])])?.simpson).toBeNull();
  });

  it('adds up: parts to items, items to the change of the ratio', () => {
    fc.assert(
      fc.property(fractions, decimalPlaces, (pairs, decimals) => {
        const result = split(pairs, decimals);
        fc.pre(result !== undefined);
        const ratio = (day: 'before' | 'after') => {
          const total = (of: keyof Fraction) => sumOf(pairs.map((each) => exact(each[day]?.[of] ?? null)));
          return total('numerator').div(total('denominator'));
        };
        expect(result.total).toBe(write(ratio('after').minus(ratio('before')), decimals));
        const text = (values: readonly string[]) =>
          write(
            values.reduce((sum, value) => sum.plus(value), exact('0')),
            decimals,
          );
        expect(text(result.items.map(({ amount }) => amount))).toBe(result.total);
        expect(text([result.parts.rate, result.parts.mix, result.unpaired])).toBe(result.total);
        for (const part of ['rate', 'mix'] as const) {
          const column = result.items.flatMap(({ parts }) => parts?.[part] ?? []);
          expect(text(column)).toBe(result.parts[part]);
        }
        for (const { amount, parts } of result.items) {
          if (parts) expect(text([parts.rate, parts.mix])).toBe(amount);
        }
      }),
    );
  });

  it('turns every sign when time is turned round, and the order of the segments means nothing', () => {
    fc.assert(
      fc.property(fractions, decimalPlaces, (pairs, decimals) => {
        const result = split(pairs, decimals);
        expect(split(shuffled(pairs), decimals)).toEqual(result);
        const back = split(reversed(pairs), decimals);
        expect(back === undefined).toBe(result === undefined);
        if (!result) return;
        expect(back).toMatchObject({
          total: negated(result.total),
          parts: { rate: negated(result.parts.rate), mix: negated(result.parts.mix) },
          unpaired: negated(result.unpaired),
          simpson: result.simpson,
          items: result.items.map(({ name, amount, share }) => ({ name, amount: negated(amount), share })),
        });
      }),
    );
  });
});
