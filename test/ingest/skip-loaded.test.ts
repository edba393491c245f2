import { describe, expect, it } from 'vitest';
import type { LoadOptions } from '../../src/ingest/load.ts';
import { sql } from '../../src/db/sql.ts';
import { shop } from '../data-tests/shop.ts';
import { ASIDE, shopFile, useShopLoads } from '../support/shop-loads.ts';
import { pipedSource } from '../support/text-source.ts';

const { load, query, script, stored } = useShopLoads();
const A = shopFile('a.csv', '2025-01-01,a,1,', '2025-01-02,a,2,');
const B = shopFile('b.csv', '2025-01-03,a,3,');
const C = shopFile('c.csv', '2025-01-04,a,4,');
const runs = async () => (await query(sql`select from etl.load_run`)).length;
const skipped = (result: Awaited<ReturnType<typeof load>>) => result.skipped.map(({ name }) => name);

describe('a file whose bytes were loaded before', () => {
  it('is skipped, under any name, and leaves no run behind', async () => {
    const first = await load(A);
    const again = await load({ ...A, name: 'other.csv' });
    expect(again).toEqual({
      runId: null,
      rowsRead: 0,
      inserted: 0,
      updated: 0,
      unchanged: 0,
      deleted: 0,
      collapsed: 0,
      rejected: 0,
      firstDay: null,
      lastDay: null,
      restatedDays: 0,
      rejectedRows: [],
      skipped: [{ name: 'other.csv', earlier: { id: first.runId, finishedAt: expect.any(Date) as Date } }],
    });
    expect(await runs()).toBe(1);
  });

  it('is not even read', async () => {
    await load(A);
    const unread = {
      ...A,
      open: () => {
        throw new Error('read');
      },
    };
    expect(skipped(await load(unread))).toEqual(['a.csv']);
  });

  it('is loaded when that is asked for, and then skipped because of the later run', async () => {
    await load(A);
    const forced = await load(A, { force: true });
    expect(forced).toMatchObject({ unchanged: 2, skipped: [] });
    expect((await load(A)).skipped[0]?.earlier.id).toBe(forced.runId);
  });

  it('is loaded after another file changed one of its days, and skipped after one that did not', async () => {
    await load(A);
    await load(shopFile('x.csv', '2025-01-02,a,2,', '2025-01-05,a,1,'));
    expect(skipped(await load(A))).toEqual(['a.csv']);
    await load(shopFile('y.csv', '2025-01-02,b,9,'));
    expect(await load(A)).toMatchObject({ skipped: [], unchanged: 2 });
    expect(skipped(await load(A))).toEqual(['a.csv']);
  });

  it('brings back what a later file changed', async () => {
    await load(A);
    await load(shopFile('y.csv', '2025-01-02,a,9,'));
    expect(await load(A)).toMatchObject({ updated: 1, unchanged: 1, restatedDays: 1 });
    expect(await stored()).toEqual(['2025-01-01 a 1.00', '2025-01-02 a 2.00']);
  });

  it('is loaded after the rows of a day were deleted by hand', async () => {
    await load(A);
    await script(`delete from bi.shop where day = '2025-01-02'`);
    expect(await load(A)).toMatchObject({ skipped: [], inserted: 1, unchanged: 1 });
  });

  it.each<[string, Partial<LoadOptions>]>([
    ['the mode', { mode: 'replace' }],
    ['what becomes of duplicates', { onDuplicate: 'last' }],
    ['how it is read', { read: { encoding: 'utf-8' } }],
    ['what its headers are called', { read: { map: new Map([['note', 'checked']]) } }],
  ])('is loaded when %s is another', async (_, options) => {
    await load(A);
    const result = load(A, options);
    // It is read: the header of this map is not there.
    if (options.read?.map === undefined) expect(await result).toMatchObject({ skipped: [], unchanged: 2 });
    else await expect(result).rejects.toThrow('--map');
  });

  it.each([
    ['a column', shop([], { columns: { ...shop([]).columns, city: { type: 'text', maxLength: 9 } } })],
    [
      'the values of a dimension',
      shop([], { dimensions: { city: { label: { 'pt-BR': '', 'en-US': '' }, values: ['a'] } } }),
    ],
    ['a test', shop([{ kind: 'not_null', columns: ['amount'] }])],
  ])('is loaded when the definition has changed: %s', async (_, changed) => {
    await load(A);
    expect(await load(A, {}, changed)).toMatchObject({ skipped: [], unchanged: 2 });
    expect(skipped(await load(A, {}, changed))).toEqual(['a.csv']);
  });

  it('is skipped when only words or metrics of the definition have changed', async () => {
    await load(A);
    const renamed = shop([], { title: { 'pt-BR': 'Y', 'en-US': 'Y' }, metrics: {} });
    expect(skipped(await load(A, {}, renamed))).toEqual(['a.csv']);
  });

  it('is loaded again while rows of it are put aside', async () => {
    const file = shopFile('a.csv', '2025-01-01,a,1,', '2025-01-01,b,x,');
    await load(file, { rejects: ASIDE });
    expect(await load(file, { rejects: ASIDE })).toMatchObject({ skipped: [], unchanged: 1, rejected: 1 });
  });

  it('is loaded after a dry run and after a load that failed', async () => {
    await load(A, { dryRun: true });
    await expect(load([A, shopFile('bad.csv', 'x,y,z,')])).rejects.toThrow('bad.csv:2');
    expect(await load(A)).toMatchObject({ skipped: [], inserted: 2 });
  });

  it('is told in a dry run, too', async () => {
    await load(A);
    expect(skipped(await load(A, { dryRun: true }))).toEqual(['a.csv']);
  });

  it('is not known of standard input', async () => {
    await load(A);
    const piped = pipedSource('day,city,amount,checked\n2025-01-01,a,1,\n2025-01-02,a,2,\n');
    expect(await load(piped)).toMatchObject({ skipped: [], unchanged: 2 });
  });
});

describe('of several files', () => {
  it('those in front that were loaded are skipped, and the new ones loaded', async () => {
    await load([A, B]);
    const counts = await load([A, B, C]);
    expect(counts).toMatchObject({ rowsRead: 1, inserted: 1 });
    expect(skipped(counts)).toEqual(['a.csv', 'b.csv']);
    expect(await query(sql`select sources from etl.load_run order by id desc limit 1`)).toEqual([
      { sources: ['c.csv'] },
    ]);
  });

  it('those behind a new one are loaded: it may change their days', async () => {
    await load([A, B]);
    const counts = await load([A, C, B]);
    expect(skipped(counts)).toEqual(['a.csv']);
    expect(counts).toMatchObject({ rowsRead: 2, inserted: 1, unchanged: 1 });
  });

  it('that tell of the same day, the last word is kept', async () => {
    const [older, newer] = [shopFile('1.csv', '2025-01-01,a,1,'), shopFile('2.csv', '2025-01-01,a,2,')];
    await load([older, newer]);
    // What the second changed of the first, it would change again.
    expect(skipped(await load([older, newer]))).toEqual(['1.csv', '2.csv']);
    // Alone, the first is no longer what the table says; nor is the second then.
    expect(await load([older])).toMatchObject({ skipped: [], updated: 1 });
    expect(await load([older, newer])).toMatchObject({ skipped: [{ name: '1.csv' }], updated: 1 });
    expect(await stored()).toEqual(['2025-01-01 a 2.00']);
    expect(skipped(await load([newer]))).toEqual(['2.csv']);
  });
});
