import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceError } from '../../src/errors.ts';
import { readRecords, type CsvRecord } from '../../src/ingest/read-records.ts';
import { sampleRecords } from '../../src/ingest/sample-records.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** What can be read of the text before its quoting breaks. */
async function read(text: string, delimiter: (typeof DELIMITERS)[number]): Promise<CsvRecord[]> {
  const records: CsvRecord[] = [];
  try {
    for await (const record of readRecords(chunks(text), 'x.csv', delimiter)) records.push(record);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
  }
  return records;
}

async function* chunks(text: string): AsyncGenerator<string> {
  await Promise.resolve();
  yield text;
}

const piece = (...more: readonly string[]) =>
  fc
    .array(fc.constantFrom('a', 'b', ' ', ',', ';', '\t', '|', '\n', '\r', '\r\n', 'é', ...more))
    .map((parts) => parts.join(''));

describe('the records of a sample', () => {
  it.each([
    ['without quotes', piece()],
    ['with quotes', piece('"', '""', '"a"', '\n"a,\nb"')],
  ])('are those of the file, %s', async (_, text) => {
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom(...DELIMITERS), async (sample, delimiter) => {
        const expected = await read(sample, delimiter);
        // The stream parses ahead, so that it may break before it has given all that it could.
        expect(sampleRecords(sample, delimiter).slice(0, expected.length)).toEqual(expected);
        if (!sample.includes('"')) expect(sampleRecords(sample, delimiter)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('end before a record that the sample cuts within quotes', () => {
    expect(sampleRecords('a,b\n"1\n2",3\n4,"5\n', ',')).toEqual([
      { line: 1, fields: ['a', 'b'] },
      { line: 2, fields: ['1\n2', '3'] },
    ]);
  });

  it.each(['a\n\n1\n2\n', '"a"\n\n1\n2\n'])('are only so many as are asked for', (sample) => {
    expect(sampleRecords(sample, ',', { most: 3 }).length).toBeLessThanOrEqual(3);
    expect(sampleRecords(sample, ',', { most: 3 }).slice(0, 2)).toEqual([
      { line: 1, fields: ['a'] },
      { line: 3, fields: ['1'] },
    ]);
  });

  it('go on behind one whose quotes make no sense, which is told by its first line', () => {
    expect(sampleRecords('a,b\n5" x,1\n"2\n",3\n"4,5\n6,7\n', ',', { whole: true })).toEqual([
      { line: 1, fields: ['a', 'b'] },
      { line: 2, fields: ['5" x,1'], misquoted: true },
      { line: 3, fields: ['2\n', '3'] },
      { line: 5, fields: ['"4,5'], misquoted: true },
      { line: 6, fields: ['6', '7'] },
    ]);
  });
});
