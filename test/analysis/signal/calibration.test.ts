import { describe, expect, it } from 'vitest';
import { dayJudge, judgeDay } from '../../../src/analysis/signal/judge-day.ts';
import { PLAIN_CALENDAR, type Series } from '../../../src/analysis/signal/series.ts';
import { trackSeries } from '../../../src/analysis/signal/track-series.ts';
import { Random } from '../../../src/generate/random.ts';
import { timelineOf } from './histories.ts';

const DAYS = 300;

/** Series that begin on different days, with gaps of months, zeros, outliers and excluded days. */
function restless(): Series[] {
  const random = new Random(7, 8, 9);
  return Array.from({ length: 30 }, (_, i) => {
    const first = (i % 5) * 40;
    const gap = 60 + 7 * i;
    const values = Float64Array.from({ length: DAYS }, (_, t) => {
      if (t < first || (i % 3 === 0 && t >= gap && t < gap + 100)) return NaN;
      const size = 40 * (1 + (i % 7)) * (1 + 0.2 * Math.sin((2 * Math.PI * t) / 7));
      return i % 4 === 1 && t % 3 === 0 ? 0 : Math.max(0, size * (1 + 0.1 * random.normal()));
    });
    const excluded = Uint8Array.from({ length: DAYS }, (_, t) => (t % 29 === i ? 1 : 0));
    return {
      metric: i % 2 === 0 ? 'sales' : 'visits',
      segment: i < 2 ? [] : [`s${i}`],
      parent: i < 2 ? null : i % 2,
      kind: i % 2 === 0 ? 'amount' : 'count',
      values,
      ...(i % 2 === 0 && { excluded }),
    };
  });
}

describe('days that are judged one after another', () => {
  const series = restless();
  const tracks = trackSeries(timelineOf(DAYS), series, PLAIN_CALENDAR);

  it.each([
    ['in their order', Array.from({ length: DAYS }, (_, day) => day)],
    ['by leaps', [5, 60, 61, 190, 250, 251, 299]],
    ['backwards', [280, 279, 120, 40, 0]],
  ])('come out like each by itself: %s', (_, days) => {
    const judge = dayJudge(series, tracks);
    for (const day of days) expect(judge(day)).toEqual(judgeDay(series, tracks, day));
  });
});

describe('the only large segment', () => {
  const LAST = 69;
  /** The whole, one large segment, and sixty small ones that scatter by 4 %. */
  function shops(seed: number, scatter: number, lastDay: number): Series[] {
    const noise = new Random(seed, 2, 3);
    const parts = Array.from({ length: 61 }, (_, i) => {
      const [size, spread] = i === 0 ? [100_000, scatter] : [1_000, 0.04];
      return Float64Array.from({ length: LAST + 1 }, (_, t) => {
        const value = size * Math.exp(spread * noise.normal());
        return i === 0 && t === LAST ? lastDay * size : value;
      });
    });
    const whole = parts.reduce((sum, part) => sum.map((value, t) => value + (part[t] ?? 0)));
    return [whole, ...parts].map((values, i) => ({
      metric: 'sales',
      segment: i === 0 ? [] : [`s${i}`],
      parent: i === 0 ? null : 0,
      kind: 'amount',
      values,
    }));
  }
  const pValues = (scatter: number, lastDay: number) =>
    [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => {
      const series = shops(seed, scatter, lastDay);
      return (
        judgeDay(series, trackSeries(timelineOf(LAST + 1), series, PLAIN_CALENDAR), LAST)[1]?.pValue ?? NaN
      );
    });

  it('is told from chance when it falls to a tenth, though few scores are like its own', () => {
    expect(Math.max(...pValues(0.04, 0.1))).toBeLessThan(0.0005);
    expect(Math.min(...pValues(0.04, 1))).toBeGreaterThan(0.05);
  });

  it('that always scattered far is not surprising when it does', () => {
    expect(Math.min(...pValues(0.4, 0.6))).toBeGreaterThan(0.05);
  });
});
