/** What is said about a day that did not arrive whole. */
import type { Finding, Report } from '../report/model.ts';
import { clockTime, formatDay, formatDayInFull } from './format-day.ts';
import type { Formatter } from './format.ts';
import type { Words } from './words/word-list.ts';

/** `PARTIAL · NO DATA SINCE Mar 3, 2025`; empty where the day that was due is reported, and is not known to be partial. */
export function completenessMark({ completeness, requestedDay, locale }: Report, words: Words): string {
  const { state, missingSince } = completeness;
  const since = missingSince === requestedDay ? words.noData : words.noDataSince;
  return [
    ...(state === 'partial' ? [words.partial] : []),
    ...(missingSince === undefined ? [] : [since(formatDay(missingSince, locale))]),
  ].join(' · ');
}

/** Of a report that shows another day than the one asked for. */
export function otherDay({ completeness, requestedDay, day, locale }: Report, words: Words): string {
  const { missingSince: since } = completeness;
  const used = formatDayInFull(day, locale);
  if (since === undefined) return words.dayWithoutRows(formatDayInFull(requestedDay, locale), used);
  return words.missingDay({
    requested: formatDay(requestedDay, locale),
    used,
    since: since === requestedDay ? null : formatDay(since, locale),
  });
}

export function incompleteDay(
  { completeness: { findings } }: Report,
  words: Words,
  format: Formatter,
  segment: (key: readonly string[]) => string,
): string {
  const inWords = (finding: Finding): string => {
    switch (finding.kind) {
      case 'rows':
        return words.foundRows(format.count(finding.found), format.count(finding.usual));
      case 'segments': {
        const { found, usual, missing } = finding;
        const more = usual - found - missing.length;
        const names = missing.map(segment).join(', ');
        const text = words.foundSegments(format.count(found), format.count(usual));
        if (names === '') return text;
        return `${text} (${words.lacking(names, more > 0 ? format.count(more) : null)})`;
      }
      case 'last-row':
        return words.foundLastRow(clockTime(finding.found), clockTime(finding.usual));
    }
  };
  return words.incompleteDay(findings.map(inWords).join('; '));
}
