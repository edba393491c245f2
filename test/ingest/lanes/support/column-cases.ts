/** Columns of every kind, and what files write for their values. Text stands for bytes: one character (latin1) each. */
import fc from 'fast-check';
import { DATE_FORMATS, type Column, type DateFormat } from '../../../../src/datasets/definition.ts';

export interface ColumnCase {
  readonly column: Column;
  /** The values that a dimension of it may have. */
  readonly values?: readonly string[];
  /** What such a column's fields hold, mostly right ones. */
  readonly text: fc.Arbitrary<string>;
}

export const utf8 = (text: string): string => Buffer.from(text).toString('latin1');

const WORDS = [
  'pos',
  'São João',
  '💳 e\u0301',
  'مرحبا',
  'x, y',
  'p; q',
  'r|s',
  'a\tb',
  'a "b" c',
  'two\nlines',
  'two\r\nlines',
  'back\\slash',
  '\\N',
  '\\.',
  'n/a',
  '-',
  '1.234',
  '\u00a0x',
  'x\u3000',
  '\ufeffx',
  'a\u0000b',
  'a\u007fb',
];
const word = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...WORDS.slice(0, 8)) },
  { weight: 2, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 2, arbitrary: fc.string({ minLength: 1, maxLength: 9 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
);
const absent = (): fc.Arbitrary<string> => fc.constantFrom('', '', ' ', utf8('\u00a0'));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
/** `{ name: value }`, or nothing where it is undefined. */
const given = <K extends string, V>(name: K, value: V | undefined) =>
  (value === undefined ? {} : { [name]: value }) as Partial<Record<K, V>>;

export function blankable(cases: fc.Arbitrary<ColumnCase>): fc.Arbitrary<ColumnCase> {
  return fc.tuple(cases, fc.boolean()).map(([one, nullable]) =>
    nullable
      ? {
          ...one,
          column: { ...one.column, nullable },
          text: fc.oneof({ weight: 4, arbitrary: one.text }, { weight: 1, arbitrary: absent() }),
        }
      : one,
  );
}

const textColumn: fc.Arbitrary<ColumnCase> = fc
  .record({ maxLength: maybe(fc.integer({ min: 1, max: 12 })), narrow: fc.boolean() })
  .map(({ maxLength, narrow }) => ({
    column: { type: 'text', ...given('maxLength', maxLength) },
    ...given('values', narrow ? WORDS.slice(0, 5) : undefined),
    text: word.map(utf8),
  }));

const digits = (most: number) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 99_999 }).map((n) => String(n).slice(0, most)) },
    { weight: 2, arbitrary: fc.bigInt({ min: 0n, max: 10n ** BigInt(most) }).map(String) },
    { weight: 1, arbitrary: fc.constantFrom('0', '00', '007', '999', '1000', '0'.repeat(12) + '5') },
  );
const sign = fc.constantFrom('', '', '', '-', '+');
const grouped = (whole: string, separator: string) => whole.replaceAll(/\B(?=(\d{3})+$)/g, separator);
const least = maybe(fc.constantFrom(-1e6, -100, 0, 0.01));
const most = maybe(fc.constantFrom(0.5, 1000, 123_456.78, 1e12));

const integerColumn: fc.Arbitrary<ColumnCase> = fc
  .record({
    thousands: maybe(fc.constantFrom('.' as const, ',' as const)),
    minimum: maybe(fc.constantFrom(-1e9, -5, 0)),
    maximum: maybe(fc.constantFrom(5000, 1_000_000, 2_147_483_647)),
  })
  .map(({ thousands, minimum, maximum }) => ({
    column: {
      type: 'integer',
      ...given('thousands', thousands),
      ...given('minimum', minimum),
      ...given('maximum', maximum),
    },
    text: fc
      .tuple(sign, digits(11), fc.boolean())
      .map(([minus, whole, group]) => minus + (group ? grouped(whole, thousands ?? '.') : whole)),
  }));

