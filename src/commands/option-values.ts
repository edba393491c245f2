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

/**
 * `theirs=ours`, once or more: a header of a file and the column that it is.
 * @throws UsageError when an entry is no pair, or a header is given twice
 */
export function parseMap(entries: readonly string[]): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const entry of entries) {
    // A header may hold the sign, a column hardly ever.
    const sign = entry.lastIndexOf('=');
    const [theirs, ours] = [entry.slice(0, Math.max(sign, 0)).trim(), entry.slice(sign + 1).trim()];
    if (theirs === '' || ours === '') {
      throw new UsageError(`--map ${JSON.stringify(entry)} is not theirs=ours`, {
        hint: 'name a header of the file and a column of the dataset, e.g. --map dia=date',
      });
    }
    const earlier = map.get(theirs);
    if (earlier !== undefined && earlier !== ours)
      throw new UsageError(`--map says of ${JSON.stringify(theirs)} that it is ${earlier} and ${ours}`);
    map.set(theirs, ours);
  }
  return map;
}
