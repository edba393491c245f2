/** Days written for people: `31/03/2025` in pt-BR, `Mar 31, 2025` in en-US. */
import { weekday, type BusinessDay } from '../analysis/calendar.ts';
import type { Locale } from '../datasets/definition.ts';
import { WORDS } from './words.ts';

/** `31/03/2025`, `Mar 31, 2025` */
export function formatDay(day: BusinessDay, locale: Locale): string {
  const year = day.slice(0, 4);
  return locale === 'pt-BR'
    ? `${formatDayOfYear(day, locale)}/${year}`
    : `${formatDayOfYear(day, locale)}, ${year}`;
}

/** `31/03`, `Mar 31` */
export function formatDayOfYear(day: BusinessDay, locale: Locale): string {
  const month = day.slice(5, 7);
  const dayOfMonth = day.slice(8, 10);
  if (locale === 'pt-BR') return `${dayOfMonth}/${month}`;
  return `${WORDS[locale].monthsShort[Number(month) - 1]} ${Number(dayOfMonth)}`;
}

/** `03/2025`, `Mar 2025` */
export function formatMonth(day: BusinessDay, locale: Locale): string {
  const [year = '', month = ''] = day.split('-');
  return locale === 'pt-BR' ? `${month}/${year}` : `${WORDS[locale].monthsShort[Number(month) - 1]} ${year}`;
}

/** `seg., 31/03/2025`, `Mon, Mar 31, 2025` */
export function formatDayWithWeekday(day: BusinessDay, locale: Locale): string {
  return `${formatWeekday(day, locale)}, ${formatDay(day, locale)}`;
}

/** `segunda-feira, 31/03/2025`, `Monday, Mar 31, 2025` */
export function formatDayInFull(day: BusinessDay, locale: Locale): string {
  return `${WORDS[locale].weekdays[weekday(day) - 1]}, ${formatDay(day, locale)}`;
}

/** Minutes after midnight as `14:05`, in every language. */
export function clockTime(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(Math.floor(minutes % 60))}`;
}

/** `seg.`, `Mon` */
export function formatWeekday(day: BusinessDay, locale: Locale): string {
  return WORDS[locale].weekdaysShort[weekday(day) - 1] ?? '';
}
