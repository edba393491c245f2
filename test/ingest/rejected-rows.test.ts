import { describe, expect, it } from 'vitest';
import { SourceError } from '../../src/errors.ts';
import { rejectedRows, type RejectPolicy } from '../../src/ingest/rejected-rows.ts';
import { sql } from '../../src/db/sql.ts';
import { rejectedRow } from '../support/load-books.ts';
import { shopFile, useShopLoads } from '../support/shop-loads.ts';

const wrong = (count: number, file = 'a.csv') =>
  Array.from({ length: count }, (_, index) => rejectedRow(index + 2, 'x', { file }));
const aside = (policy: Partial<RejectPolicy>): RejectPolicy => ({
  onError: 'quarantine',
  maxErrors: 100,
  maxErrorRate: 1,
  ...policy,
});

/** Adds wrong rows of one file that has so many rows; what comes of it. */
function settle(policy: RejectPolicy, count: number, read: number): unknown {
  const rows = rejectedRows(policy);
  const ofFile = rows.ofFile('a.csv');
  try {
    for (const row of wrong(count)) ofFile.add(row);
    ofFile.settle(read);
    return rows.rows.length;
  } catch (error) {
    expect(error).toBeInstanceOf(SourceError);
    return (error as SourceError).message.split('\n', 1)[0];
  }
}

describe('rows that are put aside', () => {
  it.each([
    [{ maxErrors: 3 }, 3, 10, 3],
    [{ maxErrors: 3 }, 4, 1000, 'a.csv: nothing was loaded, because more than 3 rows break a rule:'],
    [{ maxErrors: 0 }, 1, 10, 'a.csv: nothing was loaded, because more than 0 rows break a rule:'],
    [{ maxErrorRate: 0.1 }, 1, 10, 1],
    [
      { maxErrorRate: 0.1 },
      2,
      19,
      'a.csv: nothing was loaded, because 2 of 19 rows, more than 10 %, break a rule:',
    ],
    [{ maxErrorRate: 0 }, 0, 0, 0],
    [{ maxErrorRate: 1 }, 5, 5, 5],
  ])('may be as many as %o says: %i of %i', (policy, count, read, expected) => {
    expect(settle(aside(policy), count, read)).toBe(expected);
  });

  it('are counted over all files, their share by file', () => {
    const rows = rejectedRows(aside({ maxErrors: 3, maxErrorRate: 0.5 }));
    const first = rows.ofFile('a.csv');
    for (const row of wrong(2)) first.add(row);
    first.settle(100);
    const second = rows.ofFile('b.csv');
    second.add(rejectedRow(2, 'x', { file: 'b.csv' }));
    expect(() => {
      second.settle(1);
    }).toThrow('b.csv: nothing was loaded, because 1 of 1 rows, more than 50 %, break a rule:');
    expect(() => {
      second.add(rejectedRow(3, 'x', { file: 'b.csv' }));
    }).toThrow('b.csv: nothing was loaded, because more than 3 rows break a rule:');
    expect(rows.rows).toHaveLength(4);
  });
});

describe('a file with wrong rows that may not be', () => {
  const fail: RejectPolicy = { onError: 'fail', maxErrors: 0, maxErrorRate: 0 };

  it('ends at its end, or with the eleventh rule that is broken', () => {
    const message = 'a.csv: nothing was loaded, because these rows break a rule:';
    expect(settle(fail, 0, 5)).toBe(0);
    expect(settle(fail, 1, 5)).toBe(message);
    const ofFile = rejectedRows(fail).ofFile('a.csv');
    for (const row of wrong(10)) ofFile.add(row);
    expect(() => {
      ofFile.add(rejectedRow(99, 'x'));
    }).toThrow(message);
  });
});

describe('a load that puts rows aside', () => {
  const { load, stored, query } = useShopLoads();
  const LINES = ['2025-01-01,a,1,', '2025-01-01,b,x,2025-99-99', '2025-01-01', '2025-01-02,c,"1""x,', ''];
  const booked = () =>
    query(sql`select run_id, position::int, file, line::int, column_name, value, rule, raw
              from etl.rejected_row order by run_id, position`);

  it('loads the others and keeps each with line, first rule and text', async () => {
    const counts = await load(shopFile('a.csv', ...LINES), { rejects: aside({}) });
    expect(counts).toMatchObject({ rowsRead: 4, inserted: 1, rejected: 3 });
    expect(await stored()).toEqual(['2025-01-01 a 1.00']);
    const about = { run_id: counts.runId, file: 'a.csv' };
    expect(await booked()).toEqual([
      {
        ...about,
        position: 1,
        line: 3,
        column_name: 'amount',
        value: 'x',
        rule: 'must be a number with a decimal point, such as 1234.56',
        raw: LINES[1],
      },
      {
        ...about,
        position: 2,
        line: 4,
        column_name: null,
        value: '2025-01-01',
        rule: 'must have 4 fields like the header, has 1',
        raw: LINES[2],
      },
      {
        ...about,
        position: 3,
        line: 5,
        column_name: null,
        value: LINES[3],
        rule: 'a quote is opened and never closed',
        raw: LINES[3],
      },
    ]);
  });

  it('and has too many of them keeps them in the books of a run that failed', async () => {
    await expect(
      load(shopFile('a.csv', ...LINES), { rejects: aside({ maxErrors: 2 }) }),
    ).rejects.toMatchObject({
      name: 'TooManyRejectedError',
      hint: expect.stringContaining('--max-errors') as string,
    });
    expect(await stored()).toEqual([]);
    expect(await query(sql`select status, rows_rejected::int from etl.load_run`)).toEqual([
      { status: 'failed', rows_rejected: 3 },
    ]);
    expect(await booked()).toHaveLength(3);
  });

  it('in a dry run tells them and keeps nothing', async () => {
    const counts = await load(shopFile('a.csv', ...LINES), { rejects: aside({}), dryRun: true });
    expect(counts.rejectedRows.map(({ line }) => line)).toEqual([3, 4, 5]);
    expect(await booked()).toEqual([]);
  });

  it('keeps them in the order of the files', async () => {
    const files = ['b.csv', 'a.csv'].map((name) => shopFile(name, '2025-01-01,a,1,', 'x,y,z,', ''));
    await load(files, { rejects: aside({}) });
    expect(await booked()).toMatchObject([
      { position: 1, file: 'b.csv', line: 3 },
      { position: 2, file: 'a.csv', line: 3 },
    ]);
  });
});
