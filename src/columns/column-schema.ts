import * as z from 'zod';
import type {
  Column,
  DateColumn,
  IntegerColumn,
  NumericColumn,
  TextColumn,
  TimestampColumn,
} from '../datasets/definition.ts';
import { isoDay, isoMoment } from './day-text.ts';
import { otherThan, plainNumber, type NumberForm } from './number-text.ts';

export type FieldSchema = z.ZodType<string, string>;

const INT4_MIN = -2_147_483_648;
const INT4_MAX = 2_147_483_647;

/** The rule of one field that is not blank. */
export function columnSchema(column: Column, timeZone: string | undefined): FieldSchema {
  switch (column.type) {
    case 'date':
      return dateSchema(column);
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

/** What a message adds where the form of the values was not declared. */
const IN_THIS_FILE = ', which is the form found in this file';

function dateSchema({ format = 'YYYY-MM-DD', detected }: DateColumn): FieldSchema {
  const rule = `must be a calendar date as ${format}${detected === true ? IN_THIS_FILE : ''}`;
  return field()
    .refine((text) => isoDay(text, format) !== undefined, { error: rule, abort: true })
    .transform((text) => isoDay(text, format) ?? text);
}

function timestampSchema(
  { format = 'YYYY-MM-DD', detected }: TimestampColumn,
  timeZone: string,
): FieldSchema {
  const found = detected === true ? IN_THIS_FILE : '';
  const rule = `must be a moment as ${format} HH:MM:SS, with or without an offset such as -03:00${found}`;
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

function integerSchema(column: IntegerColumn): FieldSchema {
  const { minimum = INT4_MIN, maximum = INT4_MAX, thousands, detected } = column;
  const plain = (text: string) => wholeNumber(text, thousands);
  const grouped = thousands === undefined ? '' : `, such as 1234 or 1${thousands}234`;
  const rule = `must be a whole number${grouped}${detected === true ? IN_THIS_FILE : ''}`;
  const value = thousands === undefined ? Number : (text: string) => Number(plain(text));
  return field()
    .refine((text) => plain(text) !== undefined, { error: rule, abort: true })
    .refine((text) => value(text) >= minimum, { error: `must be at least ${minimum}`, abort: true })
    .refine((text) => value(text) <= maximum, { error: `must be at most ${maximum}`, abort: true })
    .transform((text) => String(value(text)));
}

function wholeNumber(text: string, thousands: IntegerColumn['thousands']): string | undefined {
  if (/^[+-]?\d+$/.test(text)) return text;
  if (thousands === undefined || text.includes(otherThan(thousands))) return undefined;
  return plainNumber(text, otherThan(thousands), true);
}

function numericSchema(column: NumericColumn): FieldSchema {
  const { precision, scale, minimum, maximum, decimal = '.', thousands = false, detected } = column;
  const whole = precision - scale;
  const plain = (text: string) => plainNumber(text, decimal, thousands);
  const rule = `${numberRule({ decimal, thousands })}${detected === true ? IN_THIS_FILE : ''}`;
  return field()
    .refine((text) => plain(text) !== undefined, { error: rule, abort: true })
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

function numberRule({ decimal, thousands }: NumberForm): string {
  const [example, name] = decimal === '.' ? ['1234.56', 'point'] : ['1234,56', 'comma'];
  const grouped = decimal === '.' ? '1,234.56' : '1.234,56';
  return `must be a number with a decimal ${name}, such as ${thousands ? grouped : example}`;
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
