import { describe, expect, it } from 'vitest';
import { readValues } from '../../src/ingest/read-values.ts';
import { datasetOf } from '../support/dataset-of.ts';
import { bytesSource, textSource } from '../support/text-source.ts';

const DATASET = datasetOf({ day: { type: 'date' }, shop: { type: 'text' }, cups: { type: 'integer' } });
const read = (text: string, options = {}) => readValues(textSource(text, 'x.csv'), DATASET, options);

describe('the values of a file', () => {
  it('are its rows in file order, each with its line', async () => {
    const text = '\ufeffcups,note,SHOP,day\r\n+1,x,"a\r\nb",2025-01-01\r\n\r\n02,y, c ,2025-01-02';
    expect(await read(text)).toEqual([
      { line: 2, values: { day: '2025-01-01', shop: 'a\r\nb', cups: '1' } },
      { line: 5, values: { day: '2025-01-02', shop: 'c', cups: '2' } },
    ]);
  });

  it('are none when a row is broken; all broken rows are named', async () => {
    const text = 'day,shop,cups\n2025-01-01,a,1\n2025-01-02,b,x\n2025-01-03,c,3\n2025-01-04,,y\n';
    await expect(read(text)).rejects.toMatchObject({
      name: 'RejectedRowsError',
      message: [
        'x.csv: nothing was loaded, because these rows break a rule:',
        '  x.csv:3: cups "x": must be a whole number',
        '  x.csv:5: shop "": must not be blank',
        '  x.csv:5: cups "y": must be a whole number',
      ].join('\n'),
    });
  });

  it('are read in the form that the file has, by what the user says, and behind a line sep=', async () => {
    const text = 'sep=;\nTag;shop;cups\n31/12/2024;a,b;1.234\n';
    expect(await read(text, { map: new Map([['Tag', 'day']]) })).toEqual([
      { line: 3, values: { day: '2024-12-31', shop: 'a,b', cups: '1234' } },
    ]);
  });

  it('are the same in another encoding', async () => {
    const text = 'day,shop,cups\n2025-01-01,ação,1\n';
    expect(await readValues(bytesSource(Buffer.from(text, 'latin1')), DATASET)).toEqual(await read(text));
  });
});
