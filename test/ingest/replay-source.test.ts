import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeUtf8 } from '../../src/ingest/decode.ts';
import { withStoredFormat } from '../../src/ingest/stored-format.ts';
import { readRecords, type CsvRecord } from '../../src/ingest/read-records.ts';
import { readValues } from '../../src/ingest/read-values.ts';
import { replaySource } from '../../src/ingest/replay-source.ts';
import { shop } from '../data-tests/shop.ts';

const row = (line: number, raw: string) => ({ file: 'a.csv', line, raw, place: '' });
const source = (header: string, ...rows: [number, string][]) =>
  replaySource(
    'a.csv',
    header,
    rows.map(([line, raw]) => row(line, raw)),
  );
const recordsOf = async (...args: Parameters<typeof source>) => {
  const records: CsvRecord[] = [];
  const read = source(...args);
  for await (const record of readRecords(decodeUtf8(read.open(), read.name), read.name)) records.push(record);
  return records;
};

describe('a source of corrected rows', () => {
  it('has them at the lines where they stood', async () => {
    expect(await recordsOf('day,city', [1_000_000, 'c,d'], [2, 'a,b'], [200_001, '"x\ny",z'])).toEqual([
      { line: 1, fields: ['day', 'city'] },
      { line: 2, fields: ['a', 'b'] },
      { line: 200_001, fields: ['x\ny', 'z'] },
      { line: 1_000_000, fields: ['c', 'd'] },
    ]);
  });

  it('has them there behind a header of two lines, and whatever the rows are', async () => {
    const gaps = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 500 }), fc.constantFrom('a,b', '"x\r\ny\n",b', 'é💳,')),
      { maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(gaps, async (steps) => {
        let next = 3;
        const rows = steps.map(([gap, raw]): [number, string] => {
          const line = next + gap - 1;
          next = line + 1 + (raw.match(/\n/g)?.length ?? 0);
          return [line, raw];
        });
        const records = await recordsOf('"day\n",city', ...rows);
        expect(records.map(({ line }) => line)).toEqual([1, ...rows.map(([line]) => line)]);
      }),
    );
  });

  it('keeps rows that one correction made of one, right behind it', async () => {
    const records = await recordsOf(
      'a,b',
      [5, '"two\nlines",1'],
      [5, 'other,2'],
      [6, 'next,3'],
      [90, 'far,4'],
    );
    expect(records.map(({ line, fields }) => [line, fields[0]])).toEqual([
      [1, 'a'],
      [5, 'two\nlines'],
      [7, 'other'],
      [8, 'next'],
      [90, 'far'],
    ]);
  });

  it('names the original file and line in an error', async () => {
    const bad = source('day,city,amount,checked', [900, '2025-01-01,,1,'], [7, '2025-01-01,a,1,']);
    await expect(readValues(bad, shop([]))).rejects.toThrow('a.csv:900: city "": must not be blank');
  });
});

it('is read as its file was: delimiter, decimals and days', async () => {
  const dataset = withStoredFormat(shop([]), {
    delimiter: ';',
    formats: { amount: { decimal: ',', thousands: true }, day: { format: 'DD/MM/YYYY' } },
  });
  const rows = source('day;city;amount;checked', [4, '31/12/2025;a;1.234,50;']);
  expect(await readValues(rows, dataset)).toEqual([
    { line: 4, values: { day: '2025-12-31', city: 'a', amount: '1234.50', checked: null } },
  ]);
  expect(dataset.columns['city']).toEqual({ type: 'text' });
});
