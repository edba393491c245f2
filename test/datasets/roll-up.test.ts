import { expect, it } from 'vitest';
import { rollUpOf, type RollUp } from '../../src/datasets/roll-up.ts';
import { kiosk } from '../support/kiosk.ts';

const sum = (column: string): RollUp => ({ kind: 'sum', column });
const ratio = (numerator: string, denominator: string): RollUp => ({
  kind: 'ratio',
  numerator: sum(numerator),
  denominator: sum(denominator),
});
const ALL = ['day', 'drink', 'cups', 'takings', 'in_stock', 'price', 'cups_above_stock', 'median_price'];

it.each<[metric: string, columns: readonly string[], overDays: RollUp | undefined, aDay: RollUp | undefined]>(
  [
    ['cups', ALL, sum('cups'), sum('cups')],
    ['cups', ['takings'], undefined, undefined],
    // A level: of two days there is no sum.
    ['in_stock', ALL, undefined, sum('in_stock')],
    ['cups_above_stock', ALL, sum('cups_above_stock'), sum('cups_above_stock')],
    // The view has the ratio, and yet it is taken apart; measures are found as the metrics that sum them.
    ['price', ALL, ratio('takings', 'cups'), ratio('takings', 'cups')],
    ['price', ['price', 'cups'], undefined, undefined],
    ['stock_per_cup', ALL, undefined, ratio('in_stock', 'cups')],
    ['median_price', ALL, undefined, undefined],
    ['takings_w1', ['takings_w1'], undefined, undefined],
    ['toString', ['toString'], undefined, undefined],
  ],
)('%s of %j', (metric, columns, overDays, aDay) => {
  expect(rollUpOf(kiosk, columns, metric, true)).toEqual(overDays);
  expect(rollUpOf(kiosk, columns, metric, false)).toEqual(aDay);
});
