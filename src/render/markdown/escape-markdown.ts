/** Text that stays text in GitHub-flavoured Markdown, wherever inside a line, a heading or a table it stands. */
import { visibleText } from '../visible-text.ts';

/**
 * Everything that may open or close inline markup, and `$`, with which GitHub writes formulas. Marks of lists
 * and headings need no care: no value ever begins a line.
 */
const MARKUP = /[\\`*~[\]<>|&$]/g;
/** An underscore between letters, as in `first_name`, is no markup; left alone, the source stays readable. */
const LOOSE_UNDERSCORE = /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
/** What GitHub turns into links by itself: `https:`, `www.` */
const ADDRESS = /(?<=https?|ftp|mailto|xmpp):|(?<=www)\./gi;

export function escapeMarkdown(text: string): string {
  return visibleText(text).replace(MARKUP, '\\$&').replace(LOOSE_UNDERSCORE, '\\_').replace(ADDRESS, '\\$&');
}
