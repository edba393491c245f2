import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  addDays,
  daysBetween,
  eachDay,
  monthBefore,
  parseDay,
  toDay,
  weekday,
  type BusinessDay,
} from '../../src/analysis/calendar.ts';
import { sql } from '../../src/db/sql.ts';
import { useTestDatabase } from '../support/test-database.ts';

/** Days of the years 3 to 9997: arithmetic of up to two years stays within what a `BusinessDay` can say. */
const anyDay = fc
  .date({ min: new Date('0003-01-01T00:00:00Z'), max: new Date('9997-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => toDay(date.toISOString().slice(0, 10)));

describe('parseDay', () => {
  it.each(['2025-01-01', '2024-02-29', '2000-02-29', '1970-01-01', '0001-01-01', '9999-12-31', '1582-10-10'])(
    'reads %s',
    (text) => expect(parseDay(text)).toBe(text),
  );

  it.each([
    '2025-02-29',
    '1900-02-29',
    '2025-02-30',
    '2025-04-31',
    '2025-13-01',
    '2025-00-10',
    '2025-01-00',
    '2025-01-32',
    '0000-01-01',
    '2025-1-1',
    '25-01-01',
    '2025/01/01',
    '01/02/2025',
    '20250101',
    '2025-01-01T00:00:00',
    ' 2025-01-01',
    '2025-01-01\n',
    '+002025-01-01',
    '-2025-01-01',
    '२०२५-०१-०१',
    'yesterday',
    '',
  ])('refuses %j', (text) => expect(parseDay(text)).toBeUndefined());

  it('is undone by nothing: toDay throws where parseDay refuses', () => {
    expect(toDay('2025-03-31')).toBe('2025-03-31');
    expect(() => toDay('2025-02-30')).toThrow(new RangeError('not a calendar day: "2025-02-30"'));
  });
});

describe('addDays and daysBetween', () => {
  it.each([
    ['2025-03-01', -1, '2025-02-28'],
    ['2024-03-01', -1, '2024-02-29'],
    ['2000-02-28', 1, '2000-02-29'],
    ['1900-02-28', 1, '1900-03-01'],
    ['2024-12-31', 1, '2025-01-01'],
    ['2025-01-01', -7, '2024-12-25'],
    ['2025-03-31', -30, '2025-03-01'],
    ['2025-06-15', 0, '2025-06-15'],
    ['2023-03-01', 365, '2024-02-29'],
    ['1969-12-31', 1, '1970-01-01'],
  ])('%s %i days on is %s', (from, count, to) => {
    expect(addDays(toDay(from), count)).toBe(to);
    expect(daysBetween(toDay(from), toDay(to))).toBe(count);
  });

  it('are inverse to each other, and days sort as text', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -700, max: 700 }), (day, count) => {
        const other = addDays(day, count);
        expect(parseDay(other)).toBe(other);
        expect(addDays(other, -count)).toBe(day);
        expect(daysBetween(day, other)).toBe(count);
        expect(Math.sign(count)).toBe(other > day ? 1 : other < day ? -1 : 0);
      }),
    );
  });
});

describe('monthBefore', () => {
  it.each([
    ['2025-03-31', '2025-02-28'],
    ['2024-03-31', '2024-02-29'],
    ['2025-03-29', '2025-02-28'],
    ['2025-03-28', '2025-02-28'],
    ['2024-03-30', '2024-02-29'],
    ['2100-03-29', '2100-02-28'],
    ['2025-05-31', '2025-04-30'],
    ['2025-07-31', '2025-06-30'],
    ['2025-08-31', '2025-07-31'],
    ['2025-01-31', '2024-12-31'],
    ['2025-01-01', '2024-12-01'],
    ['2025-12-15', '2025-11-15'],
  ])('of %s is %s', (day, expected) => expect(monthBefore(toDay(day))).toBe(expected));
});

describe('weekday', () => {
  it.each([
    ['2025-03-31', 1],
    ['2025-04-06', 7],
    ['1970-01-01', 4],
    ['1969-12-31', 3],
    ['2000-01-01', 6],
    ['1899-12-31', 7],
  ])('of %s is %i', (day, expected) => expect(weekday(toDay(day))).toBe(expected));

  it('goes round in seven days', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(weekday(addDays(day, 1))).toBe((weekday(day) % 7) + 1);
        expect(weekday(addDays(day, -7))).toBe(weekday(day));
      }),
    );
  });
});

describe('eachDay', () => {
  it('includes both ends', () =>
    expect(eachDay(toDay('2024-02-27'), toDay('2024-03-02'))).toEqual([
      '2024-02-27',
      '2024-02-28',
      '2024-02-29',
      '2024-03-01',
      '2024-03-02',
    ]));
  it('is one day from a day to itself', () =>
    expect(eachDay(toDay('2025-01-01'), toDay('2025-01-01'))).toEqual(['2025-01-01']));
  it('is empty backwards', () => expect(eachDay(toDay('2025-01-02'), toDay('2025-01-01'))).toEqual([]));
});

describe('the calendar of PostgreSQL', () => {
  const { db } = useTestDatabase();

  it('is the same on every day of 1890 to 2110', async () => {
    const rows = await db.readOnly((reader) =>
      reader.query<{ day: string; before: string; isodow: number; number: number }>(sql`
        select d::date as day, (d - interval '1 month')::date as before, extract(isodow from d)::int as isodow,
               d::date - date '1890-01-01' as number
        from generate_series(timestamp '1890-01-01', timestamp '2110-12-31', '1 day') as d order by d`),
    );
    const start = toDay('1890-01-01');
    const ours = eachDay(start, toDay('2110-12-31')).map((day) => ({
      day,
      before: monthBefore(day),
      isodow: weekday(day),
      number: daysBetween(start, day),
    }));
    expect(rows).toHaveLength(80_718);
    expect(ours).toEqual(rows);
  });
});

describe('the time zone of the machine', () => {
  const original = process.env['TZ'];
  afterEach(() => {
    process.env['TZ'] = original;
  });

  const facts = (day: BusinessDay) => [
    parseDay(day),
    addDays(day, 1),
    addDays(day, -1),
    monthBefore(day),
    weekday(day),
    daysBetween(toDay('2018-01-01'), day),
  ];

  // Days on which clocks change, or on which a zone left a day out (Samoa, 30 December 2011).
  it.each([
    ['Pacific/Auckland', -780],
    ['America/Sao_Paulo', 120],
    ['Pacific/Apia', 600],
    ['Pacific/Kiritimati', -840],
    ['UTC', 0],
  ])('%s changes nothing', (zone, offset) => {
    const days = ['2018-11-04', '2018-02-17', '2011-12-29', '2011-12-30', '2011-12-31', '2025-04-06'].map(
      toDay,
    );
    process.env['TZ'] = 'UTC';
    const inUtc = days.map(facts);
    process.env['TZ'] = zone;
    expect(new Date('2011-12-29T00:00:00Z').getTimezoneOffset()).toBe(offset); // the zone is really in force
    expect(days.map(facts)).toEqual(inUtc);
  });

  it('is not UTC in this suite', () => {
    expect(process.env['TZ']).toBe('Pacific/Auckland');
    expect(new Date('2025-07-01T00:00:00Z').getTimezoneOffset()).toBe(-720);
  });
});
