import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeUtf8 } from '../../src/ingest/decode.ts';
import { readRecords } from '../../src/ingest/read-records.ts';
import { collect, inPieces } from '../support/streams.ts';
import { textSource } from '../support/text-source.ts';

const read = (text: string) => collect(readRecords(inPieces(text === '' ? [] : [text]), 'x.csv'));
const lines = async (text: string) => (await read(text)).map(({ line, fields }) => [line, ...fields]);

describe('readRecords', () => {
  it.each<[string, string, (number | string)[][]]>([
    [
      'LF',
      'a,b\n1,2\n',
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    ],
    [
      'CRLF',
      'a,b\r\n1,2\r\n',
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    ],
    [
      'CR',
      'a,b\r1,2\r',
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    ],
    [
      'no last newline',
      'a,b\n1,2',
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    ],
    [
      'LF, then CRLF',
      'a\n1\r\n2\n3\r\n',
      [
        [1, 'a'],
        [2, '1'],
        [3, '2'],
        [4, '3'],
      ],
    ],
    [
      'CRLF, then LF',
      'a,b\r\n1,2\n3,4\r\n5,6',
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
        [3, '3', '4'],
        [4, '5', '6'],
      ],
    ],
    [
      'a leading empty line',
      '\na\n1\n',
      [
        [2, 'a'],
        [3, '1'],
      ],
    ],
    [
      'leading empty lines with CRLF',
      '\r\n\r\na\r\n1\r\n',
      [
        [3, 'a'],
        [4, '1'],
      ],
    ],
    [
      'empty lines in between and at the end',
      'a\n\n\n1\n\n2\n\n\n',
      [
        [1, 'a'],
        [4, '1'],
        [6, '2'],
      ],
    ],
    [
      'lines of nothing but separators and spaces',
      'a,b\n , \n,\n"",""\n1,2\n',
      [
        [1, 'a', 'b'],
        [5, '1', '2'],
      ],
    ],
    [
      'LF within quotes',
      'a,b\n"1\n1",2\n3,4\n',
      [
        [1, 'a', 'b'],
        [2, '1\n1', '2'],
        [4, '3', '4'],
      ],
    ],
    [
      'CRLF within quotes',
      'a,b\r\n"1\r\n1",2\r\n3,4\r\n',
      [
        [1, 'a', 'b'],
        [2, '1\r\n1', '2'],
        [4, '3', '4'],
      ],
    ],
    [
      'CRLF within quotes between LF',
      'a\n"1\r\n\r\n1"\n2\n',
      [
        [1, 'a'],
        [2, '1\r\n\r\n1'],
        [5, '2'],
      ],
    ],
    [
      'CR within quotes',
      'a\n"1\r1"\n2\n',
      [
        [1, 'a'],
        [2, '1\r1'],
        [4, '2'],
      ],
    ],
    [
      'line breaks in several fields',
      '"a\n",b,"\r\nc"\nd\n',
      [
        [1, 'a\n', 'b', '\r\nc'],
        [4, 'd'],
      ],
    ],
    [
      'a quoted header over two lines',
      '"a\nb",c\r\n1,2\r\n',
      [
        [1, 'a\nb', 'c'],
        [3, '1', '2'],
      ],
    ],
    ['a quoted blank field over two lines', '"\n"\n2\n', [[3, '2']]],
    ['doubled quotes', '"a""b","""",""\n', [[1, 'a"b', '"', '']]],
    ['separators within quotes', '"a,b";c,d\n'.replace(';', ','), [[1, 'a,b', 'c', 'd']]],
    ['spaces, which are kept', ' a ,\tb\n', [[1, ' a ', '\tb']]],
    [
      'records of any width',
      'a,b\n1\n1,2,3\n',
      [
        [1, 'a', 'b'],
        [2, '1'],
        [3, '1', '2', '3'],
      ],
    ],
    ['one field', 'a', [[1, 'a']]],
    ['nothing', '', []],
    ['nothing but empty lines', '\n\r\n \n', []],
  ])('reads %s', async (_, text, expected) => expect(await lines(text)).toEqual(expected));

  it.each([
    ['a quote that is never closed', 'a,b\n1,2\n3,"4\n5,6\n7,8\n', 3, 'a quote is opened and never closed'],
    [
      'the same after CRLF in quotes',
      'a,b\r\n"1\r\n1",2\r\n3,"4\r\n5,6\r\n',
      4,
      'a quote is opened and never closed',
    ],
    ['the same after empty lines', 'a\n\n\n"1\n', 4, 'a quote is opened and never closed'],
    ['a quote within a field', 'a,b\n1,2\n3,4"5\n6,7\n', 3, 'a quote stands where it may not'],
    ['the same after quotes over lines', 'a\r\n"\r\n\r\n1"\r\n2"\r\n', 5, 'a quote stands where it may not'],
    ['text after a closing quote', 'a,b\n"1"x,2\n', 2, 'a quote stands where it may not'],
    ['a broken header', '"a"b\n', 1, 'a quote stands where it may not'],
  ])('names the line of %s', async (_, text, line, rule) => {
    const error: unknown = await read(text).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'SourceError', hint: expect.any(String) as string });
    expect((error as Error).message).toContain(`x.csv:${line}: ${rule}`);
    // However it arrives.
    const inBytes = collect(readRecords(decodeUtf8(textSource(text, 'x.csv', 1).open(), 'x.csv'), 'x.csv'));
    await expect(inBytes).rejects.toThrow((error as Error).message);
  });

  it('passes on an error of what it reads from', async () => {
    async function* failing(): AsyncGenerator<string> {
      yield 'a,b\n1,2\n';
      await Promise.resolve();
      throw new RangeError('the tape ended');
    }
    await expect(collect(readRecords(failing(), 'x.csv'))).rejects.toThrow(new RangeError('the tape ended'));
  });

  it('closes what it reads from when nobody reads on', async () => {
    let closed = false;
    async function* endless(): AsyncGenerator<string> {
      try {
        for (;;) {
          await Promise.resolve();
          yield 'a,b\n';
        }
      } finally {
        closed = true;
      }
    }
    for await (const { line } of readRecords(endless(), 'x.csv')) if (line === 3) break;
    await new Promise(setImmediate);
    expect(closed).toBe(true);
  });

  it('reads back any table, with its lines, however it was written and cut', async () => {
    await fc.assert(
      fc.asyncProperty(csvFile, fc.integer({ min: 1, max: 20 }), async ({ text, records }, chunk) => {
        const source = textSource(text, 'x.csv', chunk);
        expect(await collect(readRecords(decodeUtf8(source.open(), 'x.csv'), 'x.csv'))).toEqual(records);
      }),
      { numRuns: 300 },
    );
  });
});

