import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countBand, countProbability, normalScore } from '../../../src/analysis/signal/low-counts.ts';

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

  it('have mid-p that rise with the count', () => {
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
        },
      ),
    );
  });

  it('have a band that no shorter run of counts could be', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 20, noNaN: true }),
        fc.double({ min: 1, max: 10, noNaN: true }),
        (mean, dispersion) => {
          const { lower, upper } = countBand(0.8, mean, dispersion);
          // F(n − 1) of each n: the mid-p is half of P(n) above it.
          const below = [0];
          for (let count = 0; count < 150; count += 1) {
            const half = countProbability(count, mean, dispersion).lower - (below[count] as number);
            below.push((below[count] as number) + 2 * half);
          }
          const held = (from: number, to: number) => (below[to + 1] as number) - (below[from] as number);
          expect(held(lower, upper)).toBeGreaterThanOrEqual(0.8 - 1e-9);
          for (let from = 0; from + upper - lower - 1 < 150 && upper > lower; from += 1) {
            expect(held(from, from + upper - lower - 1)).toBeLessThan(0.8 + 1e-9);
          }
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
