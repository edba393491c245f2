import { describe, expect, it } from 'vitest';
import { localTime } from '../../src/datasets/local-time.ts';

describe('the local time of a moment', () => {
  const moment = new Date('2025-03-31T02:05:09.900Z');

  it.each([
    ['America/Sao_Paulo', '2025-03-30 23:05:09'],
    ['UTC', '2025-03-31 02:05:09'],
    ['Asia/Kolkata', '2025-03-31 07:35:09'],
    ['Pacific/Kiritimati', '2025-03-31 16:05:09'],
  ])('in %s is %s', (timeZone, text) => {
    expect(localTime(moment, timeZone, 'second')).toBe(text);
    expect(localTime(moment.getTime(), timeZone, 'minute')).toBe(text.slice(0, 16));
    expect(localTime(moment, timeZone, 'day')).toBe(text.slice(0, 10));
  });

  it.each([
    ['begins at midnight', '2025-01-01T03:00:00Z', 'America/Sao_Paulo', '2025-01-01 00:00:00'],
    ['skips an hour in spring', '2025-03-30T01:00:00Z', 'Europe/Berlin', '2025-03-30 03:00:00'],
    ['comes twice in autumn', '2025-10-26T01:30:00Z', 'Europe/Berlin', '2025-10-26 02:30:00'],
    ['knows the summer time of old', '2018-12-31T23:30:00Z', 'America/Sao_Paulo', '2018-12-31 21:30:00'],
    ['has four digits for a year', '0300-01-01T12:00:00Z', 'UTC', '0300-01-01 12:00:00'],
  ])('%s', (_, text, timeZone, local) => {
    expect(localTime(new Date(text), timeZone, 'second')).toBe(local);
  });

  it('is an error where there is no such zone', () => {
    expect(() => localTime(moment, 'Nowhere/Else', 'day')).toThrow(RangeError);
  });
});
