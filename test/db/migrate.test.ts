import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { migrate, pendingMigrations, type SqlFolder } from '../../src/db/migrate.ts';
import { codeOf } from '../../src/db/pg-error.ts';
import { sql } from '../../src/db/sql.ts';
import { PACKS } from '../../src/packs/packs.ts';
import { projectOf } from '../../src/project/project.ts';
import { sqlFolders } from '../../src/project/sql-folders.ts';
import { openDatabase } from '../support/open-database.ts';
import { useEmptyDatabase } from '../support/test-database.ts';

const { db, url } = useEmptyDatabase();
const other = openDatabase(url);

const SCHEMA = 'create schema bi; create table bi.sales (day date, amount int);';
const DAILY = 'create view bi.daily as select day, sum(amount) as total from bi.sales group by day;';
const BEST = 'create view bi.best as select max(total) as total from bi.daily;';
const START = {
  'migrations/0001_sales.sql': SCHEMA,
  'migrations/0002_shop.sql': 'alter table bi.sales add shop text;',
  'views/10_daily.sql': DAILY,
  'views/20_best.sql': BEST,
};

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});
beforeEach(() => db.transaction((tx) => tx.runScript('drop schema if exists bi, etl cascade')));

async function sqlFolder(files: Readonly<Record<string, string>>, owner = 'kpi'): Promise<SqlFolder> {
  const path = await mkdtemp(join(tmpdir(), 'kpi-sql-'));
  folders.push(path);
  for (const kind of ['migrations', 'views']) await mkdir(join(path, kind));
  for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text);
  return { owner, path };
}
const migrateTo = async (files: Readonly<Record<string, string>>, database: Database = db) =>
  migrate(database, [await sqlFolder(files)]);
const query = <Row extends object>(statement: ReturnType<typeof sql>) =>
  db.readOnly((reader) => reader.query<Row>(statement));
const ledger = () =>
  query<{ name: string }>(
    sql`select kind, name, checksum, applied_at::text from etl.migration order by kind, name`,
  );
const names = async () => (await ledger()).map(({ name }) => name);
const objects = async () => {
  const rows = await query<{ name: string }>(
    sql`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'bi' and c.relkind in ('r', 'v') order by 1`,
  );
  return rows.map(({ name }) => name);
};

