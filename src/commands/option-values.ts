/** Values of options that more than one command reads. */
import { parseDay, type BusinessDay } from '../analysis/calendar.ts';
import { UsageError } from '../errors.ts';

/** For options that may be given more than once: what was given so far, and this. */
export function collect(value: string, earlier: readonly string[] = []): string[] {
  return [...earlier, value];
}

/** One of a closed set of words. */
export function oneOf<T extends string>(option: string, value: string, words: readonly T[]): T {
  const word = words.find((candidate) => candidate === value);
  if (word !== undefined) return word;
  throw new UsageError(`${option} ${JSON.stringify(value)} is not one of ${words.join(', ')}`);
}

export function dayOf(option: string, text: string): BusinessDay {
  const day = parseDay(text);
  if (day !== undefined) return day;
  throw new UsageError(`${option} ${JSON.stringify(text)} is not a day of the calendar`, {
    hint: `write it as YYYY-MM-DD, e.g. ${option} 2025-03-31`,
  });
}
