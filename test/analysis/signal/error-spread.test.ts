import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ErrorSpread } from '../../../src/analysis/signal/error-spread.ts';

const WINDOW = 84;

describe('the spread of errors', () => {
  it('is 1.4826 × the median size of the last twelve weeks, or half of what their mean says', () => {
    const size = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.array(size, { minLength: 1, maxLength: 150 }), (sizes) => {
        const spread = new ErrorSpread(2);
        sizes.forEach((one, day) => {
          spread.add(1, (day % 7) + 1, day % 2 === 0 ? one : -one, Infinity);
        });
        const last = sizes
          .slice(-WINDOW)
          .map(Math.fround)
          .sort((a, b) => a - b);
        const middle = last.length >> 1;
        const median =
          last.length % 2 === 1
            ? (last[middle] as number)
            : ((last[middle - 1] as number) + (last[middle] as number)) / 2;
        const mean = last.reduce((sum, one) => sum + one, 0) / last.length;
        expect(spread.pooled(1)).toBeCloseTo(Math.max(1.4826 * median, 0.5 * 1.2533 * mean), 4);
        expect(spread.pooled(0)).toBeNaN();
      }),
    );
  });

  it('believes errors as far as they reach', () => {
    const spread = new ErrorSpread(1);
    for (let day = 0; day < 20; day += 1) spread.add(0, 1, 1_000, 2);
    expect(spread.pooled(0)).toBeCloseTo(2 * 1.4826);
  });

  it('is drawn towards that of series of its size, the less so the more is known', () => {
    const spread = new ErrorSpread(1);
    const distance = () => Math.abs(Math.log(spread.of(0, 1, Math.log(10)) / spread.pooled(0)));
    spread.add(0, 2, 1, Infinity);
    const early = distance();
    for (let day = 0; day < 40; day += 1) spread.add(0, 2, 1, Infinity);
    expect(distance()).toBeLessThan(early);
    expect(distance()).toBeGreaterThan(0);
  });

  it('is wider on a weekday that was wider', () => {
    const spread = new ErrorSpread(1);
    for (let day = 0; day < 42; day += 1) spread.add(0, (day % 7) + 1, day % 7 === 6 ? 4 : 1, Infinity);
    expect(spread.of(0, 7, NaN)).toBeGreaterThan(1.4 * spread.of(0, 3, NaN));
  });
});
