import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { discoveryLimit } from '../../../src/analysis/alerts/benjamini-hochberg.ts';

describe('discoveryLimit', () => {
  it('is the example of Benjamini and Hochberg (1995), section 3.2: four discoveries of fifteen at 5 %', () => {
    const pValues = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
      0.759, 1,
    ];
    expect(discoveryLimit(pValues, 0.05)).toBe(0.0095);
  });

  it('finds nothing where nothing is surprising, or nothing was tested', () => {
    expect(discoveryLimit([0.2, 0.5, 0.9], 0.1)).toBe(-1);
    expect(discoveryLimit([], 0.1)).toBe(-1);
  });

  it('never finds less at a higher rate, or when a value gets smaller', () => {
    const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 50 });
    const found = (values: readonly number[], rate: number) => {
      const limit = discoveryLimit(values, rate);
      return values.filter((value) => value <= limit).length;
    };
    fc.assert(
      fc.property(pValues, fc.double({ min: 0.01, max: 0.5, noNaN: true }), (values, rate) => {
        expect(found(values, rate * 1.5)).toBeGreaterThanOrEqual(found(values, rate));
        const smaller = [...values];
        smaller[0] = (smaller[0] ?? 0) / 2;
        expect(found(smaller, rate)).toBeGreaterThanOrEqual(found(values, rate));
      }),
    );
  });
});