const field = fc.string({
  unit: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('a', '1', ' ', ',', '"', '\n', '\r', '\r\n', 'ã', '💳') },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
  ),
  maxLength: 6,
});
const written = fc.record({
  fields: fc.array(fc.record({ value: field, quoted: fc.boolean() }), { minLength: 1, maxLength: 4 }),
  end: fc.constantFrom('\n', '\r\n', '\r'),
  blank: fc.constantFrom('', '', '', '\n', '\r\n', ' \n', ',,\r\n', '\n\n'),
});

/** A file and what an editor and a spreadsheet show of it. */
const csvFile = fc.array(written, { maxLength: 8 }).chain((rows) =>
  fc.boolean().map((lastEnd) => {
    // Not the start of the file: there U+FEFF is a byte order mark.
    let text = 'h\n';
    const records = [{ line: 1, fields: ['h'] }];
    for (const [index, { fields, end, blank }] of rows.entries()) {
      text += blank;
      const line = 1 + (text.match(/\r\n|\n|\r/g)?.length ?? 0);
      const values = fields.map(({ value }) => value);
      if (values.some((value) => value.trim() !== '')) records.push({ line, fields: values });
      text += fields.map(({ value, quoted }) => (quoted ? quote(value) : plain(value))).join(',');
      if (lastEnd || index < rows.length - 1) text += end;
    }
    return { text, records };
  }),
);

function plain(value: string): string {
  return /[",\r\n]/.test(value) ? quote(value) : value;
}

function quote(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}
