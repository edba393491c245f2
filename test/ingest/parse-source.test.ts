import { describe, expect, it } from 'vitest';
import { parseSource, type ParseEvents } from '../../src/ingest/parse-source.ts';
import type { ParsedRow } from '../../src/ingest/validate.ts';
import { datasetOf } from '../support/dataset-of.ts';
import { SILENT } from '../support/load-events.ts';
import { textSource } from '../support/text-source.ts';

const DATASET = datasetOf({ day: { type: 'date' }, shop: { type: 'text' }, cups: { type: 'integer' } });

/** What it yields, and how it ends. */
async function parse(text: string, events: Partial<ParseEvents> = {}) {
  const rows: ParsedRow[] = [];
  try {
    for await (const row of parseSource(textSource(text, 'x.csv'), DATASET, { ...SILENT, ...events }))
      rows.push(row);
    return { rows, error: undefined };
  } catch (error) {
    return { rows, error };
  }
}

describe('parseSource', () => {
  it('yields the rows in file order, each with its line and its values', async () => {
    const text = '\ufeffcups,note,SHOP,day\r\n+1,x,"a\r\nb",2025-01-01\r\n\r\n02,y, c ,2025-01-02';
    expect(await parse(text)).toEqual({
      rows: [
        { line: 2, values: { day: '2025-01-01', shop: 'a\r\nb', cups: '1' } },
        { line: 5, values: { day: '2025-01-02', shop: 'c', cups: '2' } },
      ],
      error: undefined,
    });
  });

  it('yields nothing after the first broken row, and reads on for the others', async () => {
    const text = 'day,shop,cups\n2025-01-01,a,1\n2025-01-02,b,x\n2025-01-03,c,3\n2025-01-04,d,y\n';
    let read = 0;
    const { rows, error } = await parse(text, { onRow: () => (read += 1) });
    expect(rows.map(({ line }) => line)).toEqual([2]);
    expect(error).toMatchObject({
      name: 'RejectedRowsError',
      rejections: [
        { line: 3, column: 'cups', value: 'x' },
        { line: 5, column: 'cups', value: 'y' },
      ],
    });
    expect(read).toBe(4);
  });

  it('tells the bytes as they are read, and the headers that it leaves out', async () => {
    const text = 'day,shop,cups,ação,x\n2025-01-01,a,1,,\n';
    const told: unknown[] = [];
    let bytes = 0;
    await parse(text, {
      onBytes: (count) => (bytes += count),
      onExtraColumns: ({ name }, headers) => told.push(name, headers),
    });
    expect(bytes).toBe(Buffer.byteLength(text));
    expect(told).toEqual(['x.csv', ['ação', 'x']]);
  });
});
