import { Big } from 'big.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumOf } from '../../../src/analysis/contribution/exact.ts';
import { scaleToSum } from '../../../src/analysis/contribution/scale-to-sum.ts';

const scale = (parts: readonly string[], total: string, decimals = 2) =>
  scaleToSum(
    parts.map((part) => new Big(part)),
    new Big(total),
    decimals,
  )?.map((part) => part.toFixed(decimals));

describe('scaleToSum', () => {
  it.each([
    [['1', '1', '2'], '8', ['2.00', '2.00', '4.00']],
    [['1', '1', '1'], '10', ['3.34', '3.33', '3.33']],
    [['30', '70'], '100', ['30.00', '70.00']],
    [['-1', '3'], '4', ['-2.00', '6.00']],
    [['5'], '-7', ['-7.00']],
    [['1', '0'], '0', ['0.00', '0.00']],
  ])('%j to %s is %j', (parts, total, expected) => {
    expect(scale(parts, total)).toEqual(expected);
  });

  it('cannot scale what adds up to nothing', () => {
    expect(scale([], '5')).toBeUndefined();
    expect(scale(['0'], '5')).toBeUndefined();
    expect(scale(['3', '-3'], '5')).toBeUndefined();
  });

  it('adds up to the total exactly, each part within a unit of its share', () => {
    const part = fc.integer({ min: 1, max: 9_999_999 }).map((value) => new Big(value).div(1000));
    const total = fc.integer({ min: -99_999_999, max: 99_999_999 }).map((value) => new Big(value).div(100));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 20 }), total, (parts, whole) => {
        const scaled = scaleToSum(parts, whole, 2) ?? [];
        expect(sumOf(scaled).toFixed()).toBe(whole.toFixed());
        const sum = Number(sumOf(parts));
        parts.forEach((one, index) => {
          const share = (Number(one) / sum) * Number(whole);
          expect(Math.abs(Number(scaled[index]) - share)).toBeLessThan(0.0101);
        });
      }),
    );
  });
});
