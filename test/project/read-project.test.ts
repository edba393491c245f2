import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProject } from '../../src/project/read-project.ts';
import { projectJsonSchema } from '../../src/project/project-schema.ts';
import { kpi, useTemporaryFolder } from '../support/kpi.ts';

const ORDERS = `# what we sell
locale: en-US
time_zone: America/Bahia
currency: USD
packs: [payments]
datasets:
  orders:
    title: Orders
    table: shop.orders
    time: ordered_at
    input: { delimiter: ';' }
    columns:
      ordered_at: { type: timestamptz, format: DD/MM/YYYY, aliases: [date] }
      city: { type: text, max_length: 40 }
      state: { type: text }
      revenue: { type: numeric, decimal: ',' }
      discount: { type: numeric, nullable: true }
      items: { type: integer, thousands: '.' }
    dimensions:
      city: { label: { pt-BR: Cidade, en-US: City }, parent: state }
      state:
    key: none
    measures: [revenue, items]
    metrics:
      revenue: { kind: sum, measure: revenue, unit: currency }
      orders: { kind: count }
      basket: { kind: ratio, numerator: revenue, denominator: orders, unit: currency, good: none }
    filter:
      - revenue > 0
      - state not in (XX, 'to be decided')
    report: { by: [state, [state, city]] }
    alerts: { metrics: [revenue], threshold: 3 }
`;

