import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  SparseAmounts,
  sparseDeviation,
  sparseQuantile,
  sparseScore,
} from '../../../src/analysis/signal/sparse-amounts.ts';
import { Random } from '../../../src/generate/random.ts';

const day = fc.record({
  zeros: fc.double({ min: 0.2, max: 0.98, noNaN: true }),
  mean: fc.double({ min: 1, max: 20, noNaN: true }),
  deviation: fc.double({ min: 0.5, max: 5, noNaN: true }),
});
const amount = fc.double({ min: 0, max: 1e5, noNaN: true });

describe('a sparse amount', () => {
  it('is the more surprising the larger it is, and a 0 never more than its probability lets be', () => {
    fc.assert(
      fc.property(day, amount, amount, (one, a, b) => {
        const [small, large] = [Math.min(a, b), Math.max(a, b)];
        expect(sparseScore(one, small)).toBeLessThanOrEqual(sparseScore(one, large) + 1e-3);
        // Half of a fifth: the lower tail of the normal table up to −1.28.
        expect(sparseScore(one, 0)).toBeGreaterThan(-1.3);
      }),
    );
  });

  it('lies below a quantile as often as that says', () => {
    const one = { zeros: 0.6, mean: 10, deviation: 2 };
    const random = new Random(3, 1, 4);
    const values = Array.from({ length: 20_000 }, () =>
      random.uniform() < one.zeros ? 0 : Math.max(0, one.mean + one.deviation * random.normal()) ** 3,
    );
    for (const probability of [0.7, 0.8, 0.95]) {
      const limit = sparseQuantile(one, probability);
      expect(values.filter((value) => value <= limit).length / values.length).toBeCloseTo(probability, 1);
    }
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(sparseDeviation(one) / Math.sqrt(variance)).toBeCloseTo(1, 1);
    expect(sparseQuantile(one, 0.5)).toBe(0);
  });

  it('is known from three events on, whatever lay between them', () => {
    const amounts = new SparseAmounts(1);
    for (const value of [8, 0, 0, 27]) amounts.learn(0, value);
    expect(amounts.dayOf(0, 0.5)).toBeUndefined();
    amounts.learn(0, 64);
    const known = amounts.dayOf(0, 0.995);
    expect(known?.mean).toBeCloseTo(3);
    expect(known?.deviation).toBeCloseTo(1);
    expect(known?.zeros).toBe(0.98);
  });
});
