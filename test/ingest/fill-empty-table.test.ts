import { describe, expect, it } from 'vitest';
import { sql } from '../../src/db/sql.ts';
import { keyOfEmptyTable } from '../../src/ingest/fill-empty-table.ts';
import { shop, SHOP_TABLE } from '../data-tests/shop.ts';
import { shopFile, useShopLoads } from '../support/shop-loads.ts';

const dataset = shop([]);
const { db, load, stored, script, query } = useShopLoads(dataset);
const key = () => db.transaction((tx) => keyOfEmptyTable(tx, dataset));
const remake = (table: string) => script(`drop table bi.shop cascade; ${table}`);

describe('the key of an empty table', () => {
  it('is told by its name and the order of its columns', async () => {
    await remake(
      SHOP_TABLE.replace('primary key (day, city)', 'constraint "The Key" primary key (city, day)'),
    );
    expect(await key()).toMatchObject({ name: 'The Key', columns: ['city', 'day'] });
  });

  it.each([
    ['the table has rows', `insert into bi.shop values ('2025-01-01', 'a')`],
    ['it has no key', 'alter table bi.shop drop constraint shop_pkey'],
    ['its key is another one', 'alter table bi.shop drop constraint shop_pkey, add primary key (city)'],
    [
      'its key covers more columns',
      'alter table bi.shop drop constraint shop_pkey, add primary key (day, city) include (amount)',
    ],
    [
      'its key is deferrable',
      'alter table bi.shop drop constraint shop_pkey, add primary key (day, city) deferrable',
    ],
    [
      'another table refers to it',
      'create table bi.other (day date, city text, foreign key (day, city) references bi.shop)',
    ],
    ['it has a child', 'create table bi.child () inherits (bi.shop)'],
    [
      'it has a trigger',
      `create function bi.no() returns trigger language plpgsql as 'begin return null; end';
       create trigger t after insert on bi.shop for each row execute function bi.no()`,
    ],
  ])('is left alone where %s', async (_, statement) => {
    await script(statement);
    expect(await key()).toBeUndefined();
    await script('drop table if exists bi.other, bi.child; drop function if exists bi.no cascade');
  });

  it('is left alone where the table is partitioned, and rows go in all the same', async () => {
    await remake(
      `${SHOP_TABLE} partition by range (day); create table bi.shop_2025 partition of bi.shop for values from ('2025-01-01') to ('2026-01-01')`,
    );
    expect(await key()).toBeUndefined();
    expect(await load(shopFile('a.csv', '2025-01-01,a,1,'))).toMatchObject({ inserted: 1 });
  });
});

describe('a load into an empty table', () => {
  const shape = () =>
    query(
      sql`select conname, pg_get_constraintdef(oid) as definition from pg_constraint where conrelid = 'bi.shop'::regclass`,
    );

  it.each<[string, readonly string[], object]>([
    ['rows that are right', ['2025-01-01,a,1,', '2025-01-01,b,,2025-01-02'], { inserted: 2 }],
    ['rows that share a key', ['2025-01-01,a,1,', '2025-01-01,a,2,'], { inserted: 1, collapsed: 1 }],
    ['no row', [], { inserted: 0 }],
  ])('leaves its key as it was: %s', async (_, lines, counts) => {
    const before = await shape();
    expect(await load(shopFile('a.csv', ...lines), { onDuplicate: 'sum' })).toMatchObject(counts);
    expect(await shape()).toEqual(before);
    expect(await stored()).toHaveLength((counts as { inserted: number }).inserted);
  });

  it('that fails leaves it empty and keyed', async () => {
    const before = await shape();
    await expect(load(shopFile('a.csv', '2025-01-01,a,1,', '2025-01-01,a,1,'))).rejects.toThrow(
      'share 1 key',
    );
    await expect(load(shopFile('a.csv', '2025-01-01,a,1,', 'x,y,z,'))).rejects.toThrow('a.csv:3');
    expect(await shape()).toEqual(before);
    expect(await stored()).toEqual([]);
  });

  it('takes several files, also when the first of them has no row or shares keys', async () => {
    const files = [
      shopFile('a.csv'),
      shopFile('b.csv', '2025-01-01,a,1,', '2025-01-01,a,2,'),
      shopFile('c.csv', '2025-01-01,a,9,', '2025-01-02,a,1,', '2025-01-02,a,1,'),
    ];
    expect(await load(files, { onDuplicate: 'last' })).toMatchObject({
      rowsRead: 5,
      inserted: 2,
      updated: 1,
      collapsed: 2,
    });
    expect(await stored()).toEqual(['2025-01-01 a 9.00', '2025-01-02 a 1.00']);
  });
});
