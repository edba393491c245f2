import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { place, shrink, wrap, type Lettering } from '../../../src/render/pdf/lettering.ts';
import { TYPE } from '../../../src/render/pdf/theme.ts';

/** Every character as wide as the size of the type. */
const typewriter: Lettering = { width: (text, { size }) => text.length * size, printable: (text) => text };
const style = { ...TYPE.body, size: 1 };
const wrapped = (text: string, room: number, lines: number): string[] =>
  wrap(typewriter, text, style, room, lines);

const LONE_SURROGATE = /\p{Cs}/u;

describe('wrap', () => {
  it.each([
    ['short', 10, 1, ['short']],
    ['two words', 5, 2, ['two', 'words']],
    ['unbreakable', 5, 3, ['unbre', 'akabl', 'e']],
    ['cut to one line', 8, 1, ['cut to…']],
    ['a verylongword after a short one', 8, 2, ['a verylo', 'ngword…']],
    ['', 5, 2, ['']],
    ['x', 0.5, 1, ['x…']],
  ])('%j in %d', (text, room, lines, expected) => {
    expect(wrapped(text, room, lines)).toEqual(expected);
  });

  it('never runs over the room or the lines, and loses nothing but blanks unless it says so', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 3, max: 40 }),
        fc.integer({ min: 1, max: 4 }),
        (text, room, most) => {
          const lines = wrapped(text, room, most);
          expect(lines.length).toBeLessThanOrEqual(most);
          for (const line of lines) expect(line.length).toBeLessThanOrEqual(room);
          const joined = lines.join('').replace(/\s/gu, '');
          const whole = text.replace(/\s/gu, '');
          expect(whole.startsWith(joined.replace(/…$/u, '')) || joined === whole).toBe(true);
          expect(LONE_SURROGATE.test(joined)).toBe(false);
        },
      ),
    );
  });
});

it('shrink makes type smaller only where it must', () => {
  expect(shrink(typewriter, 'abcd', TYPE.body, 100)).toBe(TYPE.body);
  const smaller = shrink(typewriter, 'abcd', TYPE.body, 10);
  expect(typewriter.width('abcd', smaller)).toBeCloseTo(10, 9);
});

it('place aligns at the left, the right or the middle', () => {
  const at = (align: 'left' | 'right' | 'centre'): number =>
    place(typewriter, 'abcd', style, { x: 50, baseline: 0, align }).x;
  expect([at('left'), at('right'), at('centre')]).toEqual([50, 46, 48]);
});
