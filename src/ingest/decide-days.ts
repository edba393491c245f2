import { isoDay, isoMoment } from '../columns/day-text.ts';
import { quoteValue } from '../columns/quote-value.ts';
import {
  DATE_FORMATS,
  type DateColumn,
  type DateFormat,
  type Locale,
  type TimestampColumn,
} from '../datasets/definition.ts';
import {
  chooseDayFormat,
  formatsOf,
  orderOf,
  readsDay,
  readsMoment,
  usualOrder,
} from '../inference/day-format.ts';
import type { Habits } from '../inference/habits.ts';
import { mostRead } from '../inference/most-read.ts';
import type { DecidedColumn, OpenColumn } from './decided-column.ts';

type DayColumn = DateColumn | TimestampColumn;
const USUAL: DateFormat = 'YYYY-MM-DD';

/** Those by which a format can be chosen. Of formats that read as many, the usual one and that of the locale win. */
export function readableDays(
  { type }: DayColumn,
  values: readonly string[],
  locale: Locale,
): readonly string[] {
  const rank = (format: DateFormat) => {
    if (format === USUAL) return 0;
    return orderOf(format) === usualOrder(locale) ? 1 : 2;
  };
  const formats = [...DATE_FORMATS].sort((a, b) => rank(a) - rank(b));
  return mostRead(values, formats, type === 'date' ? readsDay : readsMoment);
}

/** @param timeZone of moments without an offset, for the note */
export function decideDays(
  { name, column, values }: OpenColumn<DayColumn>,
  habits: Habits,
  timeZone = 'UTC',
): DecidedColumn<DayColumn> {
  const reads = column.type === 'date' ? readsDay : readsMoment;
  const formats = formatsOf(values, reads);
  const [first = ''] = values;
  // All of them where there is no value.
  if (values.length === 0 || formats.includes(USUAL)) return { column };
  const { format, proof, doubt } = chooseDayFormat(formats, values, reads, habits);
  const example = proof ?? first;
  const read =
    column.type === 'date' ? isoDay(example, format) : isoMoment(example, format, timeZone)?.trimEnd();
  const why = doubt ?? `only ${format} fits the values of the column`;
  return {
    column: { ...column, format, detected: true },
    note: `${name}: ${quoteValue(example)} is read as ${read ?? example} because ${why}; declare format: ${format} for the column to settle it`,
  };
}

/** A column without any value in the sample is written as all the others are. */
export function followDays(column: DayColumn, others: readonly (DateFormat | undefined)[]): DecidedColumn {
  const [format = USUAL, ...different] = new Set(others);
  if (format === USUAL || different.length > 0) return { column };
  return { column: { ...column, format, detected: true }, follows: true };
}
