import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecastDampedSeasonal } from '../../../src/analysis/forecast/damped-seasonal.ts';
import { forecastDays } from '../../../src/analysis/forecast/forecast-days.ts';
import { medianOf } from '../../../src/analysis/median.ts';
import { forecastSeasonalMedian } from '../../../src/analysis/forecast/seasonal-median.ts';
import { forecastTheta } from '../../../src/analysis/forecast/theta.ts';
import { forecastWeeks } from '../../../src/analysis/forecast/weekly/forecast-weeks.ts';
import { yearIndex } from '../../../src/analysis/forecast/year-index.ts';
import { WEEK, weekly } from './series.ts';

const METHODS = {
  'damped season': forecastDampedSeasonal,
  'median of weekdays': forecastSeasonalMedian,
  theta: forecastTheta,
};

describe.each(Object.entries(METHODS))('%s', (_, forecast) => {
  it('repeats a week that never changed', () => {
    const path = forecast(weekly(70), 7, 14);
    path.forEach((value, step) => expect(value).toBeCloseTo(WEEK[step % 7] ?? NaN, 6));
  });

  it('goes on from any weekday, over days that are not known', () => {
    const values = weekly(72);
    for (const gap of [20, 33, 34, 35, 71]) values[gap] = NaN;
    const path = forecast(values, 7, 14);
    path.forEach((value, step) => expect(value).toBeCloseTo(WEEK[(72 + step) % 7] ?? NaN, 0));
  });

  it('stays at a level without a season', () => {
    expect([...forecast(new Float64Array(30).fill(5), 1, 3)]).toEqual([5, 5, 5]);
  });
});

it('theta goes half the way of a straight line, damped trends less and less', () => {
  const line = Float64Array.from({ length: 60 }, (_, index) => 100 + index);
  const [first = NaN, , , fourth = NaN] = forecastTheta(line, 1, 4);
  expect(fourth - first).toBeCloseTo(1.5, 6);
  const path = forecastDampedSeasonal(line, 1, 30);
  expect((path[29] ?? NaN) - (path[28] ?? NaN)).toBeLessThan((path[1] ?? NaN) - (path[0] ?? NaN) + 1e-9);
});

it.each([
  [[], NaN],
  [[NaN, 3], 3],
  [[4, 1, NaN, 3, 2], 2.5],
  [[9, -1, 5], 5],
])('the median of %j is %d', (values, expected) => {
  expect(medianOf(values)).toBe(expected);
});

describe('the index of a year ago', () => {
  it('needs 54 weeks', () => {
    expect(yearIndex(weekly(53 * 7), 7, 7)).toBeUndefined();
    expect(yearIndex(weekly(54 * 7), 7, 7)).toBeDefined();
  });

  it('believes half of what happened then', () => {
    const values = weekly(54 * 7);
    // A year ago the weeks from here on were twice as high.
    for (let index = 14; index < 14 + 70; index += 1) values[index] = 2 * (values[index] ?? 0);
    const index = yearIndex(values, 7, 28);
    expect(index?.[20]).toBeCloseTo(1.5, 1);
  });
});

describe('the days ahead', () => {
  const series = fc
    .tuple(fc.integer({ min: 29, max: 120 }), fc.integer({ min: 1, max: 1e6 }))
    .map(([length, seed]) => weekly(length, 1.5, seed));

  it('scale as the series does', () => {
    fc.assert(
      fc.property(series, fc.constantFrom(0.01, 8, 1e6), (values, factor) => {
        const one = forecastDays(values, undefined, 6, 14);
        const other = forecastDays(
          values.map((value) => value * factor),
          undefined,
          6,
          14,
        );
        one.forEach((value, step) => expect((other[step] ?? NaN) / factor / value).toBeCloseTo(1, 6));
      }),
      { numRuns: 60 },
    );
  });

  it('are the same every time, and never below 0 where nothing is', () => {
    fc.assert(
      fc.property(series, (values) => {
        const sparse = values.map((value, index) => (index % 5 === 0 ? 0 : value));
        const path = forecastDays(sparse, undefined, 6, 56);
        expect(path).toEqual(forecastDays(sparse, undefined, 6, 56));
        expect(path.every((value) => value >= 0)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('weeks', () => {
  it('of a season that repeats every year come back', () => {
    const season = (week: number) => 100 * Math.exp(0.3 * Math.sin((2 * Math.PI * week) / 52.18));
    const values = Float64Array.from({ length: 260 }, (_, week) => season(week));
    forecastWeeks(values, 13).forEach((value, step) =>
      expect(Math.abs(value / season(260 + step) - 1)).toBeLessThan(0.03),
    );
  });

  it('of a series without change do not change, and short ones are forecast, too', () => {
    expect([...forecastWeeks(new Float64Array(80).fill(7), 2)]).toEqual([
      expect.closeTo(7, 6),
      expect.closeTo(7, 6),
    ]);
    expect(forecastWeeks(weekly(20, 0.1), 13).every((value) => value > 0)).toBe(true);
  });
});
