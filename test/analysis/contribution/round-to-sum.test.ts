import { Big } from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumOf } from '../../../src/analysis/contribution/exact.ts';
import { roundToSum } from '../../../src/analysis/contribution/round-to-sum.ts';

const round = (parts: readonly string[], decimals = 0) => {
  const values = parts.map((part) => new Big(part));
  return roundToSum(values, sumOf(values), decimals).map((value) => value.toFixed(decimals));
};

describe('roundToSum', () => {
  it.each([
    [['1.4', '1.4', '1.4'], 0, ['2', '1', '1']],
    [['1.3', '1.4', '1.4'], 0, ['1', '2', '1']],
    [['0.5', '0.5'], 0, ['0', '1']],
    [['-1.4', '-1.4', '-1.4'], 0, ['-2', '-1', '-1']],
    [['0.004', '0.004', '-0.001'], 2, ['0.01', '0.00', '0.00']],
    [['2', '3'], 0, ['2', '3']],
    [['2.555'], 2, ['2.56']],
    [[], 2, []],
  ])('%j to %i decimals is %j', (parts, decimals, expected) => {
    expect(round(parts, decimals)).toEqual(expected);
  });

  const parts = fc.array(
    fc.integer({ min: -99_999, max: 99_999 }).map((value) => new Big(value).div(1000)),
    { maxLength: 20 },
  );

  it('keeps the rounded sum, each part within a unit of itself, and the sign of time', () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: 0, max: 3 }), (values, decimals) => {
        const total = sumOf(values);
        const rounded = roundToSum(values, total, decimals);
        const unit = 10 ** -decimals;
        if (values.length > 0) expect(sumOf(rounded).eq(total.round(decimals))).toBe(true);
        rounded.forEach((value, index) => {
          expect(Math.abs(value.minus(values[index] ?? 0).toNumber())).toBeLessThanOrEqual(unit);
        });
        const back = roundToSum(
          values.map((value) => value.neg()),
          total.neg(),
          decimals,
        );
        expect(back.map((value) => value.neg().plus(0).toFixed(3))).toEqual(
          rounded.map((value) => value.plus(0).toFixed(3)),
        );
      }),
    );
  });

  it('meets a total that was rounded elsewhere, however far off', () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: -40, max: 40 }), (values, units) => {
        fc.pre(values.length > 0);
        const total = sumOf(values).round(1).plus(new Big(units).div(10));
        expect(sumOf(roundToSum(values, total, 1)).eq(total)).toBe(true);
      }),
    );
  });
});
