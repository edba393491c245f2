import fc from 'fast-check';
import { expect, it } from 'vitest';
import { visibleText } from '../../src/render/visible-text.ts';

it.each([
  ['PJ · crédito', 'PJ · crédito'],
  ['a\nb\r\tc', 'a\\nb\\r\\tc'],
  ['\u001b[31mred\u009b0m', '\\u001b[31mred\\u009b0m'],
  ['a\u202eb\u200bc\ufeff\u2028', 'a\\u202eb\\u200bc\\ufeff\\u2028'],
  ['\ud800x', '\\ud800x'],
  ['\u{e0001}', '\\u{e0001}'],
  [' x  ', '␣x␣␣'],
  ['👩‍👧', '👩‍👧'],
])('%j', (value, expected) => {
  expect(visibleText(value)).toBe(expected);
});

it('leaves nothing that a terminal acts on, whatever comes in', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      expect(visibleText(value)).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
    }),
  );
});
