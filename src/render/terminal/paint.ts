/** ANSI colours without asking the environment: whoever calls decides. */
import type { Tone } from '../tone.ts';

export type Style = 'bold' | 'dim' | 'green' | 'red' | 'yellow';
export type Paint = (style: Style | undefined, text: string) => string;

const CODES: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
};

const STYLES: Readonly<Record<Tone, Style | undefined>> = { good: 'green', bad: 'red', neutral: undefined };

export function createPaint(colour: boolean): Paint {
  return (style, text) => {
    if (!colour || style === undefined || text.trim() === '') return text;
    const [on, off] = CODES[style];
    return `\u001b[${on}m${text}\u001b[${off}m`;
  };
}

export function styleOf(tone: Tone): Style | undefined {
  return STYLES[tone];
}
