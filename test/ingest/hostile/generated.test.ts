/** Hostile files that are too large to be kept. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { MAX_RECORD_BYTES } from '../../../src/ingest/lanes/record-extent.ts';
import { useTestDatabase } from '../../support/test-database.ts';
import { bytesSource } from '../../support/text-source.ts';
import { createSales } from './create-sales.ts';
import { outcomeOf } from './outcome.ts';

const ROOT = join(import.meta.dirname, '../../..');
const HEADER = 'day,shop,amount,items,note';
const TOO_LONG = 'must have at most 1,048,576 bytes';
/** More than what the format of a file is decided from. */
const BEHIND_THE_SAMPLE = 40_000;

const { db } = useTestDatabase();
createSales(db);
beforeEach(() => db.transaction((tx) => tx.runScript('truncate sales')));

const outcome = (text: string | Buffer, options = {}) =>
  outcomeOf(db, bytesSource(Buffer.from(text), 'x.csv', 1 << 18), options);
const rowsOf = (count: number, row: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => `${row(index)}\n`).join('');
const ordinary = rowsOf(BEHIND_THE_SAMPLE, (index) => `2025-01-01,shop number ${index},1.00,1,`);

describe('a line of 100 MiB', () => {
  it.each([
    ['without a separator', '', TOO_LONG],
    ['that begins like a row', '2025-01-09,z,1.00,1,', TOO_LONG],
    ['behind a quote that never closes', '2025-01-09,"', TOO_LONG],
    ['behind a quote that stands where it may not', '2025-01-09,a"b,', TOO_LONG],
  ])('%s is put aside by its beginning, in no memory', async (_, beginning, rule) => {
    const script = 'test/ingest/hostile/support/read-long-line.ts';
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['scripts/run-ts.mjs', script, beginning],
      { cwd: ROOT },
    );
    const { grownMib, ...found } = JSON.parse(stdout) as { readonly grownMib: number };
    expect(found).toEqual({
      rows: ['2025-01-01', '2025-01-02'],
      rejected: [
        [3, 0, 1000, rule],
        [5, '2025-01-03,c,oops,1,'.length, 4, 'must be a number with a decimal point, such as 1234.56'],
      ],
      counts: { read: 4, accepted: 2, rejected: 2 },
    });
    // Held whole, it would be 100 MiB and several copies of them.
    expect(grownMib).toBeLessThan(64);
  });
});

it('a header that never ends', async () => {
  const { error } = await outcome('x'.repeat(3 << 20));
  expect(error?.[0]).toBe(
    'x.csv:1: the header lacks the columns day (or data), shop (or loja), amount (or valor), items, note; ' +
      `found: "${'x'.repeat(60)}…"`,
  );
  expect((await outcome(`"${'x'.repeat(3 << 20)}`)).error?.[0]).toBe(
    'x.csv:1: this line is no header: its quotes do not match',
  );
});

it('2,000 columns, of which the dataset knows five', async () => {
  const extra = Array.from({ length: 1995 }, (_, index) => `c${index}`);
  const filler = ',x'.repeat(extra.length);
  const { rows, rejected, notes } = await outcome(
    `${HEADER},${extra.join(',')}\n2025-01-01,a,1.00,1,n${filler}\n2025-01-02,b,oops,1,n${filler}\n2025-01-03,c,1.00,1,n${filler},x\n`,
  );
  expect(rows).toEqual([['2025-01-01', 'a', '1.00', 1, 'n']]);
  expect(rejected?.map(([line, column, , rule]) => [line, column, rule])).toEqual([
    [3, 'amount', 'must be a number with a decimal point, such as 1234.56'],
    [4, null, 'must have 2000 fields like the header, has 2001'],
  ]);
  expect(notes).toEqual([`left out: ${JSON.stringify(extra)}`]);
});

