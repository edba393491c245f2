import { describe, expect, it } from 'vitest';
import { sql } from '../../src/db/sql.ts';
import { shop, SHOP_TABLE } from '../data-tests/shop.ts';
import { ASIDE, shopFile, useShopLoads } from '../support/shop-loads.ts';
import { pipedSource } from '../support/text-source.ts';

const BEFORE = [
  '2025-01-01,a,1,',
  '2025-01-01,b,2,',
  '2025-01-01,c,3,2025-01-02',
  '2025-01-02,a,4,',
  '2025-01-03,a,5,',
];

describe('a file that is the whole truth about its days', () => {
  const { load, stored, query } = useShopLoads();

  it('deletes the rows of its days that it lacks, and no others', async () => {
    await load(shopFile('before.csv', ...BEFORE));
    const counts = await load(
      shopFile('x.csv', '2025-01-01,a,1,', '2025-01-01,c,3.5,', '2025-01-01,d,9,', '2025-01-03,b,5,'),
      { mode: 'replace' },
    );
    expect(counts).toMatchObject({ rowsRead: 4, inserted: 2, updated: 1, unchanged: 1, deleted: 2 });
    expect(await stored()).toEqual([
      '2025-01-01 a 1.00',
      '2025-01-01 c 3.50',
      '2025-01-01 d 9.00',
      '2025-01-02 a 4.00',
      '2025-01-03 b 5.00',
    ]);
    expect(
      await query(sql`select mode, rows_deleted::int from etl.load_run where id = ${counts.runId}`),
    ).toEqual([{ mode: 'replace', rows_deleted: 2 }]);
    expect(
      await query(sql`select day, changed from etl.load_day where run_id = ${counts.runId} order by day`),
    ).toEqual([
      { day: '2025-01-01', changed: true },
      { day: '2025-01-03', changed: true },
    ]);
  });

  it('deletes nothing when it only adds and changes', async () => {
    await load(shopFile('before.csv', ...BEFORE));
    expect(await load(shopFile('x.csv', '2025-01-01,d,9,'))).toMatchObject({ inserted: 1, deleted: 0 });
    expect(await stored()).toHaveLength(6);
  });

  it('that has no row says nothing of any day', async () => {
    await load(shopFile('before.csv', ...BEFORE));
    expect(await load(shopFile('x.csv'), { mode: 'replace' })).toMatchObject({ rowsRead: 0, deleted: 0 });
    expect(await stored()).toHaveLength(5);
  });

  it('changes a day of which it only deletes', async () => {
    await load(shopFile('before.csv', ...BEFORE));
    const counts = await load(shopFile('x.csv', '2025-01-01,a,1,'), { mode: 'replace' });
    expect(counts).toMatchObject({ unchanged: 1, deleted: 2, restatedDays: 1 });
    expect(
      await query(sql`select metric, before, after from etl.restatement where day = '2025-01-01'`),
    ).toEqual([{ metric: 'revenue', before: '6.00', after: '1.00' }]);
  });

  it('is followed by another one, which counts for the days of both', async () => {
    const counts = await load(
      [shopFile('x.csv', '2025-01-01,a,1,', '2025-01-02,a,1,'), shopFile('y.csv', '2025-01-01,b,2,')],
      { mode: 'replace' },
    );
    expect(counts).toMatchObject({ rowsRead: 3, inserted: 3, deleted: 1 });
    expect(await stored()).toEqual(['2025-01-01 b 2.00', '2025-01-02 a 1.00']);
  });

  it('takes duplicates and wrong rows in its stride', async () => {
    await load(shopFile('before.csv', ...BEFORE));
    const lines = ['2025-01-01,a,1,', '2025-01-01,a,2,', '2025-01-01,b,wrong,'];
    const counts = await load(shopFile('x.csv', ...lines), {
      mode: 'replace',
      onDuplicate: 'sum',
      rejects: ASIDE,
    });
    expect(counts).toMatchObject({ rowsRead: 3, updated: 1, collapsed: 1, rejected: 1, deleted: 2 });
    expect((await stored())[0]).toBe('2025-01-01 a 3.00');
  });
});

describe('rows without a key', () => {
  const keyless = shop([], { key: null });
  const { load, stored } = useShopLoads(keyless, SHOP_TABLE.replace(', primary key (day, city)', ''));

  it.each(['upsert', 'replace'] as const)('replace their days, whatever the mode: %s', async (mode) => {
    await load(shopFile('before.csv', ...BEFORE, ...BEFORE));
    const counts = await load(shopFile('x.csv', '2025-01-01,a,1,', '2025-01-02,a,4,', '2025-01-02,a,4,'), {
      mode,
    });
    // The second day is the same as it was.
    expect(counts).toMatchObject({ rowsRead: 3, inserted: 1, updated: 0, unchanged: 2, deleted: 6 });
    expect(await stored()).toEqual([
      '2025-01-01 a 1.00',
      '2025-01-02 a 4.00',
      '2025-01-02 a 4.00',
      '2025-01-03 a 5.00',
      '2025-01-03 a 5.00',
    ]);
  });
});

describe('a table of key columns alone', () => {
  const bare = shop([], {
    columns: { day: { type: 'date' }, city: { type: 'text' } },
    measures: [],
    metrics: {},
  });
  const { load, stored } = useShopLoads(
    bare,
    'create table bi.shop (day date not null, city text not null, primary key (day, city))',
  );

  it('has nothing to update', async () => {
    await load(pipedSource('day,city\n2025-01-01,a\n'));
    expect(await load(pipedSource('day,city\n2025-01-01,a\n2025-01-01,b\n'))).toMatchObject({
      inserted: 1,
      updated: 0,
      unchanged: 1,
    });
    expect(await stored()).toEqual(['2025-01-01 a', '2025-01-01 b']);
  });
});
