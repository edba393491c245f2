import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countProbability, countQuantile, normalScore } from '../../../src/analysis/signal/low-counts.ts';

describe('low counts', () => {
  it('are Poisson where they scatter as chance alone does', () => {
    expect(countProbability(0, 7, 1).zero).toBeCloseTo(Math.exp(-7), 12);
    // P(X < 2) + P(X = 2) / 2 of mean 3.
    expect(countProbability(2, 3, 1).lower).toBeCloseTo(Math.exp(-3) * (1 + 3 + 4.5 / 2), 12);
  });

  it('are negative binomial where they scatter more', () => {
    // Variance 2 × mean 4: size 4, probability 1/2, so P(0) = 1/16.
    expect(countProbability(0, 4, 2).zero).toBeCloseTo(1 / 16, 12);
    expect(countProbability(1, 4, 2).lower).toBeCloseTo(1 / 16 + 4 / 32 / 2, 12);
  });

  it('have mid-p that rise with the count, and quantiles that fit them', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 20, noNaN: true }),
        fc.double({ min: 1, max: 10, noNaN: true }),
        (mean, dispersion) => {
          let before = 0;
          for (let count = 0; count < 60; count += 1) {
            const { lower } = countProbability(count, mean, dispersion);
            expect(lower).toBeGreaterThanOrEqual(before);
            expect(lower).toBeLessThanOrEqual(1);
            before = lower;
          }
          const median = countQuantile(0.5, mean, dispersion);
          expect(countProbability(median + 1, mean, dispersion).lower).toBeGreaterThanOrEqual(0.5);
          expect(countQuantile(0.1, mean, dispersion)).toBeLessThanOrEqual(median);
        },
      ),
    );
  });

  it.each([
    [0.5, 0],
    [0.975, 1.95996],
    [0.025, -1.95996],
    [0.0005, -3.29053],
  ])('normal score of %d is %d', (lower, score) => {
    expect(normalScore(lower)).toBeCloseTo(score, 2);
  });
});
