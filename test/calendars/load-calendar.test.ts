import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addDays, eachDay, toDay } from '../../src/analysis/calendar.ts';
import { loadCalendar } from '../../src/calendars/load-calendar.ts';
import { ConfigError } from '../../src/errors.ts';

const brazil = await loadCalendar('BR', 'pt-BR');
const traits = (day: string) => brazil(toDay(day));
const SHARED = join(import.meta.dirname, '../../../shared/data/holidays/BR_COMMON.json');

describe('the calendar of Brazil', () => {
  it('names holidays by a key that is the same every year', () => {
    expect(traits('2025-03-04').holiday).toEqual({ key: 'easter -47', name: 'Carnaval', off: true });
    expect(traits('2026-02-17').holiday?.key).toBe('easter -47');
    expect(traits('2025-04-18').holiday).toMatchObject({ name: 'Sexta-Feira Santa', off: true });
    expect(traits('2025-03-11').holiday).toBeUndefined();
  });

  it('gives each day of Carnival a name, and closes offices on Monday and Tuesday', () => {
    const days = eachDay(toDay('2025-02-28'), toDay('2025-03-06')).map((day) => traits(day).holiday);
    expect(days.map((holiday) => holiday?.name)).toEqual([
      undefined,
      ...Array.from({ length: 5 }, () => 'Carnaval'),
      undefined,
    ]);
    expect(days.map((holiday) => holiday?.off ?? false)).toEqual([
      false,
      false,
      false,
      true,
      true,
      false,
      false,
    ]);
    expect(new Set(days.map((holiday) => holiday?.key)).size).toBe(6);
  });

  it('knows the days of trade, which close nothing', () => {
    expect(traits('2025-11-28').holiday).toEqual({ key: 'black friday', name: 'Black Friday', off: false });
    expect(traits('2025-12-01').holiday?.key).toBe('cyber monday');
    expect(traits('2024-11-29').holiday?.key).toBe('black friday');
    expect(traits('2025-05-11').holiday).toMatchObject({ name: 'Dia das Mães', off: false });
  });

  it('speaks the language of the report', async () => {
    const english = await loadCalendar('BR', 'en-US');
    expect(english(toDay('2025-03-04')).holiday).toEqual({ key: 'easter -47', name: 'Carnival', off: true });
  });

  it('knows eves, returns and bridges', () => {
    expect(traits('2025-04-17').kinds).toEqual(['eve']);
    // Good Friday is a Friday, and the Monday after it is Tiradentes: Tuesday is the return.
    expect(traits('2025-04-22').kinds).toEqual(['return']);
    // Corpus Christi is a Thursday: the Friday lies between it and the weekend.
    expect(traits('2025-06-20').kinds).toEqual(['bridge']);
    expect(traits('2025-12-26').kinds).toEqual(['bridge']);
    expect(traits('2025-12-25').kinds).toEqual([]);
  });

  it('knows the turn of a month and the days around payday', () => {
    const kinds = (from: string, to: string) =>
      eachDay(toDay(from), toDay(to)).flatMap((day) => traits(day).kinds);
    expect(kinds('2025-01-30', '2025-02-03')).toEqual(['month -2', 'month -1', 'month +1', 'month +2']);
    expect(kinds('2025-02-05', '2025-02-12')).toEqual([
      'payday -1',
      'payday +0',
      'payday +1',
      'payday +2',
      'payday +3',
      'payday +4',
    ]);
    const paydays = ['2025-01', '2025-02', '2025-03', '2025-05'].map((month) => {
      const first = toDay(`${month}-01`);
      return eachDay(first, addDays(first, 20)).find((day) => traits(day).kinds.includes('payday +0'));
    });
    expect(paydays).toEqual(['2025-01-08', '2025-02-07', '2025-03-11', '2025-05-08']);
  });

  it.runIf(existsSync(SHARED))(
    'agrees with a table of other authors, 2000 to 2050 (skipped without it)',
    () => {
      const table = JSON.parse(readFileSync(SHARED, 'utf8')) as Record<string, string>;
      // The half days, and one that only public servants have, are no days off for trade; the day of
      // Black Consciousness became one in 2023.
      const others = /Ash Wednesday|Public Servant|Eve|Black|Zumbi|Corpus/;
      const days = Object.entries(table).filter(
        ([day, name]) => day >= '2000' && day < '2051' && !others.test(name),
      );
      const missing = days.filter(([day]) => traits(day).holiday?.off !== true);
      expect(days.length).toBeGreaterThan(500);
      expect(missing).toEqual([]);
    },
  );
});

describe('loadCalendar', () => {
  it('knows states', async () => {
    const state = await loadCalendar('BR-SP', 'pt-BR');
    expect(state(toDay('2025-07-09')).holiday?.off).toBe(true);
    expect(traits('2025-07-09').holiday).toBeUndefined();
  });

  it('knows nothing where no country is named', async () => {
    const plain = await loadCalendar(undefined, 'pt-BR');
    expect(plain(toDay('2025-12-25'))).toEqual({ kinds: [] });
  });

  it.each(['XX', 'BR-XX', 'br'])('refuses %s', async (place) => {
    await expect(loadCalendar(place, 'pt-BR')).rejects.toThrow(ConfigError);
  });
});
