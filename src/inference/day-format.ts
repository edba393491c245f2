/** In which format a column's days or moments are: what its values prove, and what else decides where they do not. */
import { isoDay, isoMoment } from '../columns/day-text.ts';
import { quoteValue } from '../columns/quote-value.ts';
import { DATE_FORMATS, type DateFormat, type Locale } from '../datasets/definition.ts';
import type { DayOrder, Habits } from './habits.ts';

/** Whether the text is a day, or a moment, in the format. */
export type Reads = (text: string, format: DateFormat) => boolean;
export const readsDay: Reads = (text, format) => isoDay(text, format) !== undefined;
export const readsMoment: Reads = (text, format) => isoMoment(text, format, 'UTC') !== undefined;

export interface DayFormatChoice {
  readonly format: DateFormat;
  /** A value that proves the format against one that differs in the order of day and month. */
  readonly proof?: string;
  /** Why this one, where no value tells. */
  readonly doubt?: string;
}

/** The formats in which every value is a day, or a moment. */
export function formatsOf(values: readonly string[], reads: Reads): DateFormat[] {
  return DATE_FORMATS.filter((format) => values.every((value) => reads(value, format)));
}

/** @param formats not empty; several only where they differ in the order of day and month */
export function chooseDayFormat(
  formats: readonly DateFormat[],
  values: readonly string[],
  reads: Reads,
  { dayOrder, locale }: Habits,
): DayFormatChoice {
  const [only = 'YYYY-MM-DD', ...others] = formats;
  if (others.length === 0) {
    const other = DATE_FORMATS.find((format) => format !== only && sameLook(format, only));
    const proof = values.find((value) => other !== undefined && !reads(value, other));
    return { format: only, ...(proof === undefined ? {} : { proof }) };
  }
  const like = formats.find((format) => orderOf(format) === dayOrder);
  if (dayOrder !== undefined && like !== undefined)
    return { format: like, doubt: `another column of the file has the ${dayOrder}` };
  const usual = usualOrder(locale);
  const format = formats.find((candidate) => orderOf(candidate) === usual) ?? only;
  return { format, doubt: `no value tells day from month, and ${locale} writes it so` };
}

/** Which of day and month a column's values prove to come first; undefined if they prove none. */
export function provenOrder(values: readonly string[]): DayOrder | undefined {
  if (values.length === 0) return undefined;
  for (const reads of [readsDay, readsMoment]) {
    const [format, ...others] = formatsOf(values, reads);
    if (format !== undefined && others.length === 0) return orderOf(format);
  }
  return undefined;
}

/** Undefined where the year comes first: then nobody puts the day before the month. */
export function orderOf(format: DateFormat): DayOrder | undefined {
  if (format.startsWith('Y')) return undefined;
  return format.startsWith('D') ? 'day first' : 'month first';
}

export function usualOrder(locale: Locale): DayOrder {
  return locale === 'en-US' ? 'month first' : 'day first';
}

/** `as DD/MM/YYYY: "31/03/2025" proves it`, or why where nothing does. */
export function describeChoice({ format, proof, doubt }: DayFormatChoice): string {
  if (doubt !== undefined) return `read as ${format}: ${doubt}`;
  return `as ${format}${proof === undefined ? '' : `: ${quoteValue(proof)} proves it`}`;
}

function sameLook(one: DateFormat, other: DateFormat): boolean {
  const look = (format: DateFormat) => format.replaceAll(/[DM]/g, 'x');
  return look(one) === look(other);
}
