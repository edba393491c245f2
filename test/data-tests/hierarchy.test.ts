import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dataTestName, type DataTest } from '../../src/datasets/data-test.ts';
import { dataTestsOf } from '../../src/datasets/data-tests-of.ts';
import type { Dataset } from '../../src/datasets/definition.ts';
import { loadSources } from '../../src/ingest/load.ts';
import { SILENT } from '../support/load-events.ts';
import { useTestDatabase } from '../support/test-database.ts';
import { textSource } from '../support/text-source.ts';
import { shop } from './shop.ts';

const { db } = useTestDatabase();
const label = { 'pt-BR': 'X', 'en-US': 'X' };

/** Shops in cities in regions; `city` is a number, as a code of a city is. */
function places(tests: readonly DataTest[] = [], changes: Partial<Dataset> = {}): Dataset {
  return shop(tests, {
    name: 'places',
    table: { schema: 'bi', name: 'places' },
    columns: {
      day: { type: 'date' },
      shop: { type: 'text' },
      city: { type: 'integer' },
      region: { type: 'text' },
      amount: { type: 'numeric', precision: 18, scale: 2 },
    },
    dimensions: { shop: { label, parent: 'city' }, city: { label, parent: 'region' }, region: { label } },
    ...changes,
  });
}
const load = (dataset: Dataset, ...lines: readonly string[]) => {
  const text = `day,shop,city,region,amount\n${lines.map((line) => `${line},1\n`).join('')}`;
  return loadSources(db, dataset, [textSource(text)], { dryRun: false, toolVersion: 'test' }, SILENT);
};
/** The one result of a load. */
const check = async (dataset: Dataset, ...lines: readonly string[]) => {
  const { tests = [] } = await load(dataset, ...lines);
  expect(tests).toHaveLength(1);
  const [{ failing, examples, status } = { failing: -1, examples: [], status: '' }] = tests;
  return { failing, examples, status };
};

beforeAll(() =>
  db.transaction((tx) =>
    tx.runScript(`create table bi.places (day date, shop text, city integer, region text, amount numeric(18, 2),
      primary key (day, shop, city, region))`),
  ),
);
beforeEach(() => db.transaction((tx) => tx.runScript('truncate bi.places, etl.load_run, etl.test_result')));

describe('a dimension with a parent', () => {
  it('is tested by every load, without a line in the definition', async () => {
    const { tests } = await load(places(), '2025-03-01,a,1,N', '2025-03-01,b,1,N', '2025-03-02,c,2,N');
    expect(tests).toEqual([
      {
        name: 'hierarchy(shop, city)',
        kind: 'hierarchy',
        severity: 'warn',
        status: 'ok',
        rule: 'one parent per value of shop, city',
        failing: 0,
        examples: [],
      },
    ]);
  });

  it('names the values under several parents, on whichever days those stand', async () => {
    const lines = ['2025-03-01,a,1,N', '2025-03-02,a,2,N', '2025-03-02,b,1,S', '2025-03-02,c,3,S'];
    expect(await check(places(), ...lines)).toEqual({
      status: 'warn',
      failing: 2,
      examples: ['city = 1: region = N, S', 'shop = a: city = 1, 2'],
    });
  });

  it('looks at the days of the load only, and at all rows of those', async () => {
    await load(places(), '2025-03-01,a,1,N', '2025-03-02,b,1,N');
    expect(await check(places(), '2025-03-03,a,2,N')).toMatchObject({ failing: 0 });
    expect(await check(places(), '2025-03-02,c,1,S')).toMatchObject({
      examples: ['city = 1: region = N, S'],
    });
  });

  it('names five values and three parents, and counts all', async () => {
    const lines = Array.from({ length: 40 }, (_, index) => `2025-03-01,a,${index % 8},R${index}`);
    const flat = places([], {
      dimensions: { city: { label, parent: 'region' }, region: { label } },
      key: null,
    });
    const { failing, examples } = await check(flat, ...lines);
    expect(failing).toBe(8);
    expect(examples).toEqual([
      'city = 0: region = R0, R16, R24, …',
      'city = 1: region = R1, R17, R25, …',
      'city = 2: region = R10, R18, R2, …',
      'city = 3: region = R11, R19, R27, …',
      'city = 4: region = R12, R20, R28, …',
    ]);
  });

  it('undoes the load where the definition says so', async () => {
    const strict = places([{ kind: 'hierarchy', severity: 'fail' }]);
    await expect(load(strict, '2025-03-01,a,1,N', '2025-03-01,a,2,N')).rejects.toThrow(
      'nothing was loaded, because a data test fails:\n' +
        '  hierarchy(shop, city): 1 value fails; one parent per value of shop, city\n' +
        '    "shop = a: city = 1, 2"',
    );
  });
});

describe('dataTestsOf', () => {
  const names = (dataset: Dataset) => dataTestsOf(dataset).map(dataTestName);

  it('leaves to the implicit test what no named one looks at', () => {
    expect(names(places())).toEqual(['hierarchy(shop, city)']);
    expect(names(places([{ kind: 'hierarchy' }, { kind: 'unique' }]))).toEqual([
      'hierarchy(shop, city)',
      'unique',
    ]);
    const strict: DataTest = { kind: 'hierarchy', dimensions: ['city'], severity: 'fail', name: 'map' };
    expect(names(places([strict]))).toEqual(['map', 'hierarchy(shop)']);
  });

  it('is empty without parents, and for a view, which is never loaded', () => {
    expect(dataTestsOf(shop([]))).toEqual([]);
    expect(dataTestsOf(places([], { table: { schema: 'bi', name: 'v', kind: 'view' } }))).toEqual([]);
  });
});

it('keeps hostile names and values out of SQL', async () => {
  const name = `p"; drop table bi.places; -- '`;
  const quoted = `"${name.replaceAll('"', '""')}"`;
  await db.transaction((tx) => tx.runScript(`create table bi.hostile (day date, c text, ${quoted} text)`));
  const hostile = places([], {
    table: { schema: 'bi', name: 'hostile' },
    columns: { day: { type: 'date' }, c: { type: 'text' }, [name]: { type: 'text' } },
    dimensions: { c: { label, parent: name }, [name]: { label } },
    measures: [],
    metrics: {},
    key: null,
  });
  const text = `day,c,${quoted}\n2025-03-01,'; --,x\n2025-03-01,'; --,${'y'.repeat(90)}\n`;
  const { tests } = await loadSources(
    db,
    hostile,
    [textSource(text)],
    { dryRun: false, toolVersion: '' },
    SILENT,
  );
  expect(tests?.[0]?.examples).toEqual([`c = '; --: ${name} = x, ${'y'.repeat(60)}`]);
});
