import * as z from 'zod';
import { parseDay } from '../analysis/calendar.ts';
import type {
  Column,
  DateFormat,
  IntegerColumn,
  NumericColumn,
  TextColumn,
  TimestampColumn,
} from '../datasets/definition.ts';

export type FieldSchema = z.ZodType<string, string>;

const INT4_MIN = -2_147_483_648;
const INT4_MAX = 2_147_483_647;

/** The rule of one field that is not blank. */
export function columnSchema(column: Column, timeZone: string | undefined): FieldSchema {
  switch (column.type) {
    case 'date':
      return dateSchema(column.format ?? 'YYYY-MM-DD');
    case 'timestamptz':
      return timestampSchema(column, timeZone ?? 'UTC');
    case 'text':
      return textSchema(column);
    case 'integer':
      return integerSchema(column);
    case 'numeric':
      return numericSchema(column);
    case 'boolean':
      return booleanSchema();
    case 'json':
      return jsonSchema();
  }
}

/** White space around a value is layout, not value. Every further rule runs only on what is not blank. */
export function field() {
  return z.string().trim().min(1, { error: 'must not be blank', abort: true });
}

function dateSchema(format: DateFormat): FieldSchema {
  const rule = `must be a calendar date as ${format}`;
  return field()
    .refine((text) => isoDay(text, format) !== undefined, { error: rule, abort: true })
    .transform((text) => isoDay(text, format) ?? text);
}

/** A date as the file writes it → YYYY-MM-DD; undefined when it is not a day of the calendar. */
export function isoDay(text: string, format: DateFormat): string | undefined {
  switch (format) {
    case 'YYYY-MM-DD':
      return parseDay(text);
    case 'YYYYMMDD':
      return /^\d{8}$/.test(text)
        ? parseDay(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`)
        : undefined;
    case 'DD/MM/YYYY':
    case 'MM/DD/YYYY': {
      const [, first = '', second = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
      const [day, month] = format === 'DD/MM/YYYY' ? [first, second] : [second, first];
      return parseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
    }
  }
}

const MOMENT =
  /^(?<day>[\d/-]+)(?:[T ](?<time>([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?) ?(?<offset>Z|[+-](0\d|1[0-5])(:?[0-5]\d)?)?)?$/;

/** A moment as the file writes it → text with an offset or a zone; undefined when it is none. */
export function isoMoment(text: string, format: DateFormat, timeZone: string): string | undefined {
  const { day = '', time = '00:00', offset } = MOMENT.exec(text)?.groups ?? {};
  const iso = isoDay(day, format);
  // PostgreSQL knows the offset that a named zone had on that day.
  return iso === undefined ? undefined : `${iso} ${time}${offset ?? ` ${timeZone}`}`;
}

function timestampSchema({ format = 'YYYY-MM-DD' }: TimestampColumn, timeZone: string): FieldSchema {
  const rule = `must be a moment as ${format} HH:MM:SS, with or without an offset such as -03:00`;
  return field()
    .refine((text) => isoMoment(text, format, timeZone) !== undefined, { error: rule, abort: true })
    .transform((text) => isoMoment(text, format, timeZone) ?? text);
}

function textSchema({ maxLength }: TextColumn): FieldSchema {
  const schema = field().refine((text) => !text.includes('\0'), 'must not hold a NUL character');
  return maxLength === undefined
    ? schema
    : schema.max(maxLength, `must have at most ${maxLength} characters`);
}

function integerSchema({ minimum = INT4_MIN, maximum = INT4_MAX }: IntegerColumn): FieldSchema {
  return field()
    .regex(/^[+-]?\d+$/, { error: 'must be a whole number', abort: true })
    .refine((text) => Number(text) >= minimum, { error: `must be at least ${minimum}`, abort: true })
    .refine((text) => Number(text) <= maximum, { error: `must be at most ${maximum}`, abort: true })
    .transform((text) => String(Number(text)));
}

function numericSchema(column: NumericColumn): FieldSchema {
  const { precision, scale, minimum, maximum, decimal = '.', thousands = false } = column;
  const whole = precision - scale;
  const plain = (text: string) => plainNumber(text, decimal, thousands);
  return field()
    .refine((text) => plain(text) !== undefined, { error: numberRule(decimal, thousands), abort: true })
    .transform((text) => plain(text) ?? text)
    .refine((text) => decimalsOf(text) <= scale, {
      error: `must have at most ${scale} decimals`,
      abort: true,
    })
    .refine((text) => wholeDigitsOf(text) <= whole, {
      error: `must have at most ${whole} digits before the point`,
      abort: true,
    })
    .refine((text) => minimum === undefined || Number(text) >= minimum, `must be at least ${minimum}`)
    .refine((text) => maximum === undefined || Number(text) <= maximum, `must be at most ${maximum}`);
}

function numberRule(decimal: '.' | ',', thousands: boolean): string {
  const [example, name] = decimal === '.' ? ['1234.56', 'point'] : ['1234,56', 'comma'];
  const grouped = decimal === '.' ? '1,234.56' : '1.234,56';
  return `must be a number with a decimal ${name}, such as ${thousands ? grouped : example}`;
}

/** A number as the file writes it → digits with a point; undefined when it is none. */
export function plainNumber(text: string, decimal: '.' | ',', thousands: boolean): string | undefined {
  const group = decimal === '.' ? ',' : '.';
  const grouped = thousands && new RegExp(`^[+-]?\\d{1,3}(\\${group}\\d{3})+(\\${decimal}\\d+)?$`).test(text);
  if (!grouped && !(decimal === '.' ? /^[+-]?\d+(\.\d+)?$/ : /^[+-]?\d+(,\d+)?$/).test(text))
    return undefined;
  const digits = grouped ? text.replaceAll(group, '') : text;
  return decimal === '.' ? digits : digits.replace(',', '.');
}

/** Decimals that carry value: 1.50 has one. */
function decimalsOf(text: string): number {
  const point = text.indexOf('.');
  return point === -1 ? 0 : text.slice(point + 1).replace(/0+$/, '').length;
}

function wholeDigitsOf(text: string): number {
  return (text.split('.')[0] ?? '').replace(/^[+-]?0*/, '').length;
}

const TRUE = ['true', 't', 'yes', 'y', '1', 'sim', 's', 'verdadeiro'];
const FALSE = ['false', 'f', 'no', 'n', '0', 'não', 'nao', 'falso'];

function booleanSchema(): FieldSchema {
  const known = (text: string) => TRUE.includes(text.toLowerCase()) || FALSE.includes(text.toLowerCase());
  return field()
    .refine(known, { error: 'must be true or false, yes or no, sim or não, 1 or 0', abort: true })
    .transform((text) => (TRUE.includes(text.toLowerCase()) ? 'true' : 'false'));
}

function jsonSchema(): FieldSchema {
  return field().refine(isStorableJson, 'must be JSON without NUL and half surrogate characters');
}

/** Both can be written in JSON as \uXXXX, and jsonb has no place for them. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

function isStorableJson(text: string): boolean {
  let storable = true;
  try {
    JSON.parse(text, (key, value: unknown) => {
      if (UNSTORABLE.test(key) || (typeof value === 'string' && UNSTORABLE.test(value))) storable = false;
      return value;
    });
    return storable;
  } catch {
    return false;
  }
}
