import { visibleText } from '../render/visible-text.ts';

/** Inline code in Markdown, whatever the text holds, also within a table. */
export function codeSpan(text: string): string {
  const shown = visibleText(text);
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padded = longest > 0 ? ` ${shown} ` : shown;
  // GitHub splits a row into cells before it reads code.
  return `${fence}${padded.replaceAll('|', '\\|')}${fence}`;
}
