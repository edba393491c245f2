/** The rules of one row, derived from the dataset definition: text in, the same value in canonical text out. */
import * as z from 'zod';
import { parseDay } from '../analysis/calendar.ts';
import type { Column, Dataset, IntegerColumn, NumericColumn, TextColumn } from '../datasets/definition.ts';

/** Column name → text that PostgreSQL reads back as exactly that value. */
export type RowValues = Record<string, string>;
export type RowSchema = z.ZodType<RowValues>;

const INT4_MAX = 2_147_483_647;
const NOT_BLANK = 'must not be blank';

export function rowSchema(dataset: Dataset): RowSchema {
  const shape = Object.entries(dataset.columns).map(
    ([name, column]) => [name, columnSchema(column)] as const,
  );
  return z.object(Object.fromEntries(shape));
}

function columnSchema(column: Column): z.ZodType<string, string> {
  switch (column.type) {
    case 'date':
      return field().refine((text) => parseDay(text) !== undefined, 'must be a calendar date as YYYY-MM-DD');
    case 'text':
      return textSchema(column);
    case 'integer':
      return integerSchema(column);
    case 'numeric':
      return numericSchema(column);
  }
}

/** White space around a value is layout, not value. Every further rule runs only on what is not blank. */
function field() {
  return z.string().trim().min(1, { error: NOT_BLANK, abort: true });
}

function textSchema({ maxLength }: TextColumn) {
  const schema = field().refine((text) => !text.includes('\0'), 'must not hold a NUL character');
  return maxLength === undefined
    ? schema
    : schema.max(maxLength, `must have at most ${maxLength} characters`);
}

function integerSchema({ minimum = -INT4_MAX - 1 }: IntegerColumn) {
  return field()
    .regex(/^[+-]?\d+$/, { error: 'must be a whole number', abort: true })
    .refine((text) => Number(text) >= minimum, { error: `must be at least ${minimum}`, abort: true })
    .refine((text) => Number(text) <= INT4_MAX, `must be at most ${INT4_MAX}`)
    .transform((text) => String(Number(text)));
}

function numericSchema({ precision, scale, minimum }: NumericColumn) {
  const whole = precision - scale;
  return field()
    .regex(/^[+-]?\d+(\.\d+)?$/, {
      error: 'must be a number with a decimal point, such as 1234.56',
      abort: true,
    })
    .refine((text) => decimalsOf(text) <= scale, {
      error: `must have at most ${scale} decimals`,
      abort: true,
    })
    .refine((text) => wholeDigitsOf(text) <= whole, {
      error: `must have at most ${whole} digits before the point`,
      abort: true,
    })
    .refine((text) => minimum === undefined || Number(text) >= minimum, `must be at least ${minimum}`);
}

/** Decimals that carry value: 1.50 has one. */
function decimalsOf(text: string): number {
  const point = text.indexOf('.');
  return point === -1 ? 0 : text.slice(point + 1).replace(/0+$/, '').length;
}

function wholeDigitsOf(text: string): number {
  return (text.split('.')[0] ?? '').replace(/^[+-]?0*/, '').length;
}
