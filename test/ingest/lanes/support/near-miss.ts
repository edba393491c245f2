/** What goes wrong with a few bytes of a file. Text stands for bytes: one character (latin1) each. */
import fc from 'fast-check';

const bytes = (hex: string) => Buffer.from(hex, 'hex').toString('latin1');

/** Sequences that look like nothing, or like something else. */
const INTRUDERS = [
  ' ',
  '\t',
  '\0',
  '\b',
  '\v',
  '\f',
  '\x1a',
  '\x1b[31m',
  '\x7f',
  '"',
  '""',
  '\\',
  '\\.',
  '\r',
  '\n',
  '\r\n',
  bytes('c2a0'), // NBSP
  bytes('c285'), // NEL, which JavaScript does not trim
  bytes('e19a80'), // Ogham space
  bytes('e28083'), // em space
  bytes('e280a8'), // line separator
  bytes('e38080'), // ideographic space
  bytes('efbbbf'), // byte order mark
  bytes('e2808f'), // right-to-left mark
  bytes('efbc91'), // fullwidth 1
  bytes('d9a1'), // Arabic-Indic 1
  bytes('e28892'), // minus sign
  bytes('c080'), // overlong NUL
  bytes('c0ae'), // overlong point
  bytes('e08080'), // overlong, three bytes
  bytes('eda080'), // half a surrogate pair
  bytes('f4908080'), // beyond Unicode
  bytes('80'), // a continuation without beginning
  bytes('e2'), // a beginning without continuation
  bytes('ff'),
];

/** Whole fields that people and programs write where a value should be. */
export const JUNK = [
  'NaN',
  'Infinity',
  '-inf',
  'null',
  'NULL',
  'N/A',
  '#REF!',
  '#VALUE!',
  '=1+1',
  '1e5',
  '1E-5',
  '0x1F',
  '1_000',
  '--1',
  '1-',
  '(1)',
  'R$ 10',
  '$10',
  '10%',
  '1 234',
  "1'234",
  '1,2,3',
  '1.2.3',
  '.5',
  '5.',
  ',5',
  '+',
  '-',
  '.',
  '\\N',
  '\\.',
  "'1",
  '12/31/2025 00:00',
  '45658',
  'today',
  'infinity',
  'epoch',
  'now',
  '2025-W01',
] as const;

type Miss = (text: string, place: number, byte: number) => string;

const MISSES: readonly Miss[] = [
  (text, at, byte) => text.slice(0, at) + String.fromCharCode(byte) + text.slice(at + 1),
  (text, at, byte) => text.slice(0, at) + String.fromCharCode(byte) + text.slice(at),
  (text, at) => text.slice(0, at) + text.slice(at + 1),
  (text, at) => text.slice(0, at) + text.slice(at).replace(/\d/, 'O'),
  (text, at, byte) => text.slice(0, at) + intruder(byte) + text.slice(at),
  (text, _, byte) => intruder(byte) + text,
  (text, _, byte) => text + intruder(byte),
  (text) => `${text} `,
  (text, at) => text.slice(0, at) + text.slice(at).replace(/[.,]/, (sign) => (sign === '.' ? ',' : '.')),
  (text, at) => text.slice(0, at) + text.slice(at, at + 1) + text.slice(at),
];

const intruder = (byte: number) => INTRUDERS[byte % INTRUDERS.length] ?? '';

/** The text with one thing wrong with it, or now and then with none. */
export function nearMiss(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(text, fc.nat({ max: MISSES.length - 1 }), fc.nat({ max: 40 }), fc.nat({ max: 255 }))
    .map(([right, miss, place, byte]) => MISSES[miss]?.(right, place % (right.length + 1), byte) ?? right);
}
