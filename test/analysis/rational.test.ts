import { Big } from 'big.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Rational } from '../../src/analysis/rational.ts';

const of = (decimal: string) => Rational.of(decimal);
const text = (value: Rational) => value.toBig().toFixed();

it.each([
  ['1', '3', '0.33333333333333333333'],
  ['-1', '3', '-0.33333333333333333333'],
  ['1', '-8', '-0.125'],
  ['0', '7', '0'],
  ['-0.00', '7', '0'],
  ['1e3', '0.1', '10000'],
])('%s over %s is %s, to 20 places', (above, below, expected) => {
  expect(text(of(above).over(of(below)))).toBe(expected);
});

it('knows its sign whatever the sign of what divides it', () => {
  expect(
    [of('1').over(of('-2')), of('-1').over(of('-2')), of('0').over(of('-2'))].map((value) => value.sign()),
  ).toEqual([-1, 1, 0]);
});

it('calculates as decimals do', () => {
  const decimal = fc.integer({ min: -99_999, max: 99_999 }).map((value) => (value / 100).toFixed(2));
  fc.assert(
    fc.property(decimal, decimal, decimal, (a, b, c) => {
      expect(text(of(a).plus(of(b)).minus(of(c)))).toBe(new Big(a).plus(b).minus(c).toFixed());
      expect(text(of(a).times(of(b)).plus(of(c)))).toBe(new Big(a).times(b).plus(c).toFixed());
      expect(text(of(a).dividedBy(4n))).toBe(new Big(a).div(4).toFixed());
    }),
  );
});
