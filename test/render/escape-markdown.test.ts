import fc from 'fast-check';
import { marked, type Tokens } from 'marked';
import { expect, it } from 'vitest';
import { escapeMarkdown } from '../../src/render/markdown/escape-markdown.ts';
import { markdownTable } from '../../src/render/markdown/markdown-table.ts';
import { visibleText } from '../../src/render/visible-text.ts';
import { plainText } from './plain-text.ts';

it.each([
  ['bank_slip', 'bank_slip'],
  ['_x_', '\\_x\\_'],
  ['a|b', 'a\\|b'],
  ['a\\|b', 'a\\\\\\|b'],
  ['<b>', '\\<b\\>'],
  ['2 * 3', '2 \\* 3'],
  ['https://x', 'https\\://x'],
  ['TPV: média', 'TPV: média'],
])('%s', (value, expected) => {
  expect(escapeMarkdown(value)).toBe(expected);
});

/** Mostly the characters that mean something, in any order. */
const hostile = fc
  .array(fc.constantFrom(...Array.from('\\|`*_~[]<>()!&#;:$+-.=@ abz01\n"\'')), { maxLength: 40 })
  .map((characters) => characters.join(''))
  // GFM links bare e-mail addresses; that changes no character of the text, but splits it into tokens.
  .filter((text) => !/\w@\w/.test(text));

it('any value comes back from a table cell unchanged', () => {
  const columns = [
    { header: 'a', align: 'left' },
    { header: 'b', align: 'right' },
  ] as const;
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 1, maxLength: 4 }), (values) => {
      const tokens = marked.lexer(
        markdownTable(
          columns,
          values.map((value) => [escapeMarkdown(value), '1']),
        ),
      );
      expect(tokens.map(({ type }) => type)).toEqual(['table']);
      const { rows } = tokens[0] as Tokens.Table;
      expect(rows.map((row) => row.map((cell) => plainText(cell.tokens)))).toEqual(
        values.map((value) => [visibleText(value), '1']),
      );
    }),
    { numRuns: 2000 },
  );
});
