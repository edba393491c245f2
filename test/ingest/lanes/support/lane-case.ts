/** A table in some dialect, right and wrong rows among each other, as the bytes behind a header. */
import fc from 'fast-check';
import { DELIMITERS, type Dataset } from '../../../../src/datasets/definition.ts';
import type { HeaderMatch } from '../../../../src/ingest/match-header.ts';
import { datasetOf } from '../../../support/dataset-of.ts';
import { anyColumn, dateColumn, momentColumn, type ColumnCase } from './column-cases.ts';
import { JUNK, nearMiss } from './near-miss.ts';

export interface LaneCase {
  readonly dataset: Dataset;
  readonly header: HeaderMatch;
  readonly delimiter: string;
  readonly lineEnd: '\n' | '\r\n' | '\r';
  readonly quoted: boolean;
  /** Each with its line end, but for the last one now and then. */
  readonly rows: readonly string[];
  /** Sizes of the chunks, over and over. */
  readonly chunks: readonly number[];
}

const LINE_ENDS = ['\n', '\r\n', '\r'] as const;
const ZONES = ['America/Sao_Paulo', 'UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Auckland'];
const QUOTING = ['needed', 'needed', 'needed', 'all', 'all', 'some', 'none'] as const;

const chunks = fc.oneof(
  { weight: 5, arbitrary: fc.constant([1 << 30]) },
  { weight: 10, arbitrary: fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 8 }) },
  { weight: 1, arbitrary: fc.constant([1]) },
);

const columns = fc.tuple(
  fc.oneof({ weight: 2, arbitrary: dateColumn }, { weight: 1, arbitrary: momentColumn }),
  fc.array(anyColumn, { maxLength: 4 }),
);

/** @param rows how many there are at most */
export function laneCase(rows: number): fc.Arbitrary<LaneCase> {
  return fc
    .record({ columns, order: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }), extra: fc.nat({ max: 2 }) })
    .chain(({ columns: [time, others], order, extra }) => {
      const cases = [time, ...others];
      // Columns of the file: those of the dataset in any order, among others that it does not know.
      const places = [...cases.keys(), ...Array<undefined>(extra).fill(undefined)]
        .map((index, at) => ({ index, rank: at === 0 && extra === 0 ? 0 : (order[at] ?? 0) }))
        .sort((a, b) => a.rank - b.rank)
        .map(({ index }) => index);
      const table = tableOf(cases, places);
      return fc
        .record({
          delimiter: fc.constantFrom(...DELIMITERS),
          lineEnd: fc.constantFrom(...LINE_ENDS),
          quoted: fc.boolean(),
          zone: fc.constantFrom(...ZONES),
          // As many as asked for, so that a test knows how many cases it has seen.
          rows: fc.array(rowOf(places.map((index) => cases[index ?? -1])), {
            minLength: rows,
            maxLength: rows,
            size: 'max',
          }),
          lastHasEnd: fc.boolean(),
          copies: fc.boolean(),
          chunks,
        })
        .map(({ rows: drawn, lastHasEnd, copies, zone, delimiter, lineEnd, quoted, chunks }) => ({
          ...table,
          dataset: { ...table.dataset, timeZone: zone },
          delimiter,
          lineEnd,
          quoted,
          chunks,
          rows: drawn.map((row, at) => {
            const end = at === drawn.length - 1 && !lastHasEnd ? '' : (row.lineEnd ?? lineEnd);
            return written(copies ? copyOf(row, drawn, at) : row, delimiter) + end;
          }),
        }));
    });
}

/** Now and then the values of a row above it, perhaps quoted in another way. */
function copyOf(row: Row, rows: readonly Row[], at: number): Row {
  const fields = row.place % 8 === 0 ? rows[at - 1 - (row.flaw % 9)]?.fields : undefined;
  return fields === undefined ? row : { ...row, fields };
}

export function bytesOf({ rows }: LaneCase): Buffer {
  return Buffer.from(rows.join(''), 'latin1');
}

export function tableOf(cases: readonly ColumnCase[], places: readonly (number | undefined)[]) {
  const named = cases.map((one, index) => [`c${index}`, one] as const);
  const dataset = datasetOf(Object.fromEntries(named.map(([name, { column }]) => [name, column])));
  const dimensions = Object.fromEntries(
    named.flatMap(([name, { values }]) =>
      values === undefined ? [] : [[name, { label: dataset.title, values }]],
    ),
  );
  const positions = places.flatMap((index, position) =>
    index === undefined ? [] : [[`c${index}`, position] as const],
  );
  const header = { positions: new Map(positions), extra: [], width: places.length };
  const nameRow = named.flatMap(([name, { column }], at) =>
    at === 0 || (column.nullable !== true && ['text', 'integer'].includes(column.type)) ? [name] : [],
  );
  return { dataset: { ...dataset, dimensions, key: nameRow }, header };
}

interface Row {
  readonly fields: readonly string[];
  readonly quoting: (typeof QUOTING)[number];
  readonly lineEnd: string | undefined;
  /** Fields too many or too few. */
  readonly width: number;
  readonly flaw: number;
  readonly place: number;
}

/** What stands in columns that the dataset does not know. */
const NOTES = fc.constantFrom(...Array<string>(12).fill('x'), '', 'a\tb', '\xff', '"');

function rowOf(cases: readonly (ColumnCase | undefined)[]): fc.Arbitrary<Row> {
  const fields = cases.map((one) => {
    const right = one?.text ?? NOTES;
    return fc.oneof(
      { weight: 40, arbitrary: right },
      { weight: 3, arbitrary: nearMiss(right) },
      { weight: 1, arbitrary: fc.constantFrom(...JUNK) },
    );
  });
  return fc.record({
    fields: fc.tuple(...fields),
    quoting: fc.constantFrom(...QUOTING),
    lineEnd: rarely(fc.constantFrom(...LINE_ENDS, '\n\n', '\r\n\r\n', '\r\r')),
    width: rarely(fc.constantFrom(-1, 1)).map((width) => width ?? 0),
    flaw: fc.nat({ max: 40 * 256 }),
    place: fc.nat({ max: 60 }),
  });
}

function rarely<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 24, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
}

function written({ fields, quoting, width, flaw, place }: Row, delimiter: string): string {
  const even = width === 0 ? fields : width > 0 ? [...fields, 'one more'] : fields.slice(0, -1);
  const row = even.map((text, at) => quote(text, quoting, delimiter, at)).join(delimiter);
  // One row in forty has a byte that is another one, wherever it stands.
  if (flaw >= 256) return row;
  const at = place % (row.length + 1);
  return row.slice(0, at) + String.fromCharCode(flaw) + row.slice(at + 1);
}

function quote(text: string, quoting: Row['quoting'], delimiter: string, at: number): string {
  const needed = /["\r\n]/.test(text) || text.includes(delimiter);
  const wanted = quoting === 'all' || (quoting === 'some' ? at % 2 === 0 || needed : needed);
  return wanted && quoting !== 'none' ? `"${text.replaceAll('"', '""')}"` : text;
}
