import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bookedRejection } from '../../src/ingest/record-rejected-rows.ts';
import { readRejectedCsv, rejectedCsv, rejectedFileName } from '../../src/ingest/rejected-csv.ts';
import { stdinSource } from '../../src/ingest/source.ts';
import type { BookedRejection } from '../../src/query/rejected-rows.ts';
import { rejectedRow } from '../support/load-books.ts';
import { bytesSource, textSource } from '../support/text-source.ts';

const textOf = (rows: readonly BookedRejection[], run = '12') => [...rejectedCsv(run, rows)].join('');
const read = (text: string, run = '12') => readRejectedCsv(textSource(text, 'x.rejected.csv'), run);
const ROW: BookedRejection = {
  file: 'a.csv',
  line: 7,
  column: 'amount',
  value: 'abc',
  rule: 'must be a number, such as 1.5',
  raw: '2025-01-01,"São ""Zé""",abc',
};

it('stands beside the file, or in the working folder', () => {
  expect(rejectedFileName('in/a.csv.gz')).toBe('in/a.csv.gz.rejected.csv');
  expect(rejectedFileName(stdinSource(textSource('').open()).name)).toBe('stdin.rejected.csv');
});

describe('the file', () => {
  it('is CSV that Excel takes for UTF-8, with the raw row in one field', () => {
    const whole = { ...ROW, column: null, raw: 'x' };
    expect(textOf([ROW, whole])).toBe(
      '\ufeffrun,file,line,column,rule,raw\n' +
        '12,a.csv,7,amount,"must be a number, such as 1.5","2025-01-01,""São """"Zé"""""",abc"\n' +
        '12,a.csv,7,,"must be a number, such as 1.5","x"\n',
    );
  });

  it('gives back every row as it was', async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).map((value) => `.${value}`);
    const row = fc.record({
      file: text,
      line: fc.integer({ min: 1, max: 2 ** 40 }),
      column: fc.option(text),
      value: text,
      rule: text,
      raw: fc.oneof(
        text,
        fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r', '\t', 'a', ' ') }).map((s) => `.${s}`),
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 4 }), async (rows) => {
        const back = await read(textOf(rows));
        expect(back).toEqual(
          rows.map(({ file, line, raw }) => ({ file, line, raw, place: expect.any(String) as string })),
        );
      }),
    );
  });

  it('has a NUL as the books have it', () => {
    expect(textOf([bookedRejection(rejectedRow(2, 'a\0b'))])).toContain('"a␀b"');
  });
});

describe('a corrected file', () => {
  const FIELDS = { file: 'a.csv', line: 7, raw: 'x;1,5' };

  it.each([
    [
      'without a byte order mark',
      'run,file,line,column,rule,raw\n12,a.csv,7,,,x;1,5\n'.replace('x;1,5', '"x;1,5"'),
    ],
    [
      'with semicolons and CRLF, as a Brazilian Excel writes it',
      '\ufeffrun;file;line;column;rule;raw\r\n12;a.csv;7;;;"x;1,5"\r\n',
    ],
    ['with tabs', 'run\tfile\tline\tcolumn\trule\traw\n12\ta.csv\t7\t\t\tx;1,5\n'],
    ['with columns moved, left out and added', 'RAW,note,Line,file,run\n"x;1,5",ok,7,a.csv, 12 \n'],
  ])('may come %s', async (_, text) => {
    expect(await read(text)).toEqual([{ ...FIELDS, place: 'x.rejected.csv:2' }]);
  });

  const HEADER = 'run,file,line,column,rule,raw';
  it.each([
    ['', 'x.rejected.csv is empty', 'get it again: kpi runs rejects 12 --csv'],
    [
      'day,amount\n1,2\n',
      'x.rejected.csv:1: not a file of rejected rows: it lacks the columns run, file, line, raw',
      `its first line is ${HEADER}`,
    ],
    [
      `${HEADER}\n12,a.csv,7,,,"a\nb"\n13,a.csv,8,,,y\n`,
      'x.rejected.csv:4: run "13" is not 12, the run to replay',
      'replay each run with its own file; that of this one: kpi runs rejects 12 --csv',
    ],
    [
      `${HEADER}\n12,a.csv,seven,,,x\n`,
      'x.rejected.csv:2: line "seven" is not the number of a line',
      'leave the column as it was written',
    ],
    [
      `${HEADER}\n12,a.csv,7,,,  \n`,
      'x.rejected.csv:2: raw is empty',
      'to leave the row out, delete its whole line; a row that is too long to keep is corrected in its own file',
    ],
    [
      `${HEADER}\n12,a.csv,7,,,"a,\ufffd"\n`,
      'x.rejected.csv:2: raw holds "\ufffd", which stands for bytes that make no character',
      'write the character that belongs there',
    ],
  ])('is refused: %j', async (text, message, hint) => {
    await expect(read(text)).rejects.toMatchObject({ name: 'SourceError', message, hint });
  });

  it('must be UTF-8', async () => {
    const latin = bytesSource(Buffer.from(`${HEADER}\n12,a.csv,7,,,São\n`, 'latin1'), 'x.rejected.csv');
    await expect(readRejectedCsv(latin, '12')).rejects.toThrow('x.rejected.csv:2: a byte that is not UTF-8');
  });
});
