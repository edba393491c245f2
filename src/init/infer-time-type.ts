import { DATE_FORMATS, type DateFormat } from '../datasets/definition.ts';
import { isoDay, isoMoment } from '../ingest/column-schema.ts';
import { quoteValue } from '../ingest/quote-value.ts';
import type { Habits, TypeGuess } from './type-guess.ts';
import { hint } from './vocabulary.ts';

type Reads = (text: string, format: DateFormat) => boolean;
const readsDay: Reads = (text, format) => isoDay(text, format) !== undefined;
const readsMoment: Reads = (text, format) => isoMoment(text, format, 'UTC') !== undefined;

/** Digits alone are a day only with likely years and where the name says so, or many values agree. */
const MANY = 20;
const MIDNIGHT = /^\D*[\d/-]+([T ]00:00(:00(\.0+)?)?)? ?(Z|[+-]\d{2}(:?\d{2})?)?$/;
const MIDNIGHT_UTC = /[T ]00:00(:00(\.0+)?)? ?(Z|[+-]00(:?00)?)$/;

/** A column is of days or moments when every one of its values is. */
export function inferTimeType(
  name: string,
  values: readonly string[],
  habits: Habits,
): TypeGuess | undefined {
  const days = formatsOf(values, readsDay);
  if (days.length > 0) {
    const { format, reason } = chooseFormat(days, values, readsDay, habits);
    if (format === 'YYYYMMDD' && !likelyDays(name, values)) return undefined;
    return { column: { type: 'date', ...written(format) }, reason: `every value is a day, ${reason}` };
  }
  const moments = formatsOf(values, readsMoment);
  if (moments.length === 0) return undefined;
  const { format, reason } = chooseFormat(moments, values, readsMoment, habits);
  const midnightUtc = values.every((value) => MIDNIGHT_UTC.test(value));
  return {
    column: { type: 'timestamptz', ...written(format) },
    reason: `every value is a moment, ${reason}${midnightUtc ? ', all at midnight UTC' : ''}`,
    ...(values.every((value) => MIDNIGHT.test(value)) ? {} : { hasClock: true }),
    ...(midnightUtc ? { midnightUtc } : {}),
  };
}

/** Which of the formats that differ only in the order of day and month a column proves; undefined if none. */
export function provenOrder(values: readonly string[]): DateFormat | undefined {
  for (const reads of [readsDay, readsMoment]) {
    const [format, ...others] = formatsOf(values, reads);
    if (format?.includes('/') === true && others.length === 0) return format;
  }
  return undefined;
}

function formatsOf(values: readonly string[], reads: Reads): DateFormat[] {
  return DATE_FORMATS.filter((format) => values.every((value) => reads(value, format)));
}

function chooseFormat(
  formats: readonly DateFormat[],
  values: readonly string[],
  reads: Reads,
  { dayOrder, locale }: Habits,
): { format: DateFormat; reason: string } {
  const [only = 'YYYY-MM-DD', ...others] = formats;
  if (others.length === 0) {
    const other = DATE_FORMATS.find((format) => format !== only && sameLook(format, only));
    const proof = values.find((value) => other !== undefined && !reads(value, other));
    return {
      format: only,
      reason: `as ${only}${proof === undefined ? '' : `: ${quoteValue(proof)} proves it`}`,
    };
  }
  if (dayOrder !== undefined && formats.includes(dayOrder)) {
    return { format: dayOrder, reason: `read as ${dayOrder} like another column of the file` };
  }
  const usual: DateFormat = locale === 'en-US' ? 'MM/DD/YYYY' : 'DD/MM/YYYY';
  const format = formats.includes(usual) ? usual : only;
  return { format, reason: `read as ${format}: no value tells day from month, and ${locale} writes it so` };
}

function sameLook(one: DateFormat, other: DateFormat): boolean {
  const look = (format: DateFormat) => format.replaceAll(/[DM]/g, 'x');
  return look(one) === look(other);
}

function written(format: DateFormat): { format?: DateFormat } {
  return format === 'YYYY-MM-DD' ? {} : { format };
}

function likelyDays(name: string, values: readonly string[]): boolean {
  const likelyYears = values.every((value) => value >= '19700101' && value <= '21001231');
  return likelyYears && (hint(name, 'time') !== undefined || new Set(values).size >= MANY);
}
