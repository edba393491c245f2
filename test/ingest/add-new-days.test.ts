import { beforeEach, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/datasets/definition.ts';
import { sql } from '../../src/db/sql.ts';
import { addNewDays, isSmall } from '../../src/ingest/add-new-days.ts';
import { keepRows } from '../../src/ingest/kept-rows.ts';
import { readFile } from '../../src/ingest/read-file.ts';
import { shop, SHOP_TABLE } from '../data-tests/shop.ts';
import { ASIDE, shopFile, useShopLoads } from '../support/shop-loads.ts';
import { SILENT } from '../support/load-events.ts';
import { until } from '../support/until.ts';

const { db, load, query, script, stored } = useShopLoads();

/** What the way straight into the table says of a file; nothing of it stays. */
async function straight(
  lines: readonly string[],
  { dataset = shop([]), more = 0 }: { dataset?: Dataset; more?: number } = {},
) {
  return db.transaction(
    async (tx) => {
      const file = await readFile(shopFile('x.csv', ...lines), dataset, {}, SILENT, () => undefined);
      async function* rows() {
        yield* file.rows(true);
        if (more > 0) yield Buffer.alloc(more);
      }
      return addNewDays(tx, dataset, file, keepRows(rows()));
    },
    { rehearse: true },
  );
}

const THERE = ['2025-01-02 a 1.00', '2025-01-05 a 1.00'];
beforeEach(() => script(`insert into bi.shop values ('2025-01-02', 'a', 1), ('2025-01-05', 'a', 1)`));

describe('straight into the table goes a file with days', () => {
  it.each([
    ['behind all others', ['2025-01-06,a,1,', '2025-02-01,b,2,', '2025-01-06,b,1,']],
    ['before all others', ['2024-01-01,a,1,', '2025-01-01,a,2,', '2024-06-01,b,1,']],
    ['between two', ['2025-01-04,a,1,', '2025-01-03,a,2,', '2025-01-03,b,1,']],
  ])('%s', async (_, lines) => {
    expect(await straight(lines)).toBe(3);
  });
});

describe('not straight into the table goes a file', () => {
  it.each([
    ['that begins with a day that is there', ['2025-01-05,b,1,', '2025-01-06,a,1,']],
    ['that comes to a day that is there', ['2025-01-06,a,1,', '2025-01-05,b,1,']],
    ['with days on both sides of one that is there', ['2025-01-06,a,1,', '2025-01-04,a,1,']],
    ['with rows that share a key', ['2025-01-06,a,1,', '2025-01-06,a,2,']],
    ['without rows', []],
  ])('%s', async (_, lines) => {
    expect(await straight(lines)).toBeUndefined();
    expect(await stored()).toEqual(THERE);
  });

  it('that becomes larger than it looked', async () => {
    expect(await straight(['2025-01-06,a,1,'], { more: (16 << 20) + 1 })).toBeUndefined();
  });

  it.each([
    ['has no key', SHOP_TABLE.replace(', primary key (day, city)', '')],
    ['has a key of more columns', SHOP_TABLE.replace('(day, city)', '(day, city, amount)')],
    ['has a key that begins with another column', SHOP_TABLE.replace('(day, city)', '(city, day)')],
    ['looks at its key in the end', SHOP_TABLE.replace(/\)$/, ' deferrable)')],
    [
      'has a trigger, which may leave rows out',
      `${SHOP_TABLE}; create trigger one before update on bi.shop for each row execute function suppress_redundant_updates_trigger()`,
    ],
    [
      'has a rule, which a copy passes by',
      `${SHOP_TABLE}; create rule one as on insert to bi.shop do also notify shop`,
    ],
  ])('where the table %s', async (_, table) => {
    await script(`drop table bi.shop; ${table}`);
    expect(await straight(['2025-01-06,a,1,'])).toBeUndefined();
  });

  it('of a dataset without a key', async () => {
    expect(await straight(['2025-01-06,a,1,'], { dataset: shop([], { key: null }) })).toBeUndefined();
  });

  it('of moments, whose days only the database knows', async () => {
    await script('alter table bi.shop alter column day type timestamptz');
    const dataset = shop([], {
      columns: { ...shop([]).columns, day: { type: 'timestamptz' } },
      timeZone: 'UTC',
    });
    expect(await straight(['2025-01-06,a,1,'], { dataset })).toBeUndefined();
  });
});

