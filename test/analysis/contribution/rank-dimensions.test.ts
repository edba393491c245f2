import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  rankDimensions,
  withContributions,
  type Candidate,
} from '../../../src/analysis/contribution/rank-dimensions.ts';
import { decomposeRatio, type Fraction } from '../../../src/analysis/contribution/rate-and-mix.ts';
import { fractions } from './segments.ts';

/** Name → before, after. */
function candidate(
  dimension: string,
  values: Readonly<Record<string, readonly [number, number]>>,
): Candidate {
  return {
    dimension,
    elements: Object.entries(values).map(([name, [before, after]]) => ({
      name,
      contribution: after - before,
      before: [before],
      after: [after],
    })),
  };
}

/** After the example that the paper opens with: everything halves in one dimension, and shifts in the other. */
const DATA_CENTRE = candidate('data centre', { X: [94, 47], Y: [6, 3] });
const ADVERTISER = candidate('advertiser', { A1: [50, 24], A2: [20, 21], A3: [20, 4], A4: [10, 1] });

describe('rankDimensions', () => {
  it('puts the dimension whose shares shifted first, with the values that make up the change', () => {
    const [first, second] = rankDimensions([DATA_CENTRE, ADVERTISER], -50);
    expect(first).toMatchObject({ dimension: 'advertiser', elements: ['A4', 'A3', 'A1'], sufficient: true });
    expect(first?.explained).toBeCloseTo((9 + 16 + 26) / 50, 12);
    expect(second).toMatchObject({ dimension: 'data centre', elements: ['X'], surprise: 0 });
    expect(second?.explained).toBeCloseTo(0.94, 12);
  });

  it('surprise is the addend of the Jensen-Shannon divergence', () => {
    const [found] = rankDimensions([candidate('d', { a: [100, 0], b: [0, 100] })], 0.0001);
    // Disjoint distributions: ln 2 in all, half of it by the one that explains.
    expect(found?.surprise).toBeCloseTo(Math.log(2) / 2, 12);
    expect(found?.shift).toBeCloseTo(Math.log(2), 12);
  });

  it('values that explain a tenth or less are passed over, and a dimension of such explains nothing', () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`v${index}`, [1, 2] as const]));
    expect(rankDimensions([candidate('many', many)], 20)).toEqual([
      { dimension: 'many', elements: [], explained: 0, surprise: 0, shift: 0, sufficient: false },
    ]);
    const one = candidate('one', { only: [20, 40] });
    expect(rankDimensions([candidate('many', many), one], 20).map(({ dimension }) => dimension)).toEqual([
      'one',
      'many',
    ]);
  });

  it('of nothing, of zeros and of no change has no explanation, and no NaN', () => {
    expect(rankDimensions([], 5)).toEqual([]);
    for (const values of [{}, { a: [0, 0], b: [0, 0] }, { a: [5, 0], b: [0, 5] }] as const) {
      expect(rankDimensions([candidate('d', values)], 0)).toMatchObject([
        { dimension: 'd', elements: [], explained: 0, surprise: 0, sufficient: false },
      ]);
    }
  });

  const number = fc.oneof(fc.constant(0), fc.double({ min: -1e9, max: 1e15, noNaN: true }));
  const candidates = fc
    .uniqueArray(
      fc.tuple(
        fc.string({ maxLength: 4 }),
        fc.dictionary(fc.string({ minLength: 1, maxLength: 3 }), fc.tuple(number, number), { maxKeys: 8 }),
      ),
      { selector: ([dimension]) => dimension, maxLength: 5 },
    )
    .map((all) => all.map(([dimension, values]) => candidate(dimension, values)));

  it('is finite, bounded, and the same both ways in time and in any order of the values', () => {
    fc.assert(
      fc.property(candidates, number, (all, total) => {
        const ranked = rankDimensions(all, total);
        for (const { surprise, explained } of ranked) {
          expect(surprise).toBeGreaterThanOrEqual(0);
          expect(surprise).toBeLessThanOrEqual(Math.log(2) + 1e-9);
          expect(explained).not.toBeNaN();
        }
        const turned = all.map(({ dimension, elements }) => ({
          dimension,
          elements: elements
            .map(({ name, contribution, before, after }) => ({
              name,
              contribution: -contribution,
              before: after,
              after: before,
            }))
            .reverse(),
        }));
        expect(rankDimensions(turned, -total)).toEqual(ranked);
      }),
    );
  });
});

describe('withContributions', () => {
  it('of a sum is the difference', () => {
    const [a] = withContributions([{ name: 'a', before: [3], after: [5] }]);
    expect(a).toEqual({ name: 'a', before: [3], after: [5], contribution: 2 });
  });

  it('of a ratio is what decomposeRatio has', () => {
    fc.assert(
      fc.property(fractions, (pairs) => {
        const exact = decomposeRatio(pairs, 9);
        fc.pre(exact !== undefined);
        const numbers = (side: Fraction | null) => [
          Number(side?.numerator ?? 0),
          Number(side?.denominator ?? 0),
        ];
        const found = withContributions(
          pairs.map(({ name, before, after }) => ({ name, before: numbers(before), after: numbers(after) })),
        );
        const size = Math.max(1, ...exact.items.map(({ amount }) => Math.abs(Number(amount))));
        for (const { name, contribution } of found) {
          const wanted = Number(exact.items.find((item) => item.name === name)?.amount);
          expect(Math.abs(contribution - wanted) / size).toBeLessThan(1e-6);
        }
      }),
    );
  });
});
