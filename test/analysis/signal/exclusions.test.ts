import { describe, expect, it } from 'vitest';
import { judgeDay } from '../../../src/analysis/signal/judge-day.ts';
import { PLAIN_CALENDAR, type Series } from '../../../src/analysis/signal/series.ts';
import { trackSeries } from '../../../src/analysis/signal/track-series.ts';
import { seriesOf, timelineOf, weekly } from './histories.ts';

const DAYS = 120;
const judge = (series: Series, day: number) => {
  const [judgement] = judgeDay([series], trackSeries(timelineOf(DAYS), [series], PLAIN_CALENDAR), day);
  if (judgement === undefined) throw new Error('not judged');
  return judgement;
};
/** Half of everything for a week. */
const outage = () => {
  const values = weekly({ days: DAYS, noise: 0.03 });
  for (let day = 80; day < 87; day += 1) values[day] = (values[day] ?? NaN) / 2;
  return seriesOf(values);
};
const excluded = new Uint8Array(DAYS).fill(1, 80, 87);

describe('days that are excluded', () => {
  it('are judged like any other', () => {
    const judgement = judge({ ...outage(), excluded }, 83);
    expect(judgement).toMatchObject({ state: 'judged' });
    expect(judgement.value / judgement.expected).toBeLessThan(0.6);
    expect(judgement.pValue).toBeLessThan(0.05);
  });

  it('teach nothing: what follows is expected as if they were not known', () => {
    const unknown = outage();
    unknown.values.fill(NaN, 80, 87);
    for (const day of [87, 90, 119]) {
      const [with_, without] = [judge({ ...outage(), excluded }, day), judge(unknown, day)];
      expect(with_.expected).toBe(without.expected);
      expect(with_.pValue).toBe(without.pValue);
    }
  });

  it('would else have become the new level', () => {
    const [kept, left] = [judge(outage(), 87), judge({ ...outage(), excluded }, 87)];
    expect(kept.expected / left.expected).toBeLessThan(0.8);
    expect(left.shiftSince).toBeUndefined();
  });

  it('begin no series', () => {
    const whole = { ...outage(), excluded: new Uint8Array(DAYS).fill(1) };
    expect(judge(whole, 119)).toMatchObject({ state: 'unknown' });
  });
});