describe('migrate', () => {
  it('builds a fresh database', async () => {
    expect(await migrateTo(START)).toEqual({
      migrations: ['kpi/0001_sales', 'kpi/0002_shop'],
      tables: [],
      views: true,
    });
    expect(await objects()).toEqual(['best', 'daily', 'sales']);
    expect(await names()).toEqual(['kpi/0001_sales', 'kpi/0002_shop', 'kpi/10_daily', 'kpi/20_best']);
    await db.transaction((tx) => tx.runScript("insert into bi.sales values ('2025-01-01', 7, 'x')"));
    expect(await query(sql`select total::int from bi.best`)).toEqual([{ total: 7 }]);
  });

  it('does nothing the second time', async () => {
    await migrateTo(START);
    const before = await ledger();
    const [view] = await query(sql`select oid from pg_class where relname = 'daily'`);
    expect(await migrateTo(START)).toEqual({ migrations: [], tables: [], views: false });
    expect(await ledger()).toEqual(before);
    expect(await query(sql`select oid from pg_class where relname = 'daily'`)).toEqual([view]);
  });

  it('may run twice at the same time', async () => {
    const plans = await Promise.all([migrateTo(START), migrateTo(START, other), migrateTo(START)]);
    expect(plans.filter(({ views }) => views)).toEqual([
      { migrations: ['kpi/0001_sales', 'kpi/0002_shop'], tables: [], views: true },
    ]);
    expect(await names()).toHaveLength(4);
  });

  it('applies what is new, in the order of the numbers', async () => {
    await migrateTo(START);
    const plan = await migrateTo({
      ...START,
      'migrations/0010_c.sql': 'alter table bi.sales add c text;',
      'migrations/0009_b.sql': 'alter table bi.sales add b text;',
    });
    expect(plan).toEqual({ migrations: ['kpi/0009_b', 'kpi/0010_c'], tables: [], views: false });
    const columns = await query<{ name: string }>(
      sql`select column_name as name from information_schema.columns where table_name = 'sales' order by ordinal_position`,
    );
    expect(columns.map(({ name }) => name)).toEqual(['day', 'amount', 'shop', 'b', 'c']);
  });

  it('refuses a migration that was edited, and applies nothing', async () => {
    await migrateTo(START);
    const before = await ledger();
    const edited = {
      ...START,
      'migrations/0002_shop.sql': 'alter table bi.sales add shop varchar;',
      'migrations/0003_new.sql': 'create table bi.new ();',
      'views/20_best.sql': `${BEST} -- changed`,
    };
    await expect(migrateTo(edited)).rejects.toMatchObject({
      name: 'DatabaseError',
      message: expect.stringContaining('0002_shop.sql was changed after it had been applied') as string,
      hint: expect.stringContaining('new migration') as string,
    });
    expect(await ledger()).toEqual(before);
    expect(await objects()).toEqual(['best', 'daily', 'sales']);
  });

  it('takes other line ends for no edit', async () => {
    await migrateTo(START);
    const windows = Object.entries(START).map(([name, text]) => [name, text.replaceAll(';', ';\r\n')]);
    const unix = Object.entries(START).map(([name, text]) => [name, text.replaceAll(';', ';\n')]);
    await db.transaction((tx) => tx.runScript('drop schema bi, etl cascade'));
    await migrateTo(Object.fromEntries(unix) as Record<string, string>);
    expect(await migrateTo(Object.fromEntries(windows) as Record<string, string>)).toEqual({
      migrations: [],
      tables: [],
      views: false,
    });
  });

  it('changes a column that a view uses', async () => {
    await migrateTo(START);
    const wider = 'alter table bi.sales alter amount type numeric(18, 2);';
    await migrateTo({ ...START, 'migrations/0003_wider.sql': wider });
    expect(await objects()).toEqual(['best', 'daily', 'sales']);
  });

  it('names the file that fails, and applies nothing of the set', async () => {
    await migrateTo(START);
    const broken = {
      ...START,
      'migrations/0003_a.sql': 'create table bi.a ();',
      'migrations/0004_b.sql': 'oops;',
    };
    await expect(migrateTo(broken)).rejects.toThrow(
      'migrations/kpi/0004_b.sql: syntax error at or near "oops"',
    );
    expect(await objects()).toEqual(['best', 'daily', 'sales']);
  });

  it('replaces the views as a set when one of them changed', async () => {
    await migrateTo(START);
    await db.transaction((tx) =>
      tx.runScript("insert into bi.sales values ('2025-01-01', 7), ('2025-01-01', 8)"),
    );
    // Another type for a column that a later view stands on: `create or replace` could not do it.
    const changed = { ...START, 'views/10_daily.sql': DAILY.replace('sum(amount)', 'max(amount)::text') };
    expect(await migrateTo(changed)).toEqual({ migrations: [], tables: [], views: true });
    expect(await query(sql`select total from bi.best`)).toEqual([{ total: '8' }]);
    expect(await names()).toHaveLength(4);
  });

  it('drops a view whose file is gone, and makes one that was renamed', async () => {
    await migrateTo(START);
    const { 'views/20_best.sql': gone, ...rest } = START;
    expect(await migrateTo(rest)).toEqual({ migrations: [], tables: [], views: true });
    expect(await objects()).toEqual(['daily', 'sales']);
    const renamed = { ...rest, 'views/30_top.sql': gone.replace('bi.best', 'bi.top') };
    expect(await migrateTo(renamed)).toEqual({ migrations: [], tables: [], views: true });
    expect(await objects()).toEqual(['daily', 'sales', 'top']);
    expect(await names()).toEqual(['kpi/0001_sales', 'kpi/0002_shop', 'kpi/10_daily', 'kpi/30_top']);
  });

  it('passes over files that are no SQL', async () => {
    const plan = await migrateTo({ ...START, 'migrations/README.md': '#', 'views/10_daily.sql~': 'garbage' });
    expect(plan.migrations).toHaveLength(2);
    expect(await names()).toHaveLength(4);
  });

  it.each([
    ['a migration', { 'migrations/0003_broken.sql': 'create table bi.half (); select 1 / 0;' }],
    [
      'a view',
      {
        'migrations/0003_fine.sql': 'create table bi.half ();',
        'views/30_broken.sql': 'create view bi.x as select nothing;',
      },
    ],
  ])('leaves everything as it was when %s fails', async (_, broken) => {
    await expect(migrateTo({ ...START, ...broken })).rejects.toMatchObject({ name: 'DatabaseError' });
    expect(await query(sql`select from pg_namespace where nspname in ('bi', 'etl')`)).toEqual([]);
    await migrateTo(START);
    const before = await ledger();
    await expect(migrateTo({ ...START, ...broken })).rejects.toMatchObject({ name: 'DatabaseError' });
    expect(await ledger()).toEqual(before);
    expect(await objects()).toEqual(['best', 'daily', 'sales']);
  });

  it('does not tear down what others have built on a view', async () => {
    await migrateTo(START);
    await db.transaction((tx) => tx.runScript('create view public.mine as select * from bi.daily'));
    const error: unknown = await migrateTo({ ...START, 'views/10_daily.sql': `${DAILY}--` }).catch(
      (thrown: unknown) => thrown,
    );
    expect(codeOf(error)).toBe('2BP01');
    expect(error).toMatchObject({ hint: expect.stringContaining('drop or change that object') as string });
    expect(await objects()).toEqual(['best', 'daily', 'sales']);
    await db.transaction((tx) => tx.runScript('drop view public.mine'));
  });
});

