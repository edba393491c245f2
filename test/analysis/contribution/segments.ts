/** Arbitrary segments: amounts of both signs, zeros, new and vanished values, none at all. */
import fc from 'fast-check';
import type { Pair } from '../../../src/analysis/contribution/pair.ts';
import type { Fraction } from '../../../src/analysis/contribution/rate-and-mix.ts';

const cents = (least: number, most: number) =>
  fc.integer({ min: least, max: most }).map((value) => (value / 100).toFixed(2));
const amount = fc.oneof(
  cents(-1_000_000, 1_000_000),
  cents(-5, 5),
  fc.constantFrom('0', '0.00', '999999999999999.99', '-999999999999999.99', '0.333'),
);
const fraction = fc.record({
  numerator: amount,
  denominator: fc.oneof(
    fc.integer({ min: 0, max: 50 }).map(String),
    fc.integer({ min: 1, max: 9_000_000 }).map(String),
    fc.constantFrom('0', '-3', '0.7'),
  ),
});

function pairsOf<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Pair<T>[]> {
  const side = fc.option(value, { freq: 5 });
  const pair = fc.record({
    name: fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom('', 'ç', '💳')),
    before: side,
    after: side,
  });
  return fc.uniqueArray(pair, { selector: ({ name }) => name, maxLength: 12 });
}

export const amounts = pairsOf(amount);
export const fractions: fc.Arbitrary<Pair<Fraction>[]> = pairsOf(fraction);
export const decimalPlaces = fc.integer({ min: 0, max: 4 });

export function reversed<T>(pairs: readonly Pair<T>[]): Pair<T>[] {
  return pairs.map(({ name, before, after }) => ({ name, before: after, after: before }));
}

/** In another order, the same for the same pairs. */
export function shuffled<T>(pairs: readonly Pair<T>[]): Pair<T>[] {
  return [...pairs.slice(1), ...pairs.slice(0, 1)].reverse();
}

export function negated(amount: string): string {
  if (!/[1-9]/.test(amount)) return amount;
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}
