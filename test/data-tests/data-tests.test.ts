import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addDays, toDay } from '../../src/analysis/calendar.ts';
import type { DataTest } from '../../src/datasets/data-test.ts';
import type { Dataset } from '../../src/datasets/definition.ts';
import { sql } from '../../src/db/sql.ts';
import { SourceError } from '../../src/errors.ts';
import type { DataTestResult } from '../../src/ingest/data-tests.ts';
import { loadSources, type LoadOptions } from '../../src/ingest/load.ts';
import { SILENT } from '../support/load-events.ts';
import { useTestDatabase } from '../support/test-database.ts';
import { pipedSource, textSource } from '../support/text-source.ts';
import { shop, SHOP_TABLE, shopCsv } from './shop.ts';

const { db } = useTestDatabase();
const query = <Row extends object>(text: string) =>
  db.transaction((tx) => tx.query<Row>(sql([text] as never)));
const stored = () =>
  query<{
    name: string;
    status: string;
    failing: string;
    detail: string;
    run: string;
    first: string | null;
    last: string | null;
  }>(
    `select result.name, result.status, failing, detail, run.status as run,
            result.first_day as first, result.last_day as last
     from etl.test_result as result join etl.load_run as run on run.id = run_id order by run_id, position`,
  );
const countRows = async () => Number((await query<{ n: string }>('select count(*) as n from bi.shop'))[0]?.n);

async function load(dataset: Dataset, text: string, options: Partial<LoadOptions> = {}) {
  const given = { dryRun: false, toolVersion: 'test', today: toDay('2025-03-10'), ...options };
  return loadSources(db, dataset, [pipedSource(text)], given, SILENT);
}

/** Loads the lines and tells what came of the one test. */
async function check(test: DataTest, lines: readonly string[], options: Partial<LoadOptions> = {}) {
  const { tests = [] } = await load(shop([test]), shopCsv(...lines), options);
  const [result] = tests as [DataTestResult];
  return { status: result.status, failing: result.failing, examples: result.examples };
}
const OK = { status: 'ok', failing: 0, examples: [] };

beforeAll(() => db.transaction((tx) => tx.runScript(SHOP_TABLE)));
beforeEach(() => db.transaction((tx) => tx.runScript('truncate bi.shop, etl.load_run, etl.test_result')));

describe('not_null', () => {
  it('names rows by their key, and every empty column', async () => {
    const test: DataTest = { kind: 'not_null', columns: ['amount', 'checked'] };
    expect(await check(test, ['2025-03-01,A,1,2025-03-02', '2025-03-01,B,,', '2025-03-02,A,5,'])).toEqual({
      status: 'warn',
      failing: 2,
      examples: [
        '2025-03-01 · B: amount = null, checked = null',
        '2025-03-02 · A: amount = 5.00, checked = null',
      ],
    });
    expect(await check({ kind: 'not_null', columns: ['city'] }, ['2025-03-01,A,1,'])).toEqual(OK);
  });

  it('looks at the days of the load only, and at all rows of those', async () => {
    const test: DataTest = { kind: 'not_null', columns: ['amount'] };
    await load(shop([]), shopCsv('2025-03-01,A,,', '2025-03-02,A,,'));
    const { examples } = await check(test, ['2025-03-02,B,1,']);
    expect(examples).toEqual(['2025-03-02 · A: amount = null']);
  });

  it('names five and counts all', async () => {
    const lines = Array.from({ length: 9 }, (_, index) => `2025-03-01,C${9 - index},,`);
    const { failing, examples } = await check({ kind: 'not_null', columns: ['amount'] }, lines);
    expect(failing).toBe(9);
    expect(examples.map((example) => example.slice(13, 15))).toEqual(['C1', 'C2', 'C3', 'C4', 'C5']);
  });
});

