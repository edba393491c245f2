/** Text in the fonts of the document: how wide it is, what they cannot write, and how to make it fit. */
import type { TextMark } from './marks.ts';
import type { TextStyle } from './theme.ts';

export interface Lettering {
  readonly width: (text: string, style: TextStyle) => number;
  /** The text with `PLACEHOLDER` for every character that the fonts lack. */
  readonly printable: (text: string) => string;
}

export const PLACEHOLDER = '□';

export type Align = 'left' | 'right' | 'centre';

/** Places one line of text; `x` is its left, right or middle. */
export function place(
  lettering: Lettering,
  text: string,
  style: TextStyle,
  at: { readonly x: number; readonly baseline: number; readonly align?: Align },
): TextMark {
  const printable = lettering.printable(text);
  const width = lettering.width(printable, style);
  const x = at.x - { left: 0, right: width, centre: width / 2 }[at.align ?? 'left'];
  return { kind: 'text', x, baseline: at.baseline, width, text: printable, style };
}

/** The style, made smaller where the text is wider than the room. */
export function shrink(lettering: Lettering, text: string, style: TextStyle, room: number): TextStyle {
  const width = lettering.width(lettering.printable(text), style);
  return width <= room ? style : { ...style, size: (style.size * room) / width };
}

/** At most `maximumLines` lines no wider than `room`; what is left over ends in `…`. */
export function wrap(
  lettering: Lettering,
  text: string,
  style: TextStyle,
  room: number,
  maximumLines: number,
): string[] {
  const fits = (line: string): boolean => lettering.width(line, style) <= room;
  const lines: string[] = [];
  let rest = lettering.printable(text);
  while (!fits(rest) && lines.length < maximumLines - 1) {
    const length = fittingLength(rest, fits);
    // Break at a blank, unless that leaves most of the line empty.
    const blank = rest.lastIndexOf(' ', length);
    const end = blank > length / 2 ? blank : length;
    lines.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  if (!fits(rest)) {
    const length = fittingLength(rest, (start) => fits(`${start}…`));
    rest = `${rest.slice(0, length).trimEnd()}…`;
  }
  return [...lines, rest];
}

/** The length of the longest start that fits, at least one character, found by halving. */
function fittingLength(text: string, fits: (start: string) => boolean): number {
  let [short, long] = [1, text.length];
  while (short < long) {
    const middle = Math.ceil((short + long) / 2);
    if (fits(text.slice(0, middle))) short = middle;
    else long = middle - 1;
  }
  const splitsPair = /[\ud800-\udbff]$/.test(text.slice(0, short));
  return splitsPair ? Math.max(1, short - 1) : short;
}
