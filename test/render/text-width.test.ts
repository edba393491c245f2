import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { textWidth } from '../../src/render/text-width.ts';

it('is that of string-width for every character of the basic plane', () => {
  for (let code = 0x20; code < 0x3000; code += 1) {
    const character = String.fromCharCode(code);
    expect(textWidth(character), code.toString(16)).toBe(stringWidth(character));
  }
});

it('and for any text', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
  fc.assert(
    fc.property(text, (value) => {
      expect(textWidth(value)).toBe(stringWidth(value));
    }),
  );
  for (const value of ['+R$\u00a01.234,56', '▲ +1,20\u00a0p.p.', '中文', '👩‍👩‍👧‍👦', 'e\u0301', 'a\u00adb', '']) {
    expect(textWidth(value)).toBe(stringWidth(value));
  }
});
