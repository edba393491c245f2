import type { DateFormat } from '../datasets/definition.ts';
import { chooseDayFormat, describeChoice, formatsOf, readsDay, readsMoment } from './day-format.ts';
import type { Habits } from './habits.ts';
import type { TypeGuess } from './type-guess.ts';
import { hint } from './vocabulary.ts';

/** Digits alone are a day only with likely years and where the name says so, or many values agree. */
const MANY = 20;
const MIDNIGHT = /^\D*[\d./-]+([T ]00:00(:00(\.0+)?)?)? ?(Z|[+-]\d{2}(:?\d{2})?)?$/;
const MIDNIGHT_UTC = /[T ]00:00(:00(\.0+)?)? ?(Z|[+-]00(:?00)?)$/;

/** A column is of days or moments when every one of its values is. */
export function inferTimeType(
  name: string,
  values: readonly string[],
  habits: Habits,
): TypeGuess | undefined {
  const days = formatsOf(values, readsDay);
  if (days.length > 0) {
    const choice = chooseDayFormat(days, values, readsDay, habits);
    const { format } = choice;
    if (format === 'YYYYMMDD' && !likelyDays(name, values)) return undefined;
    return {
      column: { type: 'date', ...written(format) },
      reason: `every value is a day, ${describeChoice(choice)}`,
    };
  }
  const moments = formatsOf(values, readsMoment);
  if (moments.length === 0) return undefined;
  const choice = chooseDayFormat(moments, values, readsMoment, habits);
  const midnightUtc = values.every((value) => MIDNIGHT_UTC.test(value));
  return {
    column: { type: 'timestamptz', ...written(choice.format) },
    reason: `every value is a moment, ${describeChoice(choice)}${midnightUtc ? ', all at midnight UTC' : ''}`,
    ...(values.every((value) => MIDNIGHT.test(value)) ? {} : { hasClock: true }),
    ...(midnightUtc ? { midnightUtc } : {}),
  };
}

function written(format: DateFormat): { format?: DateFormat } {
  return format === 'YYYY-MM-DD' ? {} : { format };
}

function likelyDays(name: string, values: readonly string[]): boolean {
  const likelyYears = values.every((value) => value >= '19700101' && value <= '21001231');
  return likelyYears && (hint(name, 'time') !== undefined || new Set(values).size >= MANY);
}
