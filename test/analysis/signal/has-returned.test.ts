import { describe, expect, it } from 'vitest';
import { judgeDay } from '../../../src/analysis/signal/judge-day.ts';
import { PLAIN_CALENDAR } from '../../../src/analysis/signal/series.ts';
import { trackSeries } from '../../../src/analysis/signal/track-series.ts';
import { seriesOf, timelineOf, weekly } from './histories.ts';

const DAYS = 140;
const FALL = 100;

/** Value over expected, day by day, of a series that falls to `share` on day 100 for so many days. */
function ratios(length: number, share: number, scale = 1): number[] {
  const values = weekly({ days: DAYS, noise: 0.05 }).map((value) => value * scale);
  for (let day = FALL; day < FALL + length; day += 1) values[day] = (values[day] ?? NaN) * share;
  const series = [seriesOf(values)];
  const tracks = trackSeries(timelineOf(DAYS), series, PLAIN_CALENDAR);
  return Array.from({ length: DAYS }, (_, day) => {
    const [judgement] = judgeDay(series, tracks, day);
    return (judgement?.value ?? NaN) / (judgement?.expected ?? NaN);
  });
}

describe('a level that comes back', () => {
  it.each([3, 4, 7, 14])('after %i days is expected again from its second day on', (length) => {
    const all = ratios(length, 0.3);
    const back = FALL + length;
    expect(all[back], 'its first day is far from the new level').toBeGreaterThan(2.5);
    for (const ratio of all.slice(back + 1, back + 8)) {
      expect(ratio).toBeGreaterThan(0.8);
      expect(ratio).toBeLessThan(1.25);
    }
  });

  it('may fall again: both levels are known', () => {
    const values = weekly({ days: DAYS, noise: 0.05 });
    const low = [...[100, 101, 102, 103], ...[108, 109, 110, 111]];
    for (const day of low) values[day] = (values[day] ?? NaN) * 0.3;
    const series = [seriesOf(values)];
    const tracks = trackSeries(timelineOf(DAYS), series, PLAIN_CALENDAR);
    const [second] = judgeDay(series, tracks, 109);
    expect((second?.value ?? NaN) / (second?.expected ?? NaN)).toBeCloseTo(1, 0);
  });

  it('is forgotten after four weeks', () => {
    const all = ratios(35, 0.3);
    expect(all[FALL + 35]).toBeGreaterThan(2.5);
    expect(all[FALL + 36], 'the new level has become the only one').toBeGreaterThan(2);
  });

  it('is the same at any scale', () => {
    const [one, other] = [ratios(5, 0.3), ratios(5, 0.3, 1000)];
    one.slice(60).forEach((ratio, day) => expect(ratio).toBeCloseTo(other[day + 60] ?? NaN, 9));
  });
});
