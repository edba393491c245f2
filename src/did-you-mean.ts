import { closest, distance } from 'fastest-levenshtein';

/** ` (did you mean "x"?)` when a known word is near, else ''. */
export function didYouMean(written: string, known: readonly string[]): string {
  const near = nearestWord(written, known);
  return near === undefined ? '' : ` (did you mean "${near}"?)`;
}

/** The known word that differs from the written one by a slip or two; undefined when none does. */
export function nearestWord(written: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const near = closest(written.toLowerCase(), [...known]);
  const tolerance = Math.max(2, Math.floor(near.length / 3));
  return distance(written.toLowerCase(), near.toLowerCase()) <= tolerance ? near : undefined;
}
