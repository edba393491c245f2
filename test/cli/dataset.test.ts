import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CSV, ORDERS, TABLE, useOrders } from '../dataset/orders.ts';
import { kpi } from '../support/kpi.ts';

describe('kpi dataset', async () => {
  const { cwd, run, script, define, file, ingest } = await useOrders();

  describe('list', () => {
    it('names right and wrong definitions, and asks no database', async () => {
      await define(ORDERS, '\n  broken: { table: bi.x, time: day, columns: {}, metrics: {} }\n');
      const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
      const { code, stdout } = await kpi(['dataset', 'list'], { cwd, env });
      expect(code).toBe(0);
      expect(stdout.split('\n').map((line) => line.replaceAll(/ +/g, ' '))).toEqual([
        'dataset table time metrics source definition',
        'orders bi.orders day 2 kpi.yaml ok',
        'broken — — — kpi.yaml 2 errors',
        'payments bi.kpi_daily date 3 pack payments ok',
        '',
      ]);
      const json = await kpi(['dataset', 'list', '--json'], { cwd, env });
      expect(JSON.parse(json.stdout)).toMatchObject([
        { name: 'orders', table: 'bi.orders', kind: 'table', time: 'day', metrics: 2, tests: 4, errors: 0 },
        { name: 'broken', table: null, errors: 2 },
        { name: 'payments', source: 'pack payments' },
      ]);
    });
  });

  describe('show', () => {
    it('is readable, or the definition whole', async () => {
      const { code, stdout } = await run('dataset', 'show', 'orders');
      expect(code).toBe(0);
      expect(stdout).toContain('grain   one row per day, shop\n');
      expect(stdout).toMatch(/^ {2}range\(amount\) +amount at most 100 \(warn\)$/m);
      const json = JSON.parse((await run('dataset', 'show', 'orders', '--json')).stdout) as object;
      expect(json).toMatchObject({
        name: 'orders',
        key: ['day', 'shop'],
        tests: [{ kind: 'range' }, {}, {}],
      });
      expect(stdout).not.toContain('dashboards');
      expect((await run('dataset', 'show', 'payments')).stdout).toMatch(
        /^dashboards\n {2}payments-overview +Pagamentos: visão diária, \d+ cards \(kpi dashboard show payments-overview\)$/m,
      );
      expect((await run('dataset', 'show', 'odrers')).stderr).toContain('(did you mean "orders"?)');
    });
  });

  describe('check', () => {
    it('finds everything in order', async () => {
      expect(await run('dataset', 'check')).toEqual({
        code: 0,
        stdout: 'ok    orders: bi.orders (kpi.yaml)\nok    payments: bi.kpi_daily (pack payments)\n',
        stderr: '',
      });
    });

    it('tells which data tests the last load did not pass, without failing for it', async () => {
      await file('orders.csv', CSV.replace('a,Norte,12', 'a,Sul,12'));
      await ingest();
      expect(await run('dataset', 'check', 'orders')).toEqual({
        code: 0,
        stdout:
          'warn  orders: the data test hierarchy(shop) did not pass in the last load (1 value fails): ' +
          '"shop = a: region = Norte, Sul" → correct the data, or the test in the definition\n',
        stderr: '',
      });
    });

    it('tells all errors of all definitions with line and column, and exits 2', async () => {
      const wrong = (name: string) => `
  ${name}:
    table: bi.${name}
    time: dya
    columns: { day: { type: date }, x: { type: integer } }
    measures: [xx]
    metrics: { total: { kind: sum, measure: x } }
    tests: [{ kind: not_null, columns: [why] }]
`;
      await define(wrong('one'), ORDERS, wrong('two'));
      const { code, stdout, stderr } = await run('dataset', 'check');
      expect(code).toBe(2);
      const lines = (await readFile(join(cwd, 'kpi.yaml'), 'utf8')).split('\n');
      const two = lines.findIndex((line) => line === '  two:') + 1;
      const places = [...stdout.matchAll(/^fail {2}kpi\.yaml:(\d+):\d+: datasets\.([\w.]+): /gm)];
      expect(places.map(([, line, path]) => `${line} ${path}`)).toEqual(
        [lines.indexOf('  one:') + 1, two].flatMap((line) => {
          const name = line === two ? 'two' : 'one';
          const paths = ['time', 'measures.0', 'metrics.total.measure', 'tests.0.columns.0'];
          const after = [2, 4, 5, 6];
          return paths.map((path, index) => `${line + (after[index] ?? 0)} ${name}.${path}`);
        }),
      );
      expect(stderr).toBe('error: the definition is wrong: one, two — do what the lines above say\n');
      const one = await run('dataset', 'check', 'two', '--json');
      expect(one.code).toBe(2);
      expect(JSON.parse(one.stdout)).toMatchObject([
        { name: 'two', errors: [{ line: two + 2, column: 5 }, {}, {}, {}] },
      ]);
    });

    it.each([
      ['alter table bi.orders rename to moved', 'there is no table or view bi.orders'],
      ['alter table bi.orders drop amount', 'the column "amount" is missing'],
      [
        'alter table bi.orders alter amount type numeric(18,1)',
        'the column "amount" is numeric(18,1), the definition needs numeric(18,2)',
      ],
      [
        'alter table bi.orders alter amount type float8',
        'the column "amount" is double precision, the definition needs numeric(18,2)',
      ],
      [
        'alter table bi.orders alter shop type varchar(5)',
        'the column "shop" is character varying(5), the definition needs text',
      ],
      [
        'alter table bi.orders add note text not null',
        'the column "note" must be filled, and the definition does not know it',
      ],
      ['alter table bi.orders drop constraint orders_pkey', 'no unique index keeps the key: day, shop'],
      [
        'alter table bi.orders drop constraint orders_pkey; create unique index on bi.orders (day, shop) where amount > 0',
        'no unique index keeps the key: day, shop',
      ],
      [
        'alter table bi.orders rename to t; create view bi.orders as select * from bi.t',
        'bi.orders is a view, the definition says table',
      ],
    ])('after %s exits 4', async (change, message) => {
      try {
        await script(change);
        const { code, stdout, stderr } = await run('dataset', 'check', 'orders');
        expect(stdout).toContain(`fail  orders: ${message} → `);
        expect({ code, stderr }).toEqual({
          code: 4,
          stderr: 'error: the database differs from the definition: orders — do what the lines above say\n',
        });
      } finally {
        await script('drop view if exists bi.orders').catch(() => undefined);
        await script(`drop table if exists bi.moved, bi.t; drop table if exists bi.orders; ${TABLE}`);
      }
    });

    it('takes what is wider, and warns of a time column without an index', async () => {
      await script(
        'alter table bi.orders drop constraint orders_pkey; create unique index on bi.orders (shop, day); ' +
          'alter table bi.orders alter amount type numeric, add id bigint generated always as identity, add n text',
      );
      const { code, stdout } = await run('dataset', 'check', 'orders');
      await script(`drop table bi.orders; ${TABLE}`);
      expect(code).toBe(0);
      expect(stdout).toContain('warn  orders: no index begins with the time column "day"');
    });
  });

  describe('docs', () => {
    it('is the data dictionary, the same each time', async () => {
      const { code, stdout } = await run('dataset', 'docs', 'orders');
      expect(code).toBe(0);
      await expect(stdout).toMatchFileSnapshot('../golden/dictionary/orders.md');
      await run('dataset', 'docs', 'orders', '--out', 'docs/orders.md');
      expect(await readFile(join(cwd, 'docs/orders.md'), 'utf8')).toBe(stdout);
    });

    it('has the dashboards of the pack, in the language of the reports', async () => {
      const { stdout } = await run('dataset', 'docs', 'payments');
      expect(stdout).toContain('\n## Dashboards\n\n### Pagamentos: visão diária\n');
      expect(stdout).toMatch(/^- \*\*Filters:\*\* `date`, `entity`, .*; opens with the last 60 days$/m);
      expect(stdout).toMatch(
        /^\| `tpv` +\| TPV do último dia +\| smartscalar +\| `bi\.comparisons` +\| `date`, `tpv`, `tpv_d1`/m,
      );
      const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', KPI_LOCALE: 'en-US' };
      expect((await kpi(['dataset', 'docs', 'payments'], { cwd, env })).stdout).toContain(
        'TPV of the last day',
      );
      expect((await run('dataset', 'docs', 'orders')).stdout).not.toContain('Dashboards');
    });

    it('follows a column into the views', async () => {
      const { stdout } = await run('dataset', 'docs', 'payments');
      const lineage = stdout.slice(stdout.indexOf('## Lineage'));
      const viewsOf = (column: string) =>
        lineage.split('\n').find((line) => line.startsWith(`| \`${column}\``)) ?? '';
      expect(viewsOf('amount_transacted')).toMatch(
        /`tpv`, `average_ticket`.*`bi\.daily_metrics`.*`bi\.daily_by_product`.*`bi\.growth_dod`/,
      );
      expect(viewsOf('installments')).toMatch(/`bi\.daily_by_installments`, `bi\.daily_segments`, /);
      expect(viewsOf('quantity_of_merchants')).toMatch(/— *\|$/);
    });
  });

  it('carries hostile names through every command', async () => {
    const [table, column] = [`o'; drop table orders; -- select ü`, `Preço "a;\\'--`];
    const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
    await script(
      `create table bi.${quoted(table)} (day date, "select" text, ${quoted(column)} numeric(18,2), primary key (day, "select"))`,
    );
    await define(
      ORDERS,
      `
  hostile:
    table: ${JSON.stringify(`bi.${table}`)}
    time: day
    columns: { day: { type: date }, select: { type: text }, ${JSON.stringify(column)}: { type: numeric } }
    dimensions: { select: }
    measures: [${JSON.stringify(column)}]
    metrics: { "'": { kind: sum, measure: ${JSON.stringify(column)} } }
    tests: [{ kind: range, column: ${JSON.stringify(column)}, max: 1 }]
`,
    );
    expect(await run('dataset', 'check', 'hostile')).toMatchObject({ code: 0, stderr: '' });
    expect(await run('dataset', 'show', 'hostile')).toMatchObject({ code: 0 });
    expect((await run('dataset', 'docs', 'hostile')).stdout).toContain('`sum("Preço ""a;\\\'--")`');
    await file('new.csv', `day,select,${quoted(column)},";drop"\n2025-03-01,'; drop table bi.orders,2,1\n`);
    const loaded = await run('ingest', '--dataset', 'hostile', 'new.csv');
    expect(loaded).toMatchObject({ code: 0, stderr: expect.stringContaining('1 row fails') as string });
    expect(await run('report', '--dataset', 'hostile', '--date', '2025-03-01')).toMatchObject({ code: 0 });
    const { stdout } = await run('dataset', 'drift', 'new.csv', '--dataset', 'hostile', '--policy', 'evolve');
    expect(stdout).toContain(`alter table "bi".${quoted(table)}\n  add column "drop" integer;\n`);
    expect(await run('dataset', 'check', 'orders')).toMatchObject({ code: 0 });
    await define(ORDERS, "\n  quote: { table: 'bi.a\"b', time: day, columns: {}, metrics: {} }\n");
    expect((await run('dataset', 'check', 'quote')).stdout).toContain(
      'must be schema.name, such as bi.orders',
    );
    await appendFile(join(cwd, 'kpi.yaml'), '  "a;b": { table: bi.x }\n');
    expect(await run('dataset', 'list')).toMatchObject({ code: 2 });
  });
});
