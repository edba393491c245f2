import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zScore } from '../../src/analysis/z-score.ts';

describe('zScore', () => {
  it('is the textbook figure', () => {
    // Mean 5; squared deviations 9+1+1+1+0+0+4+16 = 32 over n − 1 = 7.
    const score = zScore(9, [2, 4, 4, 4, 5, 5, 7, 9]);
    expect(score).toMatchObject({ mean: 5, observations: 8 });
    expect(score?.standardDeviation).toBeCloseTo(Math.sqrt(32 / 7), 12);
    expect(score?.z).toBeCloseTo(4 / Math.sqrt(32 / 7), 12);
  });

  it.each([
    [3, [4, 5, 6], { mean: 5, standardDeviation: 1, observations: 3, z: -2 }],
    [5, [4, 5, 6], { mean: 5, standardDeviation: 1, observations: 3, z: 0 }],
    [-11, [-4, -6, -5], { mean: -5, standardDeviation: 1, observations: 3, z: -6 }],
    [0, [0, 2], { mean: 1, standardDeviation: Math.SQRT2, observations: 2, z: -1 / Math.SQRT2 }],
  ])('of %f in the window %j', (value, window, expected) => expect(zScore(value, window)).toEqual(expected));

  it.each([[[]], [[7]]])('does not exist for the window %j', (window) => {
    expect(zScore(100, window)).toBeUndefined();
  });

  it('does not exist for a window that always holds the same value, whatever the value', () => {
    const value = fc.double({ min: -1e15, max: 1e15, noNaN: true });
    fc.assert(
      fc.property(value, value, fc.integer({ min: 2, max: 60 }), (under, same, length) => {
        expect(
          zScore(
            under,
            Array.from({ length }, () => same),
          ),
        ).toBeUndefined();
      }),
    );
    // Three times 0.1 is not 0.3 in floating point, and the mean of it not 0.1.
    expect(zScore(0.2, [0.1, 0.1, 0.1])).toBeUndefined();
  });

  it('leaves the window as it was', () => {
    const window = Object.freeze([6, 4, 5]);
    expect(zScore(3, window)?.z).toBe(-2);
    expect(window).toEqual([6, 4, 5]);
  });

  it('does not depend on the order of the window, nor on the unit', () => {
    const amount = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(amount, fc.uniqueArray(amount, { minLength: 2, maxLength: 40 }), (value, window) => {
        const z = zScore(value, window)?.z ?? NaN;
        expect(zScore(value, window.toReversed())?.z).toBeCloseTo(z, 6);
        expect(
          zScore(
            value * 1024,
            window.map((each) => each * 1024),
          )?.z,
        ).toBeCloseTo(z, 6);
      }),
    );
  });
});