describe('accepted_values', () => {
  it('passes what is listed', async () => {
    const test: DataTest = { kind: 'accepted_values', column: 'city', values: ['A', "O'B;--"] };
    expect(await check(test, ['2025-03-01,A,1,', "2025-03-01,O'B;--,1,"])).toEqual(OK);
    expect(await check(test, ['2025-03-02,a,1,'])).toEqual({
      status: 'warn',
      failing: 1,
      examples: ['2025-03-02 · a: city = a'],
    });
  });
});

describe('range', () => {
  it.each<[DataTest, number]>([
    [{ kind: 'range', column: 'amount', min: 0, max: 10 }, 2],
    [{ kind: 'range', column: 'amount', min: 0 }, 1],
    [{ kind: 'range', column: 'amount', max: 10.005 }, 1],
    [{ kind: 'range', column: 'checked', min: '2025-02-28', max: '2025-03-01' }, 1],
    [{ kind: 'range', column: 'checked', max: '2025-03-02' }, 0],
  ])('%j fails in %i of the rows', async (test, failing) => {
    const lines = [
      '2025-03-01,A,-0.01,2025-03-01',
      '2025-03-01,B,10,2025-03-02',
      '2025-03-01,C,10.01,',
      '2025-03-01,D,,',
    ];
    expect((await check(test, lines)).failing).toBe(failing);
  });
});

describe('unique', () => {
  const keyless = (columns?: readonly string[]) =>
    shop([{ kind: 'unique', ...(columns ? { columns } : {}) }], {
      key: null,
      table: { schema: 'bi', name: 'bag' },
    });
  beforeEach(() =>
    db.transaction((tx) => tx.runScript('drop table if exists bi.bag; create table bi.bag (like bi.shop)')),
  );

  it('counts rows that share their values', async () => {
    await db.transaction((tx) => tx.runScript('alter table bi.bag alter city drop not null'));
    const { tests } = await load(
      keyless(['day', 'city']),
      shopCsv('2025-03-01,A,1,', '2025-03-01,A,2,', '2025-03-01,B,1,', '2025-03-02,A,1,'),
    );
    expect(tests).toMatchObject([
      { name: 'unique(day, city)', failing: 2, examples: ['2025-03-01 · A: × 2'] },
    ]);
  });

  it('finds an older row too when the day is not among the columns', async () => {
    await load(shop([], { key: null, table: { schema: 'bi', name: 'bag' } }), shopCsv('2025-03-01,A,1,'));
    const { tests } = await load(keyless(['city']), shopCsv('2025-03-02,A,1,', '2025-03-02,B,1,'));
    expect(tests).toMatchObject([{ failing: 2, examples: ['A: × 2'] }]);
  });

  it('means the key where nothing else is said', async () => {
    expect(await check({ kind: 'unique' }, ['2025-03-01,A,1,', '2025-03-01,B,1,'])).toEqual(OK);
  });
});

describe('freshness', () => {
  const test: DataTest = { kind: 'freshness', maxAgeDays: 2 };

  it('is the age of the last day of the whole table', async () => {
    await load(shop([]), shopCsv('2025-03-08,A,1,'));
    expect(await check(test, ['2025-03-01,A,1,'])).toEqual(OK);
    expect(await check(test, ['2025-03-01,A,2,'], { today: toDay('2025-03-15') })).toEqual({
      status: 'warn',
      failing: 5,
      examples: ['2025-03-08: 7 > 2'],
    });
  });

  it('fails on an empty table, and passes data from the future', async () => {
    expect(await check(test, [])).toMatchObject({ status: 'warn', failing: 1 });
    expect(await check(test, ['2026-01-01,A,1,'])).toEqual(OK);
  });

  it('is a bug of the caller who does not say what day it is', async () => {
    await expect(
      loadSources(db, shop([test]), [textSource(shopCsv())], { dryRun: true, toolVersion: '' }, SILENT),
    ).rejects.toThrow(RangeError);
  });
});

