import { describe, expect, it } from 'vitest';
import { sql } from '../../src/db/sql.ts';
import { shopFile, useShopLoads } from '../support/shop-loads.ts';

const { load, query, script } = useShopLoads();
const restated = () =>
  query(sql`select run_id, day, before, after from etl.restatement order by run_id, day, metric`);
const FIRST = ['2025-01-01,a,1,', '2025-01-01,b,2,', '2025-01-02,a,4,'];

describe('a load restates', () => {
  it('no day that is new, whether the table was empty or not', async () => {
    expect(await load(shopFile('x.csv', ...FIRST))).toMatchObject({ restatedDays: 0 });
    expect(await load(shopFile('y.csv', '2025-01-03,a,1,'))).toMatchObject({ restatedDays: 0 });
    expect(await load(shopFile('z.csv', '2025-01-03,a,1,', '2025-01-04,a,1,'))).toMatchObject({
      restatedDays: 0,
    });
    expect(await restated()).toEqual([]);
  });

  it('each day of which a metric has another value', async () => {
    await load(shopFile('x.csv', ...FIRST));
    const counts = await load(shopFile('y.csv', '2025-01-01,b,2.50,', '2025-01-01,c,1,', '2025-01-02,a,4,'));
    expect(counts).toMatchObject({ inserted: 1, updated: 1, unchanged: 1, restatedDays: 1 });
    expect(await restated()).toEqual([
      { run_id: counts.runId, day: '2025-01-01', before: '3.00', after: '4.50' },
    ]);
  });

  it('nothing by a row that changes and a sum that does not', async () => {
    await load(shopFile('x.csv', ...FIRST));
    const counts = await load(shopFile('y.csv', '2025-01-01,a,2,', '2025-01-01,b,1,'));
    expect(counts).toMatchObject({ updated: 2, restatedDays: 0 });
    expect(await restated()).toEqual([]);
  });

  it('one day once, from before the run to after it, however many files change it', async () => {
    await load(shopFile('x.csv', ...FIRST));
    const counts = await load([
      shopFile('y.csv', '2025-01-01,a,10,', '2025-01-02,a,4,'),
      shopFile('z.csv', '2025-01-01,a,20,', '2025-01-02,a,5,'),
    ]);
    expect(counts).toMatchObject({ restatedDays: 2 });
    expect(await restated()).toEqual([
      { run_id: counts.runId, day: '2025-01-01', before: '3.00', after: '22.00' },
      { run_id: counts.runId, day: '2025-01-02', before: '4.00', after: '5.00' },
    ]);
  });

  it('no day that came with an earlier file of the same run', async () => {
    const files = [shopFile('x.csv', ...FIRST), shopFile('y.csv', '2025-01-01,a,7,')];
    expect(await load(files)).toMatchObject({ inserted: 3, updated: 1, restatedDays: 0 });
    const later = [shopFile('z.csv', '2025-01-03,a,1,'), shopFile('w.csv', '2025-01-03,a,2,')];
    expect(await load(later)).toMatchObject({ inserted: 1, updated: 1, restatedDays: 0 });
    expect(await restated()).toEqual([]);
  });

  it('nothing where two files take each other back', async () => {
    await load(shopFile('x.csv', ...FIRST));
    const files = [shopFile('y.csv', '2025-01-01,a,10,'), shopFile('z.csv', '2025-01-01,a,1,')];
    expect(await load(files)).toMatchObject({ updated: 2, restatedDays: 0 });
  });

  it('in a dry run, to tell, and writes nothing of it', async () => {
    await load(shopFile('x.csv', ...FIRST));
    const file = shopFile('y.csv', '2025-01-01,a,10,');
    expect(await load(file, { dryRun: true })).toMatchObject({ runId: null, restatedDays: 1 });
    expect(await restated()).toEqual([]);
    expect(await query(sql`select from etl.load_run`)).toHaveLength(1);
  });

  it('a day whose rows others have deleted as a new one', async () => {
    await load(shopFile('x.csv', ...FIRST));
    await script(`delete from bi.shop where day = '2025-01-01'`);
    expect(await load(shopFile('y.csv', '2025-01-01,a,10,'))).toMatchObject({ inserted: 1, restatedDays: 0 });
  });
});
