import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/analysis/calendar.ts';
import { judgeDay } from '../../../src/analysis/signal/judge-day.ts';
import type { Judgement } from '../../../src/analysis/signal/judgement.ts';
import { PLAIN_CALENDAR, type DayCalendar, type Series } from '../../../src/analysis/signal/series.ts';
import { trackSeries } from '../../../src/analysis/signal/track-series.ts';
import { forest, seriesOf, START, timelineOf, weekly } from './histories.ts';

function judge(
  series: readonly Series[],
  day: number,
  calendar: DayCalendar = PLAIN_CALENDAR,
): readonly Judgement[] {
  const days = series[0]?.values.length ?? 0;
  return judgeDay(series, trackSeries(timelineOf(days), series, calendar), day);
}

function only(values: Float64Array, day = values.length - 1): Judgement {
  return judge([seriesOf(values)], day)[0] as Judgement;
}

function changed(values: Float64Array, day: number, value: number): Float64Array {
  const copy = values.slice();
  copy[day] = value;
  return copy;
}

describe('what a day lets expect', () => {
  it('is the level times the weekday', () => {
    const values = weekly({ noise: 0 });
    for (const day of [60, 61, 62, 63, 64, 65, 66]) {
      expect(only(values, day).expected / (values[day] as number)).toBeCloseTo(1, 2);
    }
  });

  it('follows growth, and stays within its band', () => {
    const values = weekly({ days: 200, noise: 0.05 }).map((value, t) => value * 1.003 ** t);
    const { expected, value, lower, upper } = only(values);
    expect(Math.abs(value / expected - 1)).toBeLessThan(0.2);
    expect(lower).toBeLessThan(expected);
    expect(upper).toBeGreaterThan(expected);
  });

  it('is not known within four weeks, and not of an unknown day', () => {
    const values = weekly();
    expect(only(values, 27)).toMatchObject({ state: 'learning', pValue: 1 });
    expect(only(values, 28)).toMatchObject({ state: 'judged' });
    expect(only(changed(values, 100, NaN), 100)).toMatchObject({ state: 'unknown', pValue: 1 });
    expect(only(changed(values, 100, NaN), 100).expected).toBeGreaterThan(0);
  });

  it('of a segment begins with its first value that is not 0', () => {
    const values = weekly();
    values.fill(0, 0, 60);
    expect(only(values, 59)).toMatchObject({ state: 'learning', vanished: false });
    expect(only(values, 87).state).toBe('learning');
    expect(only(values, 88).state).toBe('judged');
  });

  it('is drawn towards the weekdays of the parent where the own ones are noise', () => {
    const whole = seriesOf(weekly({ days: 35, level: 100_000, noise: 0.01 }));
    const rough = seriesOf(weekly({ days: 35, level: 100, noise: 0.6, seed: 9 }), 'amount', {
      segment: ['a'],
      parent: 0,
    });
    const share = (judged: readonly Judgement[], series: number) => judged[series]?.expected ?? NaN;
    const flat = (series: readonly Series[], at: number) =>
      share(judge(series, 34), at) / ((share(judge(series, 29), at) + share(judge(series, 30), at)) / 2);
    const alone = flat([{ ...rough, parent: null }], 0);
    const within = flat([whole, rough], 1);
    const truth = flat([whole, rough], 0);
    expect(Math.abs(Math.log(within / truth))).toBeLessThanOrEqual(Math.abs(Math.log(alone / truth)) + 0.05);
  });
});

