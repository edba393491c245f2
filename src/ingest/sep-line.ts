import { DELIMITERS, type Delimiter } from '../datasets/definition.ts';
import { SourceError } from '../errors.ts';
import { quoteValue } from '../columns/quote-value.ts';

/**
 * What a first line such as `sep=;`, which Excel reads and hides, says about the delimiter; undefined when the text
 * does not begin with one.
 * @throws SourceError when it names a character that cannot be one here
 */
export function sepLine(text: string, name: string): Delimiter | undefined {
  const [, line = '', said] = /^\s*?("?sep=(\t+|[^\r\n]*?)"?)[ \t]*(?:[\r\n]|$)/i.exec(text) ?? [];
  if (said === undefined) return undefined;
  // Saved again by Excel, the line is as wide as the table: `sep=;;;;`.
  const character = said === '\\t' ? '\t' : said.replace(/^(.)\1+$/, '$1');
  const delimiter = DELIMITERS.find((known) => known === character);
  if (delimiter !== undefined) return delimiter;
  throw new SourceError(`${name}: the line ${quoteValue(line)} names no delimiter that kpi reads`, {
    hint: 'fields may be split by commas, semicolons, tabs or bars',
  });
}
