import { expect, it } from 'vitest';
import { addDays, toDay } from '../../src/analysis/calendar.ts';
import {
  formatDay,
  formatDayInFull,
  formatDayOfYear,
  formatDayWithWeekday,
} from '../../src/render/format-day.ts';

const monday = toDay('2025-03-31');

it('writes days in Portuguese', () => {
  expect(formatDay(monday, 'pt-BR')).toBe('31/03/2025');
  expect(formatDayOfYear(monday, 'pt-BR')).toBe('31/03');
  expect(formatDayWithWeekday(monday, 'pt-BR')).toBe('seg., 31/03/2025');
  expect(formatDayInFull(monday, 'pt-BR')).toBe('segunda-feira, 31/03/2025');
});

it('writes days in English', () => {
  expect(formatDay(monday, 'en-US')).toBe('Mar 31, 2025');
  expect(formatDayOfYear(toDay('2025-02-03'), 'en-US')).toBe('Feb 3');
  expect(formatDayWithWeekday(monday, 'en-US')).toBe('Mon, Mar 31, 2025');
  expect(formatDayInFull(monday, 'en-US')).toBe('Monday, Mar 31, 2025');
});

it('knows every day of the week', () => {
  const week = Array.from(
    { length: 7 },
    (_, index) => formatDayInFull(addDays(monday, index), 'pt-BR').split(',')[0],
  );
  expect(week.join(' ')).toBe(
    'segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo',
  );
});
