import { beforeEach, describe, expect, it } from 'vitest';
import { shop, SHOP_TABLE } from '../data-tests/shop.ts';
import type { Reader } from '../../src/db/database.ts';
import { sql, type Sql } from '../../src/db/sql.ts';
import { startLoadRun } from '../../src/ingest/load-run.ts';
import { recordDays, recordFiles } from '../../src/ingest/record-load.ts';
import { toDay } from '../../src/analysis/calendar.ts';
import { findSameLoad, hasFileOfSize, type FileIdentity } from '../../src/query/same-load.ts';
import { bookRun, loadedFile, rejectedRow, type BookedRun } from '../support/load-books.ts';
import { useTestDatabase } from '../support/test-database.ts';

const { db } = useTestDatabase();
const dataset = shop([]);
const [FILE, OTHER] = [loadedFile(), loadedFile({ sha256: 'b'.repeat(64) })];
const DAYS = { '2025-01-01': true, '2025-01-02': false };

const book = (run: Partial<BookedRun> = {}) =>
  bookRun(db, { dataset: 'shop', files: [FILE], days: DAYS, ...run });
const find = async (file: FileIdentity) =>
  (await db.readOnly((reader) => findSameLoad(reader, dataset, file)))?.id;
const script = (text: string) => db.transaction((tx) => tx.runScript(text));

beforeEach(() =>
  script(
    `drop table if exists bi.shop; ${SHOP_TABLE};
     insert into bi.shop values ('2025-01-01', 'a', 1), ('2025-01-02', 'a', 1), ('2025-01-03', 'a', 1);
     truncate etl.load_run, etl.load_file, etl.load_day, etl.rejected_row`,
  ),
);

describe('the same bytes', () => {
  it('are found with the time they were loaded', async () => {
    expect(await find(FILE)).toBeUndefined();
    const run = await book();
    const found = await db.readOnly((reader) => findSameLoad(reader, dataset, FILE));
    expect(found).toEqual({ id: run, finishedAt: expect.any(Date) as Date });
  });

  it('by other rules, and other bytes by the same rules, are another load', async () => {
    await book();
    expect(await find({ ...FILE, rules: 'rules-2' })).toBeUndefined();
    expect(await find(OTHER)).toBeUndefined();
  });

  it('in another dataset are another load', async () => {
    await book({ dataset: 'other' });
    expect(await find(FILE)).toBeUndefined();
  });

  it('that hold no row are the same without any day', async () => {
    const run = await book({ days: {} });
    await script('truncate bi.shop');
    expect(await find(FILE)).toBe(run);
  });

  it('are the last of several runs that loaded them', async () => {
    await book();
    const last = await book({ days: { '2025-01-01': false, '2025-01-02': false } });
    expect(await find(FILE)).toBe(last);
  });
});

