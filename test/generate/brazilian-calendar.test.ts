import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addDays, eachDay, toDay } from '../../src/analysis/calendar.ts';
import { BrazilianCalendar } from '../../src/generate/brazilian-calendar.ts';

const calendar = await BrazilianCalendar.load();
const traits = (day: string) => calendar.traits(toDay(day));
const SHARED = join(import.meta.dirname, '../../../shared/data/holidays/BR_COMMON.json');

describe('BrazilianCalendar', () => {
  it('knows fixed and moving days off', () => {
    expect(traits('2025-12-25').off).toBe('great');
    expect(traits('2025-01-01').off).toBe('great');
    expect([traits('2025-03-03').off, traits('2025-03-04').off]).toEqual(['carnival', 'carnival']);
    expect([traits('2026-02-16').off, traits('2026-02-17').off]).toEqual(['carnival', 'carnival']);
    expect(traits('2025-04-18').off).toBe('holiday');
    expect(traits('2025-06-19').off).toBe('holiday');
    expect([traits('2023-11-20').off, traits('2024-11-20').off]).toEqual([undefined, 'holiday']);
  });

  it('lets trade go on on half days', () => {
    for (const day of ['2025-03-05', '2025-12-24', '2025-12-31']) expect(traits(day).off).toBeUndefined();
  });

  it('knows eves and returns, but no Sunday as an eve', () => {
    expect(traits('2025-04-17').isEve).toBe(true);
    expect(traits('2025-03-02').isEve).toBe(false);
    expect(traits('2025-03-03').isEve).toBe(false);
    expect(traits('2025-03-05').isReturn).toBe(true);
    // Good Friday: Saturday is an ordinary Saturday. The Monday after it is Tiradentes, so Tuesday is the return.
    expect(
      ['2025-04-19', '2025-04-21', '2025-04-22', '2025-04-23'].map((day) => traits(day).isReturn),
    ).toEqual([false, false, true, false]);
    // Corpus Christi 2025 is a Thursday.
    expect(traits('2025-06-20').isReturn).toBe(true);
  });

  it('counts to the fifth business day over weekends and holidays', () => {
    const payday = (month: string) => {
      const first = toDay(`${month}-01`);
      return eachDay(first, addDays(first, 20)).find((day) => traits(day).sincePayday === 0);
    };
    expect(['2025-01', '2025-02', '2025-03', '2025-05'].map(payday)).toEqual([
      '2025-01-08',
      '2025-02-07',
      '2025-03-11',
      '2025-05-08',
    ]);
    expect(traits('2025-04-10').sincePayday).toBe(3);
    expect(traits('2025-04-01').sincePayday).toBe(-6);
  });

  it('knows the days of trade', () => {
    expect(
      eachDay(toDay('2025-11-01'), toDay('2025-11-30')).filter((day) => traits(day).isBlackFriday),
    ).toEqual(['2025-11-28']);
    expect(traits('2025-05-10').isGiftEve).toBe(true);
    expect(traits('2025-04-19').isGiftEve).toBe(false);
    expect(
      ['2025-02-26', '2025-02-27', '2025-03-02', '2025-03-03'].map((day) => traits(day).isMonthTurn),
    ).toEqual([false, true, true, false]);
    expect([traits('2024-12-31').dayOfYear, traits('2025-12-31').dayOfYear]).toEqual([366, 365]);
  });

  it.skipIf(!existsSync(SHARED))('agrees with a published list on the national holidays since 2000', () => {
    const published = JSON.parse(readFileSync(SHARED, 'utf8')) as Record<string, string>;
    const partial = /Ash Wednesday|Public Servant|Eve$/;
    const wanted = Object.entries(published)
      .filter(([day, name]) => day >= '2000' && day < '2050' && !partial.test(name))
      .map(([day]) => day);
    const missing = wanted.filter((day) => traits(day).off === undefined);
    expect(wanted.length).toBeGreaterThan(500);
    expect(missing).toEqual([]);
  });
});