const numericColumn: fc.Arbitrary<ColumnCase> = fc
  .record({
    precision: fc.integer({ min: 1, max: 20 }),
    scale: fc.integer({ min: 0, max: 6 }),
    decimal: maybe(fc.constantFrom('.' as const, ',' as const)),
    thousands: maybe(fc.boolean()),
    minimum: least,
    maximum: most,
  })
  .map(({ precision, scale, decimal, thousands, minimum, maximum }) => {
    const point = decimal ?? '.';
    const group = point === '.' ? ',' : '.';
    return {
      column: {
        type: 'numeric',
        precision: Math.max(precision, scale),
        scale,
        ...given('decimal', decimal),
        ...given('thousands', thousands),
        ...given('minimum', minimum),
        ...given('maximum', maximum),
      },
      text: fc
        .tuple(sign, digits(Math.max(1, precision - scale)), fc.boolean(), maybe(digits(scale + 1)))
        .map(([minus, whole, isGrouped, fraction]) => {
          const before = isGrouped ? grouped(whole, group) : whole;
          return (
            minus + before + (fraction === undefined ? '' : point + fraction.slice(0, Math.max(1, scale)))
          );
        }),
    };
  });

const HARD_DAYS = ['2024-02-29', '2025-02-29', '1900-02-29', '2000-02-29', '2025-04-31', '2025-13-01'];
const EDGE_DAYS = [
  '0000-01-01',
  '0001-01-01',
  '0001-01-02',
  '9999-12-30',
  '9999-12-31',
  '1969-12-31',
  '2025-00-10',
  '2025-10-00',
];
const day = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 0, max: 40_000 }).map((n) => isoOf(n * 86_400_000)) },
  { weight: 1, arbitrary: fc.constantFrom(...HARD_DAYS, ...EDGE_DAYS) },
);
const isoOf = (time: number) => new Date(time).toISOString().slice(0, 10);

export function writtenDay(iso: string, format: DateFormat, padded = true): string {
  const [year = '', month = '', date = ''] = iso.split('-');
  const part = (text: string) => (padded ? text : String(Number(text)));
  return format
    .replace('YYYY', year)
    .replace('YY', year.slice(2))
    .replace('MM', part(month))
    .replace('DD', part(date));
}

const dayText = (format: DateFormat) =>
  fc
    .tuple(day, fc.integer({ min: 0, max: 12 }))
    .map(([iso, unpadded]) => writtenDay(iso, format, unpadded > 0));
const format = fc.oneof(fc.constant(undefined), fc.constantFrom(...DATE_FORMATS));

export const dateColumn: fc.Arbitrary<ColumnCase> = format.map((found) => ({
  column: { type: 'date', ...given('format', found) },
  text: dayText(found ?? 'YYYY-MM-DD'),
}));

const OFFSETS = ['', '', '', 'Z', 'Z', '-03:00', '-03:00', '+05:45', '+14:00', '-14:59'];
const ODD_OFFSETS = [' Z', '+0530', '+15:00', '-15:59', '+16:00', '+03', ' -03', '-3:00', '+14:60', 'z'];
const CLOCKS = [
  '',
  ' ',
  'T10',
  ' 9:30',
  ' 24:00:00',
  ' 23:59:60',
  ' 10:00',
  't10:00:00',
  ' 10:00:00.1234567',
];
const clock = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.constantFrom(' ', 'T'),
        fc.integer({ min: 0, max: 86_399_999 }),
        fc.constantFrom(19, 19, 19, 21, 23, 16),
      )
      .map(([before, time, length]) => before + new Date(time).toISOString().slice(11, length)),
  },
  { weight: 1, arbitrary: fc.constantFrom(...CLOCKS) },
);

const offset = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...OFFSETS) },
  { weight: 1, arbitrary: fc.constantFrom(...ODD_OFFSETS) },
);

export const momentColumn: fc.Arbitrary<ColumnCase> = format.map((found) => ({
  column: { type: 'timestamptz', ...given('format', found) },
  text: fc.tuple(dayText(found ?? 'YYYY-MM-DD'), clock, offset).map((parts) => parts.join('')),
}));

const TRUTHS = ['true', 'false', 't', 'f', 'yes', 'no', 'y', 'n', '1', '0', 'sim', 's', 'TRUE', 'Sim'];
const booleanColumn: fc.Arbitrary<ColumnCase> = fc.constant({
  column: { type: 'boolean' },
  text: fc.constantFrom(...TRUTHS, 'verdadeiro', 'falso', utf8('não'), 'nao', '2', 'maybe', 'truely'),
});

export const anyColumn: fc.Arbitrary<ColumnCase> = blankable(
  fc.oneof(textColumn, integerColumn, numericColumn, dateColumn, momentColumn, booleanColumn),
);
