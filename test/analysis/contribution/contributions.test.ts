import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contributionsOf, type Contribution } from '../../../src/analysis/contribution/contributions.ts';
import { exact, sumOf, write } from '../../../src/analysis/contribution/exact.ts';
import { bundle, topAndOthers } from '../../../src/analysis/contribution/top-and-others.ts';
import { amounts, decimalPlaces, negated, reversed, shuffled } from './segments.ts';

const sum = (items: readonly { readonly amount: string }[]) =>
  sumOf(items.map(({ amount }) => exact(amount)));

describe('contributionsOf', () => {
  it('subtracts, marks what came and went, and sorts by size', () => {
    const pairs = [
      { name: 'a', before: '10.00', after: '4.50' },
      { name: 'b', before: null, after: '7.00' },
      { name: 'c', before: '0.25', after: null },
      { name: 'd', before: '0', after: '0.25' },
      { name: 'e', before: null, after: null },
    ];
    expect(contributionsOf(pairs, 2)).toEqual({
      total: '1.50',
      items: [
        { name: 'b', amount: '7.00', share: 0.538462, presence: 'new' },
        { name: 'a', amount: '-5.50', share: 0.423077, presence: 'both' },
        { name: 'c', amount: '-0.25', share: 0.019231, presence: 'vanished' },
        { name: 'd', amount: '0.25', share: 0.019231, presence: 'both' },
        { name: 'e', amount: '0.00', share: 0, presence: 'both' },
      ],
    });
  });

  it('of nothing is nothing, and of no change 0', () => {
    expect(contributionsOf([], 2)).toEqual({ total: '0.00', items: [] });
    expect(contributionsOf([{ name: 'a', before: '5', after: '5.00' }], 2).items).toEqual([
      { name: 'a', amount: '0.00', share: 0, presence: 'both' },
    ]);
  });

  it('shares stay between 0 and 1 where rises and falls cancel out', () => {
    const pairs = [
      { name: 'up', before: '0', after: '1000000.00' },
      { name: 'down', before: '1000000.00', after: '0.01' },
    ];
    const { total, items } = contributionsOf(pairs, 2);
    expect(total).toBe('0.01');
    for (const { share } of items) expect(share).toBeCloseTo(0.5, 6);
  });

  it('adds up to the rounded total, and to the cent where values have cents', () => {
    fc.assert(
      fc.property(amounts, decimalPlaces, (pairs, decimals) => {
        const { total, items } = contributionsOf(pairs, decimals);
        const change = sumOf(pairs.map(({ before, after }) => exact(after).minus(exact(before))));
        expect(total).toBe(write(change, decimals));
        expect(write(sum(items), decimals)).toBe(total);
        expect(items).toHaveLength(pairs.length);
        const shares = items.reduce((part, { share }) => part + share, 0);
        expect(shares === 0 || Math.abs(shares - 1) < 1e-5).toBe(true);
      }),
    );
  });

  it('turns every sign when time is turned round, and new into vanished', () => {
    const other = { new: 'vanished', vanished: 'new', both: 'both' } as const;
    fc.assert(
      fc.property(amounts, decimalPlaces, (pairs, decimals) => {
        const { total, items } = contributionsOf(pairs, decimals);
        const back = contributionsOf(reversed(pairs), decimals);
        expect(back.total).toBe(negated(total));
        expect(back.items).toEqual(
          items.map((item) => ({ ...item, amount: negated(item.amount), presence: other[item.presence] })),
        );
      }),
    );
  });

  it('does not depend on the order of the segments', () => {
    fc.assert(
      fc.property(amounts, decimalPlaces, (pairs, decimals) => {
        expect(contributionsOf(shuffled(pairs), decimals)).toEqual(contributionsOf(pairs, decimals));
      }),
    );
  });
});

describe('topAndOthers', () => {
  const items = ['9.00', '-5.00', '2.10', '0.90', '-0.30'].map((amount, index): Contribution => ({
    name: `s${index}`,
    amount,
    share: 0.2,
    presence: 'both',
  }));

  it('names the first, and one more where only one is left', () => {
    expect(topAndOthers(items, 3, 2)).toEqual({
      top: items.slice(0, 3),
      others: { count: 2, amount: '0.60', share: 0.4 },
    });
    expect(topAndOthers(items, 4, 2)).toEqual({ top: items, others: null });
    expect(topAndOthers([], 3, 2)).toEqual({ top: [], others: null });
  });

  it('keeps the sum', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 6 }), (pairs, limit) => {
        const { total, items: all } = contributionsOf(pairs, 2);
        const { top, others } = topAndOthers(all, limit, 2);
        expect(write(sum([...top, ...(others ? [others] : [])]), 2)).toBe(total);
        expect(bundle(all, 2).amount).toBe(total);
      }),
    );
  });
});