describe('a day', () => {
  it('never has a part in what is expected of it, nor has any later one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 119 }),
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        (day, other) => {
          const series = forest(3);
          const touched = series.map((one) => ({
            ...one,
            values: one.values.map((v, t) => (t >= day ? other : v)),
          }));
          const timeline = timelineOf(120);
          const before = trackSeries(timeline, series, PLAIN_CALENDAR);
          const after = trackSeries(timeline, touched, PLAIN_CALENDAR);
          const end = (day + 1) * series.length;
          expect(after.expected.subarray(0, end)).toEqual(before.expected.subarray(0, end));
          expect(after.spread.subarray(0, end)).toEqual(before.spread.subarray(0, end));
          const bands = (judged: readonly Judgement[]) => judged.map(({ lower, upper }) => [lower, upper]);
          expect(bands(judgeDay(touched, after, day))).toEqual(bands(judgeDay(series, before, day)));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is judged the same whatever the history after it', () => {
    const series = forest(4);
    const cut = series.map((one) => ({ ...one, values: one.values.slice(0, 91) }));
    expect(judge(cut, 90)).toEqual(judge(series, 90));
  });

  it('is judged the same in any unit', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1e-3, 0.01, 100, 1_000, 1e6),
        fc.integer({ min: 40, max: 119 }),
        (unit, day) => {
          const series = forest(5);
          const scaled = series.map((one) => ({ ...one, values: one.values.map((value) => value * unit) }));
          const plain = judge(series, day);
          judge(scaled, day).forEach((judgement, i) => {
            expect(judgement.expected / unit / (plain[i]?.expected ?? NaN)).toBeCloseTo(1, 6);
            expect(judgement.upper / unit / (plain[i]?.upper ?? NaN)).toBeCloseTo(1, 1);
            expect(Math.abs(judgement.pValue - (plain[i]?.pValue ?? NaN))).toBeLessThan(0.01);
          });
        },
      ),
      { numRuns: 30 },
    );
  });

  it('that is out of the ordinary does not move what comes after', () => {
    const values = weekly({ days: 120 });
    for (const spike of [0, 10_000, 100_000]) {
      const after = only(changed(values, 118, spike));
      expect(after.expected / only(values).expected).toBeCloseTo(1, 1);
    }
  });

  it('is not defined by what is not finite', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            { weight: 6, arbitrary: fc.double({ min: -1e9, max: 1e9, noNaN: true }) },
            { weight: 2, arbitrary: fc.constant(NaN) },
            { weight: 3, arbitrary: fc.constant(0) },
          ),
          { minLength: 30, maxLength: 120 },
        ),
        fc.constantFrom<Series['kind']>('amount', 'count', 'other'),
        (numbers, kind) => {
          const values = Float64Array.from(numbers, (value) =>
            kind === 'count' ? Math.abs(Math.round(value)) : value,
          );
          const { pValue, expected, lower, upper } = judge(
            [seriesOf(values, kind)],
            values.length - 1,
          )[0] as Judgement;
          expect(pValue).toBeGreaterThan(0);
          expect(pValue).toBeLessThanOrEqual(1);
          if (Number.isNaN(expected)) return;
          expect(Number.isFinite(expected)).toBe(true);
          expect(lower).toBeLessThanOrEqual(upper);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('series of all sorts', () => {
  it('constant', () => {
    const values = new Float64Array(100).fill(5);
    expect(only(values)).toMatchObject({ value: 5, score: 0, vanished: false });
    expect(only(values).expected).toBeCloseTo(5);
    expect(Math.abs(only(changed(values, 99, 6)).score)).toBeGreaterThan(5);
  });

  it('all zeros', () => {
    expect(only(new Float64Array(100))).toMatchObject({ state: 'learning', pValue: 1, vanished: false });
  });

  it('below zero', () => {
    const values = weekly({ days: 100 }).map((value, t) => (t % 3 === 0 ? -value : value / 2));
    const judgement = only(values);
    expect(judgement.state).toBe('judged');
    expect(judgement.lower).toBeLessThan(0);
    const refunds = weekly({ days: 100 }).map((value) => -value);
    expect(only(refunds).expected / (refunds[99] as number)).toBeCloseTo(1, 0);
    expect(only(changed(refunds, 99, -5_000)).score).toBeLessThan(-5);
  });

  it('ratios of sums: a day is what its denominator makes of it', () => {
    const weights = weekly({ days: 100, level: 400, noise: 0.1, seed: 3 }).map(Math.round);
    const values = weights.map((weight, t) => weight * (50 + (t % 5)));
    const ratio = judge([seriesOf(values, 'ratio', { weights })], 99)[0] as Judgement;
    expect(ratio.value).toBe((values[99] as number) / (weights[99] as number));
    expect(ratio.expected).toBeGreaterThan(49);
    expect(ratio.expected).toBeLessThan(56);
    const none = judge([seriesOf(changed(values, 99, 0), 'ratio', { weights: changed(weights, 99, 0) })], 99);
    expect(none[0]).toMatchObject({ state: 'unknown', pValue: 1 });
    // The same ratio of a hundredth of the things is less surprising.
    const odd = (weight: number) =>
      Math.abs(
        (
          judge(
            [seriesOf(changed(values, 99, weight * 80), 'ratio', { weights: changed(weights, 99, weight) })],
            99,
          )[0] as Judgement
        ).score,
      );
    expect(odd(4)).toBeLessThan(odd(400) / 2);
  });
});

describe('levels', () => {
  it('that are new are told of, and become what is expected', () => {
    const values = weekly({ days: 120 }).map((value, t) => (t >= 100 ? value * 0.5 : value));
    const series = [seriesOf(values)];
    const tracks = trackSeries(timelineOf(120), series, PLAIN_CALENDAR);
    const at = (day: number) => judgeDay(series, tracks, day)[0] as Judgement;
    expect(at(100).shiftSince).toBeUndefined();
    expect(at(103).shiftSince).toBe(100);
    expect(at(108).shiftSince).toBe(100);
    expect(at(119).shiftSince).toBeUndefined();
    expect(at(106).expected / (values[106] as number)).toBeCloseTo(1, 0);
  });

  it('are not new after one day', () => {
    const values = changed(weekly({ days: 120 }), 110, 10_000);
    const series = [seriesOf(values)];
    const tracks = trackSeries(timelineOf(120), series, PLAIN_CALENDAR);
    for (let day = 110; day < 120; day += 1)
      expect(judgeDay(series, tracks, day)[0]?.shiftSince).toBeUndefined();
  });
});

describe('what vanished', () => {
  it('was there each day, and is not', () => {
    const values = weekly({ days: 100 });
    expect(only(changed(values, 99, 0)).vanished).toBe(true);
    expect(only(changed(values, 99, 1)).vanished).toBe(false);
    const days = values.slice();
    days.fill(0, 97);
    expect(only(days).vanished).toBe(true);
  });

  it('of counts: a 0 that is next to impossible, alone or in a row', () => {
    const counts = (level: number, zeros: number) => {
      const values = Float64Array.from({ length: 100 }, (_, t) => level + ((t * 7) % 5) - 2);
      values.fill(0, 100 - zeros);
      return judge([seriesOf(values, 'count')], 99)[0]?.vanished;
    };
    expect(counts(12, 1)).toBe(true);
    expect(counts(4, 1)).toBe(false);
    expect(counts(4, 3)).toBe(true);
  });
});

describe('the calendar', () => {
  const YEAR = 366;
  /** Closed on the 60th and the 60 + 366th day; the 200th is a day of trade each year. */
  const calendar: DayCalendar = (day) => {
    const at = [60, 60 + YEAR].some((t) => addDays(START, t) === day);
    if (at) return { holiday: { key: 'closed', name: 'Closed', off: true }, kinds: [] };
    const eve = Array.from({ length: 24 }, (_, k) => 70 + 15 * k).some((t) => addDays(START, t) === day);
    return { kinds: eve ? ['payday +0'] : [] };
  };

  it('makes a Sunday of a day off that was never seen, and is wider', () => {
    const values = weekly({ days: 61 });
    values[60] = 500;
    const judgement = judge([seriesOf(values)], 60, calendar)[0] as Judgement;
    expect(judgement.state).toBe('holiday');
    expect(judgement.expected / 400).toBeCloseTo(1, 0);
    expect(judgement.pValue).toBeGreaterThan(0.05);
  });

  it('expects of a holiday what it was the year before, and learns no level from it', () => {
    const values = weekly({ days: 60 + YEAR + 2 });
    values[60] = 50;
    values[60 + YEAR] = 50;
    const series = [seriesOf(values)];
    const tracks = trackSeries(timelineOf(values.length), series, calendar);
    expect(judgeDay(series, tracks, 60)[0]?.expected).toBeGreaterThan(300);
    expect(judgeDay(series, tracks, 60 + YEAR)[0]?.expected).toBeLessThan(200);
    expect(judgeDay(series, tracks, 61)[0]?.expected).toBeGreaterThan(700);
  });

  it('uses a kind of day once history has shown it, and only then', () => {
    const special = (factor: number) => {
      const values = weekly({ days: 420 }).map((value, t) =>
        t >= 70 && (t - 70) % 15 === 0 && t < 430 ? value * factor : value,
      );
      const series = [seriesOf(values)];
      return trackSeries(timelineOf(420), series, calendar);
    };
    const plain = special(1);
    const more = special(1.4);
    const ratio = (day: number) => (more.expected[day] as number) / (plain.expected[day] as number);
    expect(ratio(70)).toBeCloseTo(1, 1);
    expect(ratio(70 + 15 * 20)).toBeGreaterThan(1.2);
  });
});
