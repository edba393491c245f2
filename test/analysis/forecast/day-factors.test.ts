import { describe, expect, it } from 'vitest';
import { dayFactorsAt, learnDayFactors } from '../../../src/analysis/forecast/day-factors.ts';
import { forecastDays } from '../../../src/analysis/forecast/forecast-days.ts';
import type { DayTraits } from '../../../src/analysis/signal/series.ts';
import { plainTraits, weekly, WEEK } from './series.ts';

const LENGTH = 140;
const SUNDAY = 6;

function withHolidays(keys: Readonly<Record<number, string>>, off = true): DayTraits[] {
  return plainTraits(LENGTH + 56).map((plain, index) => {
    const key = keys[index];
    return key === undefined ? plain : { holiday: { key, name: key, off }, kinds: [] };
  });
}

describe('a holiday ahead', () => {
  // All on Mondays: index 70, 84, 98 and 112 are behind, 140 is the first day ahead.
  const values = weekly(LENGTH);
  for (const index of [70, 84, 98, 112]) values[index] = 30;

  it('that was never seen is a Sunday', () => {
    const learnt = learnDayFactors(weekly(LENGTH), withHolidays({ 140: 'new' }));
    const path = forecastDays(weekly(LENGTH), dayFactorsAt(learnt, LENGTH), SUNDAY, 7);
    expect(path[0]).toBeCloseTo(WEEK[6], 6);
    expect(path[1]).toBeCloseTo(WEEK[1], 6);
  });

  it('is like the days off that were seen, once there are three', () => {
    const learnt = learnDayFactors(values, withHolidays({ 70: 'a', 84: 'b', 98: 'c', 112: 'd', 140: 'new' }));
    const at = (origin: number) => dayFactorsAt(learnt, origin).of(140, 0.4);
    expect(at(LENGTH)).toBeCloseTo(0.3, 6);
    // What came later is not known yet.
    expect(at(98)).toBe(0.4);
  });

  it('is half like itself where it was seen once', () => {
    const traits = withHolidays({ 70: 'a', 84: 'b', 98: 'c', 112: 'carnival', 140: 'carnival' });
    const higher = Float64Array.from(values);
    higher[112] = 90;
    const factor = dayFactorsAt(learnDayFactors(higher, traits), LENGTH).of(140, 0.4);
    expect(factor).toBeCloseTo((0.9 + 0.3) / 2, 6);
  });

  it('on which people work is an ordinary day until it shows otherwise', () => {
    const learnt = learnDayFactors(weekly(LENGTH), withHolidays({ 140: 'mothers day' }, false));
    expect(dayFactorsAt(learnt, LENGTH).of(140, 0.4)).toBe(1);
  });

  it('leaves nothing behind in what is ordinary', () => {
    const traits = withHolidays({ 70: 'a', 84: 'b', 98: 'c', 112: 'd' });
    const ordinary = dayFactorsAt(learnDayFactors(values, traits), LENGTH).ordinary(values);
    expect(ordinary[70]).toBeNaN();
    expect(ordinary[71]).toBe(values[71]);
  });
});

describe('a kind of day', () => {
  const paydays = (every: number) =>
    plainTraits(LENGTH + 56).map((plain, index) => (index % every === 2 ? { kinds: ['payday +0'] } : plain));

  it('counts where its days differ for sure, shrunk a little', () => {
    const values = weekly(LENGTH).map((value, index) => (index % 15 === 2 ? value * 1.5 : value));
    const factor = dayFactorsAt(learnDayFactors(values, paydays(15)), LENGTH).of(152, 0.4);
    expect(factor).toBeGreaterThan(1.2);
    expect(factor).toBeLessThan(1.5);
  });

  it('does not where they are as scattered as all others, or few', () => {
    const noisy = weekly(LENGTH, 0.5);
    expect(dayFactorsAt(learnDayFactors(noisy, paydays(15)), LENGTH).of(152, 0.4)).toBe(1);
    const few = weekly(LENGTH).map((value, index) => (index % 60 === 2 ? value * 2 : value));
    expect(dayFactorsAt(learnDayFactors(few, paydays(60)), LENGTH).of(182, 0.4)).toBe(1);
  });
});
