/** A table of values, and the bytes of the file that some program has made of it. */
import { isAscii, isUtf8 } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { DATE_FORMATS, DELIMITERS, type Dataset } from '../../../src/datasets/definition.ts';
import { datasetOf } from '../../support/dataset-of.ts';
import { writtenDay } from '../lanes/support/column-cases.ts';

/** One row per day and seq. */
export interface Row {
  readonly day: string;
  readonly seq: number;
  readonly shop: string;
  /** With four decimals. */
  readonly amount: string;
  readonly items: number | null;
  /** YYYY-MM-DD HH:MM:SS in UTC. */
  readonly at: string | null;
  readonly flag: boolean | null;
  readonly note: string | null;
}

export interface WrittenTable {
  readonly dataset: Dataset;
  readonly rows: readonly Row[];
  readonly bytes: Buffer;
  /** To be said to the reader, where the bytes cannot tell. */
  readonly encoding: string | undefined;
  readonly chunkBytes: number;
}

/** Three hours behind UTC, all year. */
const TIME_ZONE = 'Etc/GMT+3';

const TRUTHS: readonly (readonly [yes: string, no: string])[] = [
  ['true', 'false'],
  ['1', '0'],
  ['SIM', 'NÃO'],
  ['t', 'f'],
  ['Yes', 'no'],
];

const dialect = fc.record({
  delimiter: fc.constantFrom(...DELIMITERS),
  decimal: fc.constantFrom('.' as const, ',' as const),
  thousands: fc.boolean(),
  format: fc.constantFrom(...DATE_FORMATS),
  quoted: fc.boolean(),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  encoding: fc.constantFrom('utf-8', 'utf-8', 'utf-8-bom', 'utf-16le', 'utf-16be', 'windows-1252'),
  truths: fc.constantFrom(...TRUTHS),
  blank: fc.constantFrom('', '', ' '),
  leading: fc.constantFrom('' as const, 'empty' as const, 'spaces' as const, 'separators' as const),
  sep: fc.boolean(),
  order: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
  lastEnd: fc.boolean(),
  /** The dataset declares how the file writes its values; else a row proves it. */
  declared: fc.boolean(),
  gzip: fc.boolean(),
  chunkBytes: fc.constantFrom(1, 7, 64, 1 << 16),
});
type Dialect = typeof dialect extends fc.Arbitrary<infer T> ? T : never;

const WESTERN = [
  'São João',
  'ação',
  '€ 5',
  '“x”',
  'a, b',
  'c;d',
  'e|f',
  'g\th',
  'i "j" k',
  'l\nm',
  'n\r\no',
  '\\N',
];
const BEYOND = ['💳', 'مرحبا', '日本', 'e\u0301', '\\.', '1.234', 'NULL', '-', '=1+1', '\u200bx'];
const isValue = (text: string) => text !== '' && text.trim() === text && !text.includes('\0');
const word = fc.oneof(
  fc.constantFrom(...WESTERN, ...BEYOND),
  fc.string({ unit: 'binary', maxLength: 8 }).filter(isValue),
);
const day = fc.integer({ min: 0, max: 36_000 }).map((count) => isoOf(count * 86_400_000, 10));
const isoOf = (time: number, length: number) =>
  new Date(time).toISOString().slice(0, length).replace('T', ' ');

const row = fc.record({
  day,
  seq: fc.nat({ max: 0 }),
  shop: word,
  amount: fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }).map(fourDecimals),
  items: fc.option(fc.oneof(fc.integer({ min: -2_147_483_648, max: 2_147_483_647 }), fc.nat({ max: 99 }))),
  at: fc.option(fc.integer({ min: 0, max: 3_000_000_000 }).map((seconds) => isoOf(seconds * 1000, 19))),
  flag: fc.option(fc.boolean()),
  note: fc.option(word),
});
/** Tells day from month, and the decimal separator: it has four digits behind it. */
const PROOF: Row = {
  day: '2031-12-25',
  seq: 0,
  shop: 'proof',
  amount: '1.2345',
  items: 1,
  at: '2031-12-25 10:11:12',
  flag: true,
  note: null,
};