describe('kpi.yaml', async () => {
  const folder = await useTemporaryFolder();
  const file = join(folder, 'kpi.yaml');
  const read = async (text: string) => {
    await writeFile(file, text);
    return readProject(file, 'kpi.yaml');
  };
  const failure = async (from: string, to: string, name = 'orders') => {
    expect(ORDERS).toContain(from);
    const error: unknown = await read(ORDERS.replace(from, to))
      .then((project) => project.dataset(name))
      .catch((reason: unknown) => reason);
    return error instanceof Error ? `${error.name}: ${error.message}` : 'no error';
  };

  it('becomes a definition', async () => {
    const project = await read(ORDERS);
    expect(project).toMatchObject({ locale: 'en-US', timeZone: 'America/Bahia', currency: 'USD' });
    expect(project.datasetNames).toEqual(['orders', 'payments']);
    const dataset = await project.dataset();
    expect(dataset).toMatchObject({
      name: 'orders',
      table: { schema: 'shop', name: 'orders', kind: 'table' },
      timeColumn: 'ordered_at',
      timeZone: 'America/Bahia',
      input: { delimiter: ';' },
      key: null,
      dimensions: { city: { parent: 'state' }, state: { label: { 'pt-BR': 'State', 'en-US': 'State' } } },
      metrics: {
        revenue: { kind: 'sum', unit: 'currency', decimals: 2, goodDirection: 'up' },
        orders: { kind: 'count', unit: 'count', decimals: 0 },
        basket: { goodDirection: 'none', label: { 'en-US': 'Basket' } },
      },
      filter: [
        { column: 'revenue', operator: '>', value: 0 },
        { column: 'state', operator: 'not in', values: ['XX', 'to be decided'] },
      ],
      report: { mainMetric: 'revenue', by: [['state'], ['state', 'city']] },
      alerts: {
        metrics: ['revenue'],
        by: ['city', 'state'],
        threshold: 3,
      },
    });
    expect(dataset.columns['city']).toEqual({ type: 'text', maxLength: 40 });
    expect(dataset.columns['revenue']).toEqual({ type: 'numeric', precision: 18, scale: 2, decimal: ',' });
    expect(dataset.columns['items']).toEqual({ type: 'integer', thousands: '.' });
  });

  it('keeps a metric in percent as the fraction that it is', async () => {
    const text = ORDERS.replace('denominator: orders, unit: currency', 'denominator: items, unit: percent');
    const { metrics } = await (await read(text)).dataset();
    expect(metrics['basket']).toMatchObject({ unit: 'percent', decimals: 2 });
  });

  it.each([
    [
      'time: ordered_at',
      'time: orderd_at',
      '10:5: datasets.orders.time: "orderd_at" is no column of type date or timestamptz (did you mean "ordered_at"?)',
    ],
    [
      'metrics: [revenue]',
      'metrics: [revenu]',
      '32:25: datasets.orders.alerts.metrics.0: "revenu" is no metric (did you mean "revenue"?)',
    ],
    [
      'parent: state',
      'parent: country',
      '20:54: datasets.orders.dimensions.city.parent: "country" is no dimension; known: city, state',
    ],
    [
      'kind: count',
      'kind: cout',
      '26:17: datasets.orders.metrics.orders.kind: needs a kind: sum, stock, count, count_distinct, avg, ratio, difference, weighted_mean or percentile',
    ],
    [
      'measures: [revenue, items]',
      'measures: [revenue, city]',
      '23:25: datasets.orders.measures.1: "city" is no column of type integer or numeric; known: revenue, discount, items',
    ],
    [
      'measure: revenue, unit: currency',
      'measure: revenue, unit: percent',
      'datasets.orders.metrics.revenue.unit: "percent" is not one of currency, count, number',
    ],
    [
      'kind: ratio, numerator: revenue, denominator: orders, unit: currency',
      'kind: difference, minuend: revenue, subtrahend: orders, unit: percent',
      'datasets.orders.metrics.basket.minuend: "revenue" is not in percent, so the difference is not either',
    ],
    ['    filter:', '    filer:', 'datasets.orders: "filer" is no word here (did you mean "filter"?)'],
    [
      '- revenue > 0',
      '- revenue > 0; drop table x',
      '29:9: datasets.orders.filter.0: "revenue > 0; drop table x" is no condition',
    ],
    ['numerator: revenue', 'numerator: basket', '"basket" is no measure or metric'],
    ['threshold: 3', 'threshold: -3', 'datasets.orders.alerts.threshold: '],
    [
      'table: shop.orders',
      'table: orders',
      '9:5: datasets.orders.table: must be schema.name, such as bi.orders',
    ],
    ['    table: shop.orders\n', '', 'datasets.orders: needs either a table or a view'],
    [
      'locale: en-US',
      'locale: en-GB',
      '2:1: locale: "en-GB" is not one of pt-BR, en-US (did you mean "en-US"?)',
    ],
    [
      'time_zone: America',
      'time_zone: Amerika',
      '3:1: time_zone: must be an IANA time zone such as America/Sao_Paulo',
    ],
    ['packs: [payments]', 'packs: [payment]', '5:9: packs.0: "payment" is not one of'],
    ['datasets:', 'dataset:', '"dataset" is no word here (did you mean "datasets"?)'],
    ['  orders:\n', '  Or ders:\n', 'must be lower case letters'],
    ['currency: USD', 'currency: [', 'kpi.yaml:'],
  ])('says where %j → %j is wrong, and what is near', async (from, to, message) => {
    const text = await failure(from, to);
    expect(text).toMatch(
      /^(WrongDefinition|ConfigError): (\d errors in kpi\.yaml:\n {2})?kpi\.yaml:\d+:\d+: /,
    );
    expect(text).toContain(message);
  });

  it('refuses metrics that are made of each other', async () => {
    const text = await failure(
      'orders: { kind: count }',
      'orders: { kind: difference, minuend: basket, subtrahend: items }',
    );
    expect(text).toContain('"orders" is made of itself');
  });

  it.each([
    ['state:\n', 'state: { parent: city }\n', '"city" is contained in itself'],
    ['parent: state', 'parent: city', '"city" is contained in itself'],
  ])('refuses dimensions that contain each other: %j → %j', async (from, to, message) => {
    const text = await failure(from, to);
    expect(text).toContain(`20:54: datasets.orders.dimensions.city.parent: ${message}`);
  });

  it('names the known datasets', async () => {
    expect(await failure('locale', 'locale', 'ordes')).toBe(
      'UsageError: there is no dataset "ordes" (did you mean "orders"?)',
    );
  });

  it('leaves a wrong dataset alone until it is used', async () => {
    await writeFile(file, ORDERS.replace('time: ordered_at', 'time: nothing'));
    const run = (...argv: string[]) => kpi(argv, { cwd: folder });
    expect((await run('report', '--help')).code).toBe(0);
    const { code, stderr } = await run('report');
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^error: kpi\.yaml:10:5: datasets\.orders\.time: "nothing" is no column .* — correct it there/,
    );
  });

  describe('with many errors', () => {
    const WRONG = `locale: en-GB
time_zon: America/Bahia
curency: BRL
packs: [payment]
datasets:
  one:
    table: orders
    time: { day: true }
    columns: { day: { type: date }, x: { type: intger } }
    metrics: { n: { kind: count, good: upp }, m: { kind: sum } }
    key: day
    lable: One
    tilte: One
  Two:
    table: bi.two
    time: dya
    columns: { day: { type: date } }
    metrics: { n: { kind: count } }
`;
    const ALL = [
      '1:1: locale: "en-GB" is not one of pt-BR, en-US (did you mean "en-US"?)',
      '2:1: the file: "time_zon" is no word here (did you mean "time_zone"?)',
      '3:1: the file: "curency" is no word here (did you mean "currency"?)',
      '4:9: packs.0: "payment" is not one of payments, retail-orders (did you mean "payments"?)',
      '7:5: datasets.one.table: must be schema.name, such as bi.orders',
      '8:5: datasets.one.time: must be a text, not a mapping of words',
      '9:42: datasets.one.columns.x.type: needs a type: text, integer, numeric, date, timestamptz, boolean or json',
      '10:34: datasets.one.metrics.n.good: "upp" is not one of up, down, none (did you mean "up"?)',
      '10:47: datasets.one.metrics.m.measure: is missing; it must be a text',
      '11:5: datasets.one.key: must be a list of columns, or none',
      '12:5: datasets.one: "lable" is no word here (did you mean "table"?)',
      '13:5: datasets.one: "tilte" is no word here (did you mean "title"?)',
      '14:3: datasets.Two: must be lower case letters, digits, - and _, beginning with a letter',
      '16:5: datasets.Two.time: "dya" is no column of type date or timestamptz (did you mean "day"?)',
    ];

    it('tells all of them together, of the file and of every dataset, in their order', async () => {
      await writeFile(file, WRONG);
      const { code, stdout, stderr } = await kpi(['report'], { cwd: folder });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr.split('\n')).toEqual([
        'error: 14 errors in kpi.yaml:',
        ...ALL.map((line) => `  kpi.yaml:${line}`),
        'correct them there',
        '',
      ]);
    });

    it.each([['db', 'migrate'], ['ingest', 'x.csv'], ['dataset', 'list'], ['doctor']])(
      'keeps %s %s from running on it, but not its help',
      async (...argv) => {
        await writeFile(file, WRONG);
        expect((await kpi(argv, { cwd: folder })).stderr).toContain('error: 14 errors in kpi.yaml:\n');
        expect((await kpi([...argv.slice(0, 1), '--help'], { cwd: folder })).code).toBe(0);
      },
    );

    it('has them all in kpi dataset check', async () => {
      await writeFile(file, WRONG);
      const { code, stdout, stderr } = await kpi(['dataset', 'check'], { cwd: folder });
      expect(code).toBe(2);
      const lines = stdout.trimEnd().split('\n');
      expect(lines.toSorted()).toEqual(ALL.map((line) => `fail  kpi.yaml:${line}`).toSorted());
      expect(stderr).toBe(
        'error: the definition is wrong: kpi.yaml, one, Two — do what the lines above say\n',
      );
      const json = await kpi(['dataset', 'check', 'one', '--json'], { cwd: folder });
      expect(JSON.parse(json.stdout)).toMatchObject([
        { name: 'kpi.yaml', table: null, errors: [{ path: 'locale', line: 1 }, {}, {}, {}, {}] },
        { name: 'one', errors: { length: 8 } },
      ]);
    });

    it('prints twenty and counts the rest', async () => {
      const keys = Array.from({ length: 25 }, (_, index) => `word${index}: 1\n`);
      await writeFile(file, keys.join(''));
      const { stderr } = await kpi(['report'], { cwd: folder });
      expect(stderr.split('\n')).toHaveLength(24);
      expect(stderr).toMatch(
        /^error: 25 errors in kpi\.yaml:\n(  kpi\.yaml:\d+:1: the file: .*\n){20}  … and 5 more\ncorrect them there; `kpi dataset check` tells all of them\n$/,
      );
      const { stdout } = await kpi(['dataset', 'check'], { cwd: folder });
      expect(stdout.match(/^fail/gm)).toHaveLength(25);
    });

    it('tells those of the dataset that is used, and where the others are told', async () => {
      const broken = ORDERS.replace('time: ordered_at', 'time: x').replace(
        'measures: [revenue, items]',
        'measures: [y]',
      );
      await writeFile(file, `${broken}  unused: { tabel: x }\n`);
      const { stderr } = await kpi(['report'], { cwd: folder });
      expect(stderr).toMatch(/^error: 3 errors in kpi\.yaml:\n {2}kpi\.yaml:10:5: datasets\.orders\.time: /);
      expect(stderr).not.toContain('unused');
      expect(stderr).toMatch(
        /\ncorrect them there; `kpi dataset check` tells what is wrong in other datasets\n$/,
      );
    });

    it.each(['- a\n', '5\n', 'datasets: [1]\n', 'datasets:\n', 'datasets: { a: }\n', 'packs: 5\n'])(
      'has a place for %j',
      async (text) => {
        await writeFile(file, text);
        const { code, stderr } = await kpi(['report'], { cwd: folder });
        expect(code).toBe(2);
        expect(stderr).toMatch(/^error: kpi\.yaml:1:\d+: .* — correct it there/);
      },
    );
  });

  it('is described for editors', () => {
    const schema = projectJsonSchema() as { properties: Record<string, unknown> };
    expect(Object.keys(schema.properties)).toEqual(['locale', 'time_zone', 'currency', 'packs', 'datasets']);
    expect(JSON.stringify(schema)).toContain('percentile');
  });
});