it('a text as long as a record may be, and one that is longer', async () => {
  const before = '2025-01-01,a,1.00,1,';
  const most = 'é'.repeat((MAX_RECORD_BYTES - before.length) / 2);
  const text = `${HEADER}\n${before}${most}\n2025-01-02,b,1.00,1,x${most}\n2025-01-03,c,1.00,1,"two\n${'x'.repeat(1000)}"\n2025-01-04,d,oops,1,\n`;
  const { rows, rejected } = await outcome(text);
  expect(rows).toEqual([
    ['2025-01-01', 'a', '1.00', 1, most],
    ['2025-01-03', 'c', '1.00', 1, `two\n${'x'.repeat(1000)}`],
  ]);
  expect(rejected).toEqual([
    [3, null, `2025-01-02,b,1.00,1,x${most}`.slice(0, 510) + '\ufffd', TOO_LONG],
    [6, 'amount', 'oops', 'must be a number with a decimal point, such as 1234.56'],
  ]);
});

describe('what shows only far behind the beginning', () => {
  const last = async (text: string | Buffer) => {
    const { rows = [], rejected, notes } = await outcome(text);
    expect(rows.filter(([, shop]) => shop.startsWith('shop number'))).toHaveLength(BEHIND_THE_SAMPLE);
    return { rows: rows.filter(([, shop]) => !shop.startsWith('shop number')), rejected, notes };
  };

  it('quotes, other line ends, backslashes', async () => {
    const text = `${HEADER}\n${ordinary}2025-01-02,"a ""b""\nc",1.00,1,\\N\r\n2025-01-03,d,1.00,1,e\r2025-01-04,f,oops,1,\n`;
    expect(await last(text)).toEqual({
      rows: [
        ['2025-01-02', 'a "b"\nc', '1.00', 1, '\\N'],
        ['2025-01-03', 'd', '1.00', 1, 'e'],
      ],
      rejected: [
        [BEHIND_THE_SAMPLE + 5, 'amount', 'oops', 'must be a number with a decimal point, such as 1234.56'],
      ],
      notes: undefined,
    });
  });

  it('another encoding', async () => {
    const text = `${HEADER}\n${ordinary}2025-01-02,Café “Sol”,1.00,1,\n`.replaceAll('“', '\x93');
    const bytes = Buffer.from(text.replaceAll('”', '\x94'), 'latin1');
    expect(await last(bytes)).toEqual({
      rows: [['2025-01-02', 'Café “Sol”', '1.00', 1, null]],
      rejected: undefined,
      notes: [
        `x.csv: read as windows-1252 (byte 0xE9 in line ${BEHIND_THE_SAMPLE + 2} is not UTF-8); --encoding says otherwise`,
      ],
    });
  });

  it('other written forms, which are not what the file was decided to have', async () => {
    const rows =
      '2025-01-02,a,"1.234,50",1,\n2025-01-03,b,"1,5",1,\n04/01/2025,c,1.00,1,\n2025-01-05,d,1.234,1,\n';
    const { rows: loaded, rejected } = await last(`${HEADER}\n${ordinary}${rows}`);
    expect(loaded).toEqual([]);
    expect(rejected?.map(([line, column]) => [line - BEHIND_THE_SAMPLE, column])).toEqual([
      [2, 'amount'],
      [3, 'amount'],
      [4, 'day'],
      [5, 'amount'],
    ]);
  });
});

describe('rows that share a key', () => {
  const text = `${HEADER}\n2025-01-01,a,1.00,1,x\n2025-01-02,b,2.00,,x\n2025-01-01, a ,3.50,,y\n2025-01-03,c,oops,1,\n`;
  const WRONG = [5, 'amount', 'oops', 'must be a number with a decimal point, such as 1234.56'];

  it.each([
    ['last', [['2025-01-01', 'a', '3.50', null, 'y']], [WRONG]],
    ['sum', [['2025-01-01', 'a', '4.50', 1, null]], [WRONG]],
    [
      'reject',
      [],
      [
        WRONG,
        [2, null, '2025-01-01, a', 'shares its key with 1 other row of the file'],
        [4, null, '2025-01-01, a', 'shares its key with 1 other row of the file'],
      ],
    ],
  ] as const)('with --on-duplicate %s', async (onDuplicate, first, rejected) => {
    expect(await outcome(text, { onDuplicate })).toEqual({
      rows: [...first, ['2025-01-02', 'b', '2.00', null, 'x']],
      rejected,
    });
  });
});