describe('a file is small', () => {
  it.each([
    [undefined, 1, false],
    [16 << 20, 1, true],
    [(16 << 20) + 1, 1, false],
    [4 << 20, 4, true],
    [4 << 20, 5, false],
  ])('%o bytes that grow by %d: %o', (bytes, growth, small) => {
    expect(isSmall(bytes, { growth })).toBe(small);
  });
});

describe('a load of new days', () => {
  it('counts every row, and puts aside what is wrong', async () => {
    const counts = await load(shopFile('x.csv', '2025-01-06,a,1,', '2025-01-06,b,x,', '2025-01-07,a,2,'), {
      rejects: ASIDE,
    });
    expect(counts).toMatchObject({ rowsRead: 3, inserted: 2, rejected: 1, restatedDays: 0 });
    expect(await stored()).toEqual([...THERE, '2025-01-06 a 1.00', '2025-01-07 a 2.00']);
  });

  it('that ends with a wrong row leaves the table as it was', async () => {
    await expect(load(shopFile('x.csv', '2025-01-06,a,1,', '2025-01-06,b,x,'))).rejects.toThrow('x.csv:3');
    expect(await stored()).toEqual(THERE);
  });

  it('is staged after all for a day that is there, with what was restated', async () => {
    const counts = await load(shopFile('x.csv', '2025-01-06,a,1,', '2025-01-05,a,4,', '2025-01-07,x,y,'), {
      rejects: ASIDE,
    });
    expect(counts).toMatchObject({ rowsRead: 3, inserted: 1, updated: 1, rejected: 1, restatedDays: 1 });
    expect(counts.rejectedRows).toHaveLength(1);
    expect(await stored()).toEqual(['2025-01-02 a 1.00', '2025-01-05 a 4.00', '2025-01-06 a 1.00']);
  });

  it('is staged after all for rows that share a key, and finds them by their lines', async () => {
    const twice = ['2025-01-06,a,1,', '2025-01-06,b,1,', '2025-01-06,a,2,'];
    await expect(load(shopFile('x.csv', ...twice))).rejects.toThrow('x.csv:2 and 4');
    expect(await load(shopFile('y.csv', ...twice), { onDuplicate: 'sum' })).toMatchObject({
      rowsRead: 3,
      inserted: 2,
      collapsed: 1,
    });
    expect(await stored()).toEqual([...THERE, '2025-01-06 a 3.00', '2025-01-06 b 1.00']);
  });

  it.each([
    ['2025-01-06,c0,1,', { inserted: 20_000, collapsed: 1, updated: 0 }],
    ['2025-01-05,a,4,', { inserted: 20_000, collapsed: 0, updated: 1 }],
  ])('is staged after all for %s behind many rows that were sent', async (last, counts) => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `2025-01-06,c${index},1,`);
    const file = shopFile('x.csv', ...lines, last);
    expect(await load(file, { onDuplicate: 'last' })).toMatchObject({ rowsRead: 20_001, ...counts });
    expect(await stored()).toHaveLength(20_002);
  });

  it('takes files one after the other, and replaces whole days where it is told to', async () => {
    const files = [
      shopFile('x.csv', '2025-01-06,a,1,', '2025-01-06,b,1,'),
      shopFile('y.csv', '2025-01-06,a,2,'),
    ];
    expect(await load(files, { mode: 'replace' })).toMatchObject({
      rowsRead: 3,
      inserted: 2,
      updated: 1,
      deleted: 1,
      restatedDays: 0,
    });
    expect(await stored()).toEqual([...THERE, '2025-01-06 a 2.00']);
  });

  it('writes nothing that a dry run did not say', async () => {
    const file = () => shopFile('x.csv', '2025-01-06,a,1,');
    expect(await load(file(), { dryRun: true })).toMatchObject({ inserted: 1 });
    expect(await stored()).toEqual(THERE);
  });

  it('waits for a row that another one writes, and then takes it for what it is', async () => {
    const waits = async () => {
      const rows = await query(sql`select from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like 'copy%'`);
      return rows.length > 0;
    };
    let loading: ReturnType<typeof load> | undefined;
    await db.transaction(async (tx) => {
      await tx.execute(sql`insert into bi.shop values ('2025-01-06', 'a', 7)`);
      loading = load(shopFile('x.csv', '2025-01-06,a,1,', '2025-01-06,b,1,'));
      await until(waits);
    });
    expect(await loading).toMatchObject({ rowsRead: 2, inserted: 1, updated: 1 });
    expect(await stored()).toEqual([...THERE, '2025-01-06 a 1.00', '2025-01-06 b 1.00']);
  });
});
