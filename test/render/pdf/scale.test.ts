import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisRange, linearScale, niceTicks } from '../../../src/render/pdf/scale.ts';

describe('niceTicks', () => {
  it.each([
    [0, 327_900_000, [0, 100e6, 200e6, 300e6, 400e6]],
    [0, 10, [0, 5, 10]],
    [4.2, 4.43, [4.2, 4.3, 4.4, 4.5]],
    [-12, 30, [-20, 0, 20, 40]],
    [0.001, 0.0035, [0.001, 0.002, 0.003, 0.004]],
    [5, 5, [4.5, 5, 5.5]],
    [0, 0, [-1, -0.5, 0, 0.5, 1]],
  ])('%d to %d', (low, high, ticks) => {
    expect(niceTicks(low, high, 4)).toEqual(ticks);
  });

  it('covers any range with few, evenly spaced ticks', () => {
    const value = fc
      .double({ min: -1e15, max: 1e15, noNaN: true })
      .filter((x) => x === 0 || Math.abs(x) > 1e-9);
    fc.assert(
      fc.property(value, value, (one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        fc.pre(high === low || high - low > Math.max(Math.abs(low), Math.abs(high)) * 1e-6);
        const ticks = niceTicks(low, high, 4);
        const step = (ticks[1] ?? 0) - (ticks[0] ?? 0);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(8);
        expect(ticks[0]).toBeLessThanOrEqual(low + step * 1e-6);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(high - step * 1e-6);
        for (const [index, tick] of ticks.entries()) {
          expect(Math.abs(tick - ((ticks[0] ?? 0) + index * step))).toBeLessThan(step * 1e-3);
        }
      }),
    );
  });
});

it('an axis starts at 0 unless that squeezes the line into the upper half', () => {
  expect(axisRange([99, 328, 250])).toEqual([0, 328]);
  expect(axisRange([4.2, 4.4])).toEqual([4.2, 4.4]);
  expect(axisRange([-3, 8])).toEqual([-3, 8]);
});

it('a scale maps the ends to the ends, and a domain without extent to the middle', () => {
  const scale = linearScale([0, 10], [200, 100]);
  expect([scale(0), scale(5), scale(10)]).toEqual([200, 150, 100]);
  expect(linearScale([3, 3], [0, 100])(3)).toBe(50);
});
