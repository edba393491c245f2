/**
 * Values that come from data may hold anything: line breaks that tear a table, escape sequences that drive a
 * terminal, marks that reorder the text around them. `visibleText` makes them visible as `\n`, `\u001b`, and
 * shows blanks at the ends as `␣`, so that nothing acts and nothing hides.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
/** Joiners inside emoji and some scripts: unseen, but harmless and part of the word. */
const JOINERS = new Set(['\u200c', '\u200d']);

export function visibleText(value: string): string {
  return value
    .replace(UNSEEN, (character) => (JOINERS.has(character) ? character : escape(character)))
    .replace(/^ +| +$/g, (blanks) => '␣'.repeat(blanks.length));
}

function escape(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}
