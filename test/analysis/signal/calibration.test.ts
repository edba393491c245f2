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