function fourDecimals(value: bigint): string {
  const digits = String(value < 0n ? -value : value).padStart(5, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

export const writtenTable: fc.Arbitrary<WrittenTable> = fc
  .tuple(dialect, fc.array(row, { maxLength: 12 }), fc.nat())
  .map(([form, others, place]) => {
    const western = form.encoding === 'windows-1252';
    const rows = others
      .toSpliced(place % (others.length + 1), 0, PROOF)
      .map((one, seq) =>
        western ? { ...one, seq, shop: inWestern(one.shop), note: null } : { ...one, seq },
      );
    const text = textOf(rows, form);
    const bytes = encoded(text, form.encoding);
    return {
      dataset: datasetFor(form),
      rows,
      bytes: form.gzip ? gzipSync(bytes) : bytes,
      encoding: western && isUtf8(bytes) && !isAscii(bytes) ? 'windows-1252' : undefined,
      chunkBytes: form.chunkBytes,
    };
  });

function inWestern(text: string): string {
  return WESTERN.includes(text) ? text : `x${text.length}`;
}

function datasetFor({ declared, decimal, thousands, format }: Dialect): Dataset {
  const number = declared ? { decimal, thousands } : {};
  const group = declared && thousands ? { thousands: decimal === '.' ? (',' as const) : ('.' as const) } : {};
  const date = declared ? { format } : {};
  const dataset = datasetOf({
    day: { type: 'date', ...date },
    seq: { type: 'integer', ...group },
    shop: { type: 'text' },
    amount: { type: 'numeric', precision: 18, scale: 4, ...number },
    items: { type: 'integer', nullable: true, ...group },
    at: { type: 'timestamptz', nullable: true, ...date },
    flag: { type: 'boolean', nullable: true },
    note: { type: 'text', nullable: true },
  });
  const dimensions = { seq: { label: dataset.title } };
  return { ...dataset, timeZone: TIME_ZONE, dimensions, measures: ['amount', 'items'] };
}

function textOf(rows: readonly Row[], form: Dialect): string {
  const { delimiter, lineEnd, leading, sep, lastEnd } = form;
  const names = (Object.keys(PROOF) as (keyof Row)[])
    .map((name, at) => ({ name, rank: form.order[at] ?? 0 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ name }) => name);
  const lines = rows.map((one) => {
    const fields = fieldsOf(one, form);
    return names.map((name) => quoted(fields[name], form)).join(delimiter);
  });
  const before = { '': [], empty: ['', ''], spaces: ['  '], separators: [delimiter.repeat(9)] }[leading];
  const sepLine = sep ? [`sep=${delimiter}`] : [];
  return [...sepLine, ...before, names.join(delimiter), ...lines].join(lineEnd) + (lastEnd ? lineEnd : '');
}

function fieldsOf(one: Row, form: Dialect): Record<keyof Row, string> {
  const { format, blank, truths } = form;
  const orBlank = <T>(value: T | null, write: (value: T) => string) =>
    value === null ? blank : write(value);
  return {
    day: writtenDay(one.day, format),
    seq: String(one.seq),
    shop: one.shop,
    amount: number(one.amount, form),
    items: orBlank(one.items, (items) => number(String(items), form)),
    at: orBlank(one.at, (at) => moment(at, one.seq, form)),
    flag: orBlank(one.flag, (flag) => truths[flag ? 0 : 1]),
    note: orBlank(one.note, (note) => note),
  };
}

function number(text: string, { decimal, thousands }: Dialect): string {
  const [whole = '', fraction] = text.split('.');
  const group = decimal === '.' ? ',' : '.';
  const grouped = thousands ? whole.replaceAll(/\B(?=(\d{3})+$)/g, group) : whole;
  return fraction === undefined ? grouped : `${grouped}${decimal}${fraction}`;
}

/** In UTC, with an offset, or by the clock of the dataset's zone. */
function moment(at: string, seq: number, { format }: Dialect): string {
  const utc = Date.parse(`${at.replace(' ', 'T')}Z`);
  const [hours, offset] = [
    [0, 'Z'],
    [-3, ''],
    [-3, '-03:00'],
    [5.5, '+05:30'],
  ][seq % 4] as [number, string];
  const [date = '', clock = ''] = isoOf(utc + hours * 3_600_000, 19).split(' ');
  return `${writtenDay(date, format)} ${clock}${offset}`;
}

function quoted(text: string, { quoted: always, delimiter }: Dialect): string {
  const needed = always || /["\r\n]/.test(text) || text.includes(delimiter);
  return needed ? `"${text.replaceAll('"', '""')}"` : text;
}

function encoded(text: string, encoding: string): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text);
  if (encoding === 'utf-8-bom') return Buffer.from(`\ufeff${text}`);
  return iconv.encode(text, encoding, { addBOM: encoding.startsWith('utf-16') });
}
