import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, eachDay, toDay, weekday, type BusinessDay } from '../../src/analysis/calendar.ts';
import { missingSince } from '../../src/analysis/completeness/missing-since.ts';
import { describeDays, loadCalendar } from '../../src/calendars/load-calendar.ts';

const FRIDAY = toDay('2025-03-28');

/** Completeness of the `length` days up to the last one, by whether they have rows. */
function history(has: (day: BusinessDay) => boolean, last = FRIDAY, length = 90) {
  const days = eachDay(addDays(last, 1 - length), last);
  return new Map(
    days.map((day) => [
      day,
      { state: has(day) || day === last ? ('complete' as const) : ('missing' as const), findings: [] },
    ]),
  );
}

const onWorkdays = (day: BusinessDay) => weekday(day) < 6;
const DAILY = history(() => true);
const WORKDAYS = history(onWorkdays);

describe('a day without rows', () => {
  it('was due where every day has some', () => {
    expect(missingSince(DAILY, FRIDAY, addDays(FRIDAY, 1))).toBe('2025-03-29');
    expect(missingSince(DAILY, FRIDAY, addDays(FRIDAY, 4))).toBe('2025-03-29');
    expect(missingSince(DAILY, FRIDAY, toDay('9999-12-31'))).toBe('2025-03-29');
  });

  it('was not due where the day asked for is there', () => {
    expect(missingSince(DAILY, FRIDAY, FRIDAY)).toBeUndefined();
  });

  it('was not due on a weekend that never has any, and was on the Monday after', () => {
    expect(missingSince(WORKDAYS, FRIDAY, addDays(FRIDAY, 1))).toBeUndefined();
    expect(missingSince(WORKDAYS, FRIDAY, addDays(FRIDAY, 2))).toBeUndefined();
    expect(missingSince(WORKDAYS, FRIDAY, addDays(FRIDAY, 3))).toBe('2025-03-31');
  });

  it('is told on a Sunday without rows when the Friday before is missing', () => {
    const thursday = addDays(FRIDAY, -1);
    const judged = history(onWorkdays, thursday);
    expect(missingSince(judged, thursday, addDays(FRIDAY, 2))).toBe(FRIDAY);
  });

  it('is due until the weekday was seen twice', () => {
    expect(missingSince(history(onWorkdays, FRIDAY, 7), FRIDAY, addDays(FRIDAY, 1))).toBe('2025-03-29');
    expect(missingSince(history(onWorkdays, FRIDAY, 14), FRIDAY, addDays(FRIDAY, 1))).toBeUndefined();
    expect(missingSince(new Map(), FRIDAY, addDays(FRIDAY, 1))).toBe('2025-03-29');
  });

  it('is due after an outage of weeks: that was none of its rhythm', () => {
    const outage = history((day) => day < addDays(FRIDAY, -49) || day > addDays(FRIDAY, -14));
    expect(missingSince(outage, FRIDAY, addDays(FRIDAY, 1))).toBe('2025-03-29');
  });

  it('is due although a few of its weekday are missing, and not when most are', () => {
    const without = (...weeks: number[]) =>
      history((day) => !weeks.some((week) => day === addDays(FRIDAY, 1 - 7 * week)));
    expect(missingSince(without(1, 3, 5), FRIDAY, addDays(FRIDAY, 1))).toBe('2025-03-29');
    expect(missingSince(without(1, 2, 3, 4, 5), FRIDAY, addDays(FRIDAY, 1))).toBeUndefined();
  });

  it('is found in a rhythm of weeks', () => {
    const weekly = history((day) => weekday(day) === 5);
    expect(missingSince(weekly, FRIDAY, addDays(FRIDAY, 6))).toBeUndefined();
    expect(missingSince(weekly, FRIDAY, addDays(FRIDAY, 30))).toBe('2025-04-04');
  });
});

describe('a day off without rows', async () => {
  const brazil = await loadCalendar('BR', 'en-US');
  const isOff = (day: BusinessDay) => brazil(day).holiday?.off === true;
  const GOOD_FRIDAY = toDay('2025-04-18');
  const before = addDays(GOOD_FRIDAY, -1);

  it('is due where days off have rows', () => {
    expect(
      missingSince(
        history(() => true, before),
        before,
        GOOD_FRIDAY,
        brazil,
      ),
    ).toBe(GOOD_FRIDAY);
  });

  it('is not due where days off had none', () => {
    const closed = history((day) => !isOff(day), before, 200);
    expect(missingSince(closed, before, GOOD_FRIDAY, brazil)).toBeUndefined();
    expect(missingSince(closed, before, addDays(GOOD_FRIDAY, 1), brazil)).toBe('2025-04-19');
  });

  it('is as a Sunday is until days off were seen', () => {
    const easter = describeDays(
      () => new Map([[GOOD_FRIDAY, { key: 'easter -2', name: 'Good Friday', off: true }]]),
    );
    expect(missingSince(history(onWorkdays, before), before, GOOD_FRIDAY, easter)).toBeUndefined();
    expect(
      missingSince(
        history(() => true, before),
        before,
        GOOD_FRIDAY,
        easter,
      ),
    ).toBe(GOOD_FRIDAY);
  });

  it('is due where nobody named the country', () => {
    expect(missingSince(WORKDAYS, FRIDAY, toDay('2025-04-18'))).toBe('2025-03-31');
  });
});

describe('whatever the rhythm', () => {
  it('a missing day lies after the last one, up to the one asked for, and stays missing when more is asked', () => {
    const weeks = fc.array(fc.boolean(), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(
        weeks,
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 8, max: 120 }),
        (week, more, length) => {
          const judged = history((day) => week[weekday(day) - 1] === true, FRIDAY, length);
          const asked = addDays(FRIDAY, more);
          const since = missingSince(judged, FRIDAY, asked);
          if (since === undefined) return;
          expect(since > FRIDAY && since <= asked).toBe(true);
          expect(missingSince(judged, FRIDAY, addDays(asked, 1))).toBe(since);
        },
      ),
    );
  });
});
