import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScorePool } from '../../../src/analysis/signal/score-pool.ts';
import { Random } from '../../../src/generate/random.ts';

function poolOf(scores: readonly number[]): ScorePool {
  const pool = new ScorePool();
  for (const score of scores) pool.add(score);
  return pool;
}

function normals(count: number): number[] {
  const random = new Random(4, 5, 6);
  return Array.from({ length: count }, () => random.normal());
}

describe('a pool of scores', () => {
  it('ranks by size, on both sides: (1 + larger) / (n + 1)', () => {
    const pool = poolOf([1, -2, 3, -4]);
    expect(pool.pValue(3.5)).toBeCloseTo(2 / 5);
    expect(pool.pValue(-3.5)).toBeCloseTo(2 / 5);
    expect(pool.pValue(9)).toBeCloseTo(1 / 5);
    expect(pool.pValue(0)).toBe(1);
    expect(new ScorePool().pValue(3)).toBe(1);
  });

  it('gives more surprising scores no larger p-values, between 0 and 1', () => {
    const score = fc.double({ min: -60, max: 60, noNaN: true });
    fc.assert(
      fc.property(fc.array(score, { maxLength: 600 }), fc.array(score, { minLength: 2 }), (past, asked) => {
        const pool = poolOf(past);
        const values = [...asked].sort((a, b) => Math.abs(a) - Math.abs(b)).map((one) => pool.pValue(one));
        values.forEach((value, at) => {
          expect(value).toBeGreaterThan(0);
          expect(value).toBeLessThanOrEqual(1);
          expect(value).toBeLessThanOrEqual((values[at - 1] ?? 1) + 1e-12);
        });
      }),
    );
  });

  it('goes below 1 / (n + 1) by its tail, and never below the truth', () => {
    const pool = poolOf(normals(2_000));
    expect(pool.pValue(6)).toBeLessThan(1 / 2_001);
    // Two-sided normal probabilities of 4 and 6: 6.3e-5 and 2.0e-9.
    expect(pool.pValue(4)).toBeGreaterThan(6.3e-5);
    expect(pool.pValue(6)).toBeGreaterThan(2e-9);
  });

  it('of many scores stays with their ranks', () => {
    expect(poolOf(normals(5_000)).pValue(20)).toBeCloseTo(1 / 5_001, 10);
  });

  it('has the quantiles of what was added, and of what is left of it', () => {
    const scores = normals(5_000);
    const sorted = [...scores].sort((a, b) => a - b);
    const left = poolOf([...scores, 40, ...normals(700).map((score) => 2 * score)]);
    for (const score of [40, ...normals(700).map((one) => 2 * one)]) left.remove(score);
    for (const probability of [0.1, 0.3, 0.5, 0.9]) {
      const truth = sorted[Math.floor(probability * 5_000)] as number;
      expect(poolOf(scores).quantile(probability)).toBeCloseTo(truth, 1);
      expect(left.quantile(probability)).toBe(poolOf(scores).quantile(probability));
    }
    for (const score of [0.1, 2, 4, 6, 30]) expect(left.pValue(score)).toBe(poolOf(scores).pValue(score));
    expect(new ScorePool().quantile(0.5)).toBeNaN();
  });

  it('has the size that a part of the scores does not exceed', () => {
    const sizes = normals(5_000)
      .map(Math.abs)
      .sort((a, b) => a - b);
    for (const probability of [0.2, 0.8, 0.95]) {
      const truth = sizes[Math.floor(probability * 5_000)] as number;
      expect(poolOf(normals(5_000)).sizeQuantile(probability)).toBeCloseTo(truth, 1);
    }
    expect(new ScorePool().sizeQuantile(0.8)).toBeNaN();
  });

  it('keeps what is added after it was asked', () => {
    const pool = poolOf([1, 1, 1]);
    expect(pool.pValue(2)).toBe(1 / 4);
    pool.add(3);
    expect(pool.pValue(2)).toBe(2 / 5);
  });
});
