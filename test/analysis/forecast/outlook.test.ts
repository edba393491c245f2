import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outlookOf, type Outlook, type OutlookKind } from '../../../src/analysis/forecast/outlook.ts';
import { trackWithout, WEEK, weekly } from './series.ts';

const look = (
  values: readonly Float64Array[],
  kind: OutlookKind = 'sum',
  [elapsed, remaining]: readonly [number, number] = [10, 20],
): Outlook | undefined => outlookOf({ kind, tracks: values.map(trackWithout), elapsed, remaining });
const total = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0);

describe('what it takes', () => {
  it.each([
    [27, false],
    [28, true],
  ])('%d known days: %s', (length, told) => {
    expect(look([weekly(length, 0.2)]) !== undefined).toBe(told);
  });

  it('days that are not known do not count', () => {
    const values = weekly(34, 0.2);
    values.fill(NaN, 3, 11);
    expect(look([values])).toBeUndefined();
  });

  it('of a ratio both parts must be known', () => {
    expect(look([weekly(60), new Float64Array(60).fill(NaN)], 'ratio')).toBeUndefined();
  });
});

describe('a sum', () => {
  it('that repeats comes out to the unit, without any doubt', () => {
    const outlook = look([weekly(70)]);
    expect(outlook?.days.map(({ value }) => Math.round(value))).toEqual(WEEK);
    for (const week of outlook?.weeks ?? []) expect(week.value).toBeCloseTo(total(WEEK), 6);
    // Ten days of the month behind, the first a Friday, and twenty ahead.
    const month = total(weekly(70).slice(-10)) + 2 * total(WEEK) + total(WEEK.slice(0, 6));
    expect(outlook?.month?.value).toBeCloseTo(month, 6);
    expect(outlook?.month?.upper).toBeCloseTo(month, 6);
  });

  it('of a week is the sum of its days, and a month is what it has and the days that are left', () => {
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 130 }), fc.integer({ min: 1, max: 1e6 }), (length, seed) => {
        const values = weekly(length, 1.2, seed);
        const outlook = look([values], 'sum', [12, 7]);
        const week = total(outlook?.days.map(({ value }) => value) ?? []);
        expect((outlook?.weeks[0]?.value ?? NaN) / week).toBeCloseTo(1, 9);
        expect((outlook?.month?.value ?? NaN) / (total(values.slice(-12)) + week)).toBeCloseTo(1, 9);
        for (const band of [...(outlook?.days ?? []), ...(outlook?.weeks ?? [])]) {
          expect(band.lower).toBeLessThanOrEqual(band.value);
          expect(band.upper).toBeGreaterThanOrEqual(band.value);
          expect(band.lower).toBeGreaterThanOrEqual(0);
        }
        expect(outlook?.month?.lower).toBeGreaterThanOrEqual(total(values.slice(-12)));
      }),
      { numRuns: 40 },
    );
  });

  it('is never what has come so far, by the day', () => {
    // Saturday: five good days behind, two poor ones ahead.
    const outlook = look([weekly(75)], 'sum', [5, 2]);
    expect(outlook?.month?.value).toBeCloseTo(total(WEEK), 6);
  });

  it('on the last day of the month is done', () => {
    const values = weekly(70, 0.4);
    const sum = total(values.slice(-31));
    const month = look([values], 'sum', [31, 0])?.month;
    expect([month?.value, month?.lower, month?.upper].map((one) => (one ?? NaN) / sum)).toEqual(
      Array.from({ length: 3 }, () => expect.closeTo(1, 9) as number),
    );
  });

  it('takes the usual value of the weekday for a day of the month that is not known', () => {
    const values = weekly(70);
    values[68] = NaN;
    const outlook = look([values], 'sum', [10, 1]);
    expect(outlook?.estimated).toBe(1);
    expect(outlook?.month?.value).toBeCloseTo(total(weekly(71).slice(-11)), 6);
  });

  it('may fall below 0 where it did before', () => {
    const values = weekly(90, 0.5).map((value) => value - 100);
    const outlook = look([values]);
    expect(outlook?.days.some(({ lower }) => lower < 0)).toBe(true);
    expect(outlook?.days.every(({ value }) => Number.isFinite(value))).toBe(true);
  });
});

describe('what is no sum', () => {
  const above = weekly(90, 0.3, 3);
  const below = weekly(90, 0.3, 4).map((value) => value / 10);

  it('a ratio is that of the forecast parts', () => {
    const ratio = look([above, below], 'ratio');
    const parts = [look([above]), look([below])];
    const [first, second] = parts.map((one) => one?.weeks[2]?.value ?? NaN);
    expect(ratio?.weeks[2]?.value).toBeCloseTo((first ?? NaN) / (second ?? NaN), 9);
    const months = parts.map((one) => one?.month?.value ?? NaN);
    expect(ratio?.month?.value).toBeCloseTo((months[0] ?? NaN) / (months[1] ?? NaN), 9);
  });

  it('a stock ends a week and a month at the level of their last day', () => {
    const stock = look([weekly(70)], 'stock', [10, 3]);
    expect(stock?.weeks[0]?.value).toBeCloseTo(WEEK[6], 6);
    expect(stock?.month?.value).toBeCloseTo(WEEK[2], 6);
  });

  it('a level has days and nothing else', () => {
    const level = look([above], 'level');
    expect(level).toMatchObject({ weeks: [], month: null });
    expect(level?.days).toHaveLength(7);
  });
});

it('intervals hold some 80 % of days that scatter as they always did', () => {
  let inside = 0;
  let all = 0;
  for (let seed = 1; seed <= 40; seed += 1) {
    const values = weekly(127, 0.8, seed);
    look([values.slice(0, 120)])?.days.forEach(({ lower, upper }, index) => {
      const actual = values[120 + index] ?? NaN;
      all += 1;
      if (actual >= lower && actual <= upper) inside += 1;
    });
  }
  expect(inside / all).toBeGreaterThan(0.72);
  expect(inside / all).toBeLessThan(0.9);
});