describe('several owners', () => {
  // The later one builds on the earlier one, and its name comes first in the alphabet.
  const first = () => sqlFolder(START, 'shop');
  const second = (files: Readonly<Record<string, string>> = {}) =>
    sqlFolder({ 'views/10_mine.sql': 'create view bi.mine as select * from bi.best;', ...files }, 'extra');

  it('build on each other', async () => {
    const plan = await migrate(db, [
      await first(),
      await second({ 'migrations/0001_own.sql': 'create table bi.own ();' }),
    ]);
    expect(plan).toEqual({
      migrations: ['shop/0001_sales', 'shop/0002_shop', 'extra/0001_own'],
      tables: [],
      views: true,
    });
    expect(await objects()).toEqual(['best', 'daily', 'mine', 'own', 'sales']);
  });

  it('can have views replaced that others of them stand on', async () => {
    await migrate(db, [await first(), await second()]);
    const changed = await sqlFolder({ ...START, 'views/20_best.sql': `${BEST} -- changed` }, 'shop');
    expect(await migrate(db, [changed, await second()])).toEqual({ migrations: [], tables: [], views: true });
    expect(await objects()).toEqual(['best', 'daily', 'mine', 'sales']);
  });

  it('may also have names in the order of the alphabet', async () => {
    const base = { ...START };
    const late = { 'views/10_mine.sql': 'create view bi.mine as select * from bi.best;' };
    await migrate(db, [await sqlFolder(base, 'a'), await sqlFolder(late, 'b')]);
    const changed = await sqlFolder({ ...base, 'views/20_best.sql': `${BEST} -- changed` }, 'a');
    expect(await migrate(db, [changed, await sqlFolder(late, 'b')])).toEqual({
      migrations: [],
      tables: [],
      views: true,
    });
    expect(await objects()).toEqual(['best', 'daily', 'mine', 'sales']);
  });

  it('leave alone what belongs to one that is not named', async () => {
    await migrate(db, [await first(), await second()]);
    expect(await migrate(db, [await first()])).toEqual({ migrations: [], tables: [], views: false });
    expect(await objects()).toEqual(['best', 'daily', 'mine', 'sales']);
  });

  it('need neither migrations nor views', async () => {
    const path = await mkdtemp(join(tmpdir(), 'kpi-sql-'));
    folders.push(path);
    expect(await migrate(db, [{ owner: 'none', path }])).toEqual({
      migrations: [],
      tables: [],
      views: false,
    });
  });
});

describe('pendingMigrations', () => {
  it('of an empty database is everything, and changes nothing', async () => {
    const folder = await sqlFolder(START);
    const all = { migrations: ['kpi/0001_sales', 'kpi/0002_shop'], tables: [], views: true };
    expect(await pendingMigrations(db, [folder])).toEqual(all);
    expect(await query(sql`select from pg_namespace where nspname in ('bi', 'etl')`)).toEqual([]);
    await db.transaction((tx) => tx.runScript('create schema etl'));
    expect(await pendingMigrations(db, [folder])).toEqual(all);
  });

  it('is what migrate then does', async () => {
    await migrateTo(START);
    const steps = [
      START,
      { ...START, 'migrations/0003_more.sql': 'create table bi.more ();' },
      {
        ...START,
        'migrations/0003_more.sql': 'create table bi.more ();',
        'views/10_daily.sql': `${DAILY}--`,
      },
    ];
    for (const files of steps) {
      const folder = await sqlFolder(files);
      const pending = await pendingMigrations(db, [folder]);
      expect(await migrate(db, [folder])).toEqual(pending);
      expect(await pendingMigrations(db, [folder])).toEqual({ migrations: [], tables: [], views: false });
    }
  });

  it('refuses an edited migration', async () => {
    await migrateTo(START);
    const folder = await sqlFolder({ ...START, 'migrations/0001_sales.sql': `${SCHEMA} -- edited` });
    await expect(pendingMigrations(db, [folder])).rejects.toMatchObject({
      name: 'DatabaseError',
      message: expect.stringContaining('0001_sales.sql was changed') as string,
    });
  });
});

describe('the schema of the tool', () => {
  const own = sqlFolders(
    join(import.meta.dirname, '../..'),
    projectOf({ packs: PACKS, definitions: new Map() }),
  );

  it('is built on an empty database, once', async () => {
    const plan = await migrate(db, own);
    expect(plan.migrations.length).toBeGreaterThan(1);
    expect(plan.views).toBe(true);
    expect(await objects()).toContain('kpi_daily');
    expect(await migrate(db, own)).toEqual({ migrations: [], tables: [], views: false });
  });

  it('says the grain of every table and view', async () => {
    await migrate(db, own);
    const rows = await query<{ name: string; comment: string | null }>(
      sql`select c.oid::regclass::text as name, obj_description(c.oid) as comment
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname in ('bi', 'etl') and c.relkind in ('r', 'v', 'm', 'p')`,
    );
    expect(rows.length).toBeGreaterThan(8);
    expect(rows.filter(({ comment }) => comment?.startsWith('Grain: ') !== true)).toEqual([]);
  });
});