describe('row_count', () => {
  const rows = (day: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${day},C${index},1,`);

  it('has limits', async () => {
    const test: DataTest = { kind: 'row_count', min: 2, max: 3 };
    const lines = [...rows('2025-03-01', 1), ...rows('2025-03-02', 2), ...rows('2025-03-03', 4)];
    expect(await check(test, lines)).toEqual({
      status: 'warn',
      failing: 2,
      examples: ['2025-03-01: 1 < 2', '2025-03-03: 4 > 3'],
    });
  });

  it('compares with the median of the same weekday, and never with the day itself', async () => {
    const day = toDay('2025-03-31');
    const weeks = [4, 6, 40].flatMap((count, index) => rows(addDays(day, -7 * (index + 1)), count));
    // The day before is no Monday, and may be as full as it likes.
    await load(shop([]), shopCsv(...weeks, ...rows('2025-03-30', 50)));
    const test: DataTest = { kind: 'row_count', withinPercent: 50 };
    expect(await check(test, rows(day, 9))).toEqual(OK);
    expect(await check(test, rows(day, 10))).toMatchObject({ examples: ['2025-03-31: 10 ≠ 6 ± 50 %'] });
    // Of two weeks, 4 and 6, the median is 5.
    expect(await check({ ...test, weeks: 2 }, rows(day, 10))).toMatchObject({
      examples: ['2025-03-31: 10 ≠ 5 ± 50 %'],
    });
  });

  it('passes a day without a history', async () => {
    await load(shop([]), shopCsv(...rows('2025-03-24', 1)));
    expect(await check({ kind: 'row_count', withinPercent: 1 }, rows('2025-03-31', 30))).toEqual(OK);
  });
});

describe('control_total', () => {
  const test: DataTest = { kind: 'control_total', metric: 'revenue', file: 'control.csv', tolerance: 0.01 };
  const control = (text: string) => ({
    openControl: (file: string) => Promise.resolve(textSource(text, file)),
  });
  const lines = ['2025-03-01,A,10.10,', '2025-03-01,B,0.20,', '2025-03-02,A,5,'];

  it('reconciles each day of the load, exactly', async () => {
    expect(
      await check(test, lines, control('day,total\n2025-03-01,10.31\n2025-03-02,5.00\n2025-03-03,1')),
    ).toEqual(OK);
    expect(await check(test, lines, control('day,total\n2025-03-01,10.3101\n'))).toEqual({
      status: 'warn',
      failing: 2,
      examples: ['2025-03-01: 10.30 ≠ 10.3101', '2025-03-02: 5.00 ≠ —'],
    });
  });

  it('refuses a file of control totals that is wrong, by line', async () => {
    await expect(check(test, lines, control('day,total\n2025-03-01,x\n'))).rejects.toThrow(
      'control.csv:2: total "x"',
    );
    await expect(check(test, lines, control('day,total\n2025-03-01,1\n2025-03-01,1\n'))).rejects.toThrow(
      'control.csv:3: 2025-03-01 has a control total already',
    );
    expect(await countRows()).toBe(0);
  });
});

describe('a load with tests', () => {
  const tests: DataTest[] = [
    { kind: 'range', column: 'amount', max: 10, name: 'not too much', severity: 'fail' },
    { kind: 'not_null', columns: ['amount'] },
    { kind: 'unique', severity: 'fail' },
  ];

  it('stores every result with the run', async () => {
    await load(shop(tests), shopCsv('2025-03-01,A,,', '2025-03-04,A,1,'));
    const days = { first: '2025-03-01', last: '2025-03-04', run: 'loaded' };
    expect(await stored()).toEqual([
      { name: 'not too much', status: 'ok', failing: '0', detail: '', ...days },
      {
        name: 'not_null(amount)',
        status: 'warn',
        failing: '1',
        detail: '2025-03-01 · A: amount = null',
        ...days,
      },
      { name: 'unique', status: 'ok', failing: '0', detail: '', ...days },
    ]);
  });

  it('is undone by a test that fails; what was tested stays on record', async () => {
    await load(shop([]), shopCsv('2025-03-01,A,1,'));
    const error: unknown = await load(
      shop(tests),
      shopCsv('2025-03-01,A,11,', '2025-03-02,"A\nB",12,'),
    ).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SourceError);
    expect((error as SourceError).message).toBe(
      'nothing was loaded, because a data test fails:\n' +
        '  not too much: 2 rows fail; amount at most 10\n' +
        '    "2025-03-01 · A: amount = 11.00"\n' +
        '    "2025-03-02 · A\\nB: amount = 12.00"',
    );
    expect(await query('select city, amount from bi.shop')).toEqual([{ city: 'A', amount: '1.00' }]);
    expect((await stored()).map(({ name, status, run }) => [name, status, run])).toEqual([
      ['not too much', 'fail', 'failed'],
      ['not_null(amount)', 'ok', 'failed'],
      ['unique', 'ok', 'failed'],
    ]);
  });

  it('tests a rehearsal too, and records nothing', async () => {
    await expect(load(shop(tests), shopCsv('2025-03-01,A,11,'), { dryRun: true })).rejects.toThrow(
      'not too much',
    );
    const { tests: results } = await load(shop(tests), shopCsv('2025-03-01,A,,'), { dryRun: true });
    expect(results?.map(({ status }) => status)).toEqual(['ok', 'warn', 'ok']);
    expect([await stored(), await countRows()]).toEqual([[], 0]);
  });

  it('tests the days of all its files together', async () => {
    const sources = [
      textSource(shopCsv('2025-03-01,A,11,'), 'a.csv'),
      textSource(shopCsv('2025-03-01,A,1,', '2025-03-03,A,,'), 'b.csv'),
    ];
    // The second file corrects the first one.
    const result = await loadSources(db, shop(tests), sources, { dryRun: false, toolVersion: '' }, SILENT);
    expect(result.tests?.map(({ status }) => status)).toEqual(['ok', 'warn', 'ok']);
    expect((await stored())[0]).toMatchObject({ first: '2025-03-01', last: '2025-03-03' });
  });

  it('has no results where nothing is tested', async () => {
    expect(await load(shop([]), shopCsv('2025-03-01,A,1,'))).not.toHaveProperty('tests');
  });
});

it('keeps hostile names and values out of SQL', async () => {
  const name = `a"; drop table bi.shop; -- 'ü`;
  const hostile = shop(
    [
      { kind: 'not_null', columns: [name, 'select'], name: "'); drop table bi.shop; --" },
      { kind: 'range', column: name, min: 5 },
      { kind: 'accepted_values', column: 'select', values: ["'; drop table bi.shop; --"] },
      { kind: 'unique' },
      { kind: 'row_count', min: 5 },
    ],
    {
      name: `h"';`,
      table: { schema: 'bi', name: `t"';--` },
      columns: {
        day: { type: 'timestamptz' },
        select: { type: 'text' },
        [name]: { type: 'numeric', precision: 18, scale: 2 },
      },
      dimensions: { select: { label: { 'pt-BR': '', 'en-US': '' } } },
      measures: [name],
      metrics: {},
      timeZone: 'America/Sao_Paulo',
    },
  );
  await db.transaction((tx) =>
    tx.runScript(
      `create table bi."t""';--" (day timestamptz, "select" text, "${name.replaceAll('"', '""')}" numeric(18,2), unique (day, "select"))`,
    ),
  );
  const csv = `day,select,"${name.replaceAll('"', '""')}"\n2025-03-01 23:30,x,1\n`;
  const { tests } = await load(hostile, csv);
  expect(tests?.map(({ failing, examples }) => [failing, ...examples])).toEqual([
    [0],
    [1, `2025-03-01 23:30:00 · x: ${name} = 1.00`],
    [1, '2025-03-01 23:30:00 · x: select = x'],
    [0],
    [1, '2025-03-01: 1 < 5'],
  ]);
  expect(await countRows()).toBe(0);
});
