/** What is said about a day that did not arrive whole. */
import type { Finding, Report } from '../report/model.ts';
import { clockTime } from './format-day.ts';
import type { Formatter } from './format.ts';
import type { Words } from './words/word-list.ts';

/** ` · PARTIAL`, to stand behind a title; empty for a day that is not known to be partial. */
export function partialMark({ completeness }: Report, words: Words): string {
  return completeness.state === 'partial' ? ` · ${words.partial}` : '';
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
