import { beforeEach, describe, expect, it } from 'vitest';
import { toDay } from '../../src/analysis/calendar.ts';
import { sql, type Sql } from '../../src/db/sql.ts';
import { startLoadRun } from '../../src/ingest/load-run.ts';
import { recordRejectedRows } from '../../src/ingest/record-rejected-rows.ts';
import { bookRun, COUNTS, loadedFile, rejectedRow } from '../support/load-books.ts';
import { useTestDatabase } from '../support/test-database.ts';

const { db } = useTestDatabase();
const query = <Row extends object>(statement: Sql) => db.readOnly((reader) => reader.query<Row>(statement));
const begin = () => startLoadRun(db, { dataset: 'shop', sources: ['a.csv'], toolVersion: '1.2.3' });

beforeEach(() =>
  db.transaction((tx) =>
    tx.runScript('truncate etl.load_run, etl.load_file, etl.load_day, etl.rejected_row, etl.test_result'),
  ),
);

describe('a run that succeeds', () => {
  it('accounts for every row', async () => {
    await bookRun(db, {
      dataset: 'shop',
      mode: 'replace',
      replays: '7',
      counts: { rowsRead: 21, inserted: 6, updated: 5, unchanged: 4, deleted: 9, collapsed: 3 },
      rejected: [3, 4, 5].map((line) => rejectedRow(line, 'x')),
    });
    expect(
      await query(
        sql`select mode, replays, rows_deleted, rows_collapsed, rows_rejected,
                   rows_read = rows_inserted + rows_updated + rows_unchanged + rows_collapsed + rows_rejected as adds_up
            from etl.load_run`,
      ),
    ).toEqual([
      {
        mode: 'replace',
        replays: '7',
        rows_deleted: '9',
        rows_collapsed: '3',
        rows_rejected: '3',
        adds_up: true,
      },
    ]);
  });

  it('is an upsert that replays nothing unless it says so', async () => {
    await bookRun(db, { dataset: 'shop' });
    expect(await query(sql`select mode, replays from etl.load_run`)).toEqual([
      { mode: 'upsert', replays: null },
    ]);
  });

  it('keeps its files in order, and its days', async () => {
    const formats = { amount: { decimal: ',', thousands: true }, day: { format: 'DD/MM/YYYY' } };
    const run = await bookRun(db, {
      dataset: 'shop',
      files: [
        loadedFile({
          name: "b'.csv",
          delimiter: '\t',
          header: 'day\tcity',
          encoding: 'windows-1252',
          formats,
        }),
        loadedFile({ name: 'a.csv', bytes: 5_000_000_000, rowsRejected: 1 }),
      ],
      days: { '2025-03-31': true, '2025-01-01': false },
    });
    expect(
      await query(sql`select position, name, bytes, delimiter, header, encoding, formats, rows_rejected
                      from etl.load_file where run_id = ${run} order by position`),
    ).toMatchObject([
      {
        position: 1,
        name: "b'.csv",
        delimiter: '\t',
        header: 'day\tcity',
        encoding: 'windows-1252',
        formats,
      },
      { position: 2, name: 'a.csv', bytes: '5000000000', rows_rejected: '1', formats: {} },
    ]);
    expect(
      await query(sql`select dataset, day, changed from etl.load_day where run_id = ${run} order by day`),
    ).toEqual([
      { dataset: 'shop', day: '2025-01-01', changed: false },
      { dataset: 'shop', day: '2025-03-31', changed: true },
    ]);
  });
});

describe('rejected rows', () => {
  const stored = () =>
    query(
      sql`select position, file, line, column_name, value, rule, raw from etl.rejected_row order by position`,
    );

  it('are kept with the first rule they break, and any text', async () => {
    const raw = `2025-01-01,"a ""b""\n{x,y}",\\N,NULL,é 💳`;
    await bookRun(db, {
      dataset: 'shop',
      rejected: [
        rejectedRow(2, raw, {
          rejections: [
            { line: 2, column: null, value: raw, rule: 'must have 4 fields' },
            { line: 2, column: 'city', value: '', rule: 'must not be blank' },
          ],
        }),
        rejectedRow(9_000_000_000, 'a\0b', {
          file: 'b.csv',
          rejections: [{ line: 1, column: 'city', value: '\0', rule: 'must not hold a NUL character' }],
        }),
      ],
    });
    expect(await stored()).toEqual([
      {
        position: 1,
        file: 'a.csv',
        line: '2',
        column_name: null,
        value: raw,
        rule: 'must have 4 fields',
        raw,
      },
      {
        position: 2,
        file: 'b.csv',
        line: '9000000000',
        column_name: 'city',
        value: '␀',
        rule: 'must not hold a NUL character',
        raw: 'a␀b',
      },
    ]);
  });

  it('may be many, and keep their order', async () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => rejectedRow(index + 2, `row ${index}`));
    const { id } = await begin();
    await db.transaction((tx) => recordRejectedRows(tx, id, rows));
    expect(
      await query(
        sql`select count(*)::int as count, bool_and(line = position + 1 and raw = 'row ' || position - 1) as ordered
            from etl.rejected_row where run_id = ${id}`,
      ),
    ).toEqual([{ count: 10_000, ordered: true }]);
  });

  it('of a run that fails are kept with it', async () => {
    const run = await begin();
    const failed = {
      name: 't',
      kind: 'range',
      severity: 'fail',
      status: 'fail',
      rule: '',
      failing: 1,
      examples: [],
    } as const;
    await run.fail(new Error('too many'), { results: [failed], days: [toDay('2025-01-01')] }, [
      rejectedRow(2, 'x'),
      rejectedRow(3, 'y'),
    ]);
    expect(await query(sql`select status, error, rows_rejected from etl.load_run`)).toEqual([
      { status: 'failed', error: 'too many', rows_rejected: '2' },
    ]);
    expect(await stored()).toMatchObject([{ raw: 'x' }, { raw: 'y' }]);
    expect(await query(sql`select name from etl.test_result`)).toEqual([{ name: 't' }]);
  });

  it('of a run that another process has closed meanwhile are kept, too', async () => {
    const run = await begin();
    await begin();
    await run.fail(new Error('the connection broke'), undefined, [rejectedRow(2, 'x')]);
    expect(await query(sql`select status, error from etl.load_run order by id`)).toMatchObject([
      { status: 'failed', error: 'the connection broke' },
      { status: 'running' },
    ]);
    expect(await stored()).toHaveLength(1);
  });

  it('are not added to a run that was committed after all', async () => {
    const run = await begin();
    await db.transaction((tx) => run.finish(tx, COUNTS, { results: [], days: [] }));
    await run.fail(new Error('the answer to the commit got lost'), undefined, [rejectedRow(2, 'x')]);
    expect(await query(sql`select status, error, rows_rejected from etl.load_run`)).toEqual([
      { status: 'loaded', error: null, rows_rejected: '0' },
    ]);
    expect(await stored()).toEqual([]);
  });
});