describe('the same bytes are loaded again', () => {
  it('when the run failed or is still at work', async () => {
    const run = await startLoadRun(db, { dataset: 'shop', sources: ['a.csv'], toolVersion: 'test' });
    await db.transaction(async (tx) => {
      await recordFiles(tx, run.id, [FILE]);
      await recordDays(tx, run.id, dataset, [
        { days: [toDay('2025-01-01')], changedDays: new Set([toDay('2025-01-01')]) },
      ]);
    });
    expect(await find(FILE)).toBeUndefined();
    await run.fail(new Error('x'));
    expect(await find(FILE)).toBeUndefined();
  });

  it('when a row of them was rejected', async () => {
    await book({ files: [loadedFile({ rowsRejected: 1 })], rejected: [rejectedRow(3, 'x')] });
    expect(await find(FILE)).toBeUndefined();
  });

  it('when a later run changed one of the days, and not when it left them alone or changed others', async () => {
    const run = await book();
    await book({ files: [OTHER], days: { '2025-01-01': false, '2025-01-03': true } });
    await book({ dataset: 'other', files: [OTHER], days: DAYS });
    expect(await find(FILE)).toBe(run);
    await book({ files: [OTHER], days: { '2025-01-02': true } });
    expect(await find(FILE)).toBeUndefined();
    const again = await book({ days: { '2025-01-01': false, '2025-01-02': true } });
    expect(await find(FILE)).toBe(again);
  });

  it('when an earlier run changed the days, they are found', async () => {
    await book({ files: [OTHER] });
    const run = await book();
    expect(await find(FILE)).toBe(run);
  });

  it('when one of the days has no row any more', async () => {
    await book();
    await script("delete from bi.shop where day = '2025-01-02'");
    expect(await find(FILE)).toBeUndefined();
  });

  it('when a later file of the same run changed one of the days', async () => {
    const [first, second] = [{ '2025-01-01': true, '2025-01-03': true }, { '2025-01-01': true }];
    const run = await book({ files: [FILE, OTHER], days: [first, second] });
    expect(await find(FILE)).toBeUndefined();
    expect(await find(OTHER)).toBe(run);
    await book({ files: [OTHER], days: [{ '2025-01-03': true }] });
    expect(await find(OTHER)).not.toBe(run);
  });

  it('and each of several files is found for itself where they have no day in common', async () => {
    const run = await book({ files: [FILE, OTHER], days: [{ '2025-01-01': true }, { '2025-01-02': true }] });
    expect([await find(FILE), await find(OTHER)]).toEqual([run, run]);
    await book({ files: [OTHER], days: [{ '2025-01-01': true }] });
    expect(await find(FILE)).toBeUndefined();
  });

  it('when the first file of a run is its last, too', async () => {
    const run = await book({
      files: [FILE, OTHER, FILE],
      days: [{ '2025-01-01': true }, { '2025-01-01': true }, { '2025-01-01': true }],
    });
    expect(await find(FILE)).toBe(run);
    expect(await find(OTHER)).toBeUndefined();
  });
});

it('knows the days of moments in the time zone of the dataset', async () => {
  const moments = shop([], {
    timeZone: 'America/Sao_Paulo',
    columns: { ...dataset.columns, day: { type: 'timestamptz' } },
  });
  await script(
    `alter table bi.shop alter day type timestamptz; truncate bi.shop;
     insert into bi.shop values ('2025-01-02 02:59:59Z', 'a', 1)`,
  );
  const same = () => db.readOnly((reader) => findSameLoad(reader, moments, FILE));
  const run = await book({ days: { '2025-01-01': true } });
  expect((await same())?.id).toBe(run);
  await script("update bi.shop set day = '2025-01-02 03:00:00Z'");
  expect(await same()).toBeUndefined();
});

it('probes the index for a day instead of reading the table', async () => {
  await script(
    `insert into bi.shop select '2025-02-01'::date + i % 50, i::text, 1 from generate_series(1, 20000) as i; analyze bi.shop`,
  );
  await book();
  const statements: Sql[] = [];
  const plan = await db.readOnly(async (reader) => {
    const query: Reader['query'] = (statement) => {
      statements.push(statement);
      return reader.query(statement);
    };
    await findSameLoad({ query }, dataset, FILE);
    return reader.query<{ 'QUERY PLAN': string }>(sql`explain ${statements[0]}`);
  });
  const text = plan.map((row) => row['QUERY PLAN']).join('\n');
  expect(text).toContain('using shop_pkey on shop');
  expect(text).not.toContain('Seq Scan on shop');
});

describe('a file of that size', () => {
  const known = (rules: string, bytes: number) =>
    db.readOnly((reader) => hasFileOfSize(reader, rules, bytes));

  it('was loaded by the same rules, or it was not', async () => {
    expect(await known(FILE.rules, FILE.bytes)).toBe(false);
    await book();
    expect(await known(FILE.rules, FILE.bytes)).toBe(true);
    expect(await known('rules-2', FILE.bytes)).toBe(false);
    expect(await known(FILE.rules, FILE.bytes + 1)).toBe(false);
  });
});
