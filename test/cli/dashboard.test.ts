import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { GRID_COLUMNS } from '../../src/datasets/place-cards.ts';
import { Sql } from '../../src/db/sql.ts';
import { kpi, useTemporaryFolder } from '../support/kpi.ts';
import { paymentsCsv } from '../support/payments-csv.ts';
import { useTestDatabase } from '../support/test-database.ts';

describe('kpi dashboard', async () => {
  const { db, url } = useTestDatabase();
  const cwd = await useTemporaryFolder();
  const bare = await useTemporaryFolder();
  const run = (...argv: string[]) =>
    kpi(['dashboard', ...argv], { cwd, env: { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' } });
  /** As psql would: comment lines, then one statement. */
  const rowsOf = (text: string) =>
    db.readOnly((reader) => reader.query<Record<string, unknown>>(new Sql([text], [])));

  beforeAll(async () => {
    await writeFile(join(cwd, 'day.csv'), paymentsCsv('2025-01-01', 40));
    const loaded = await kpi(['ingest', 'day.csv'], { cwd, env: { DATABASE_URL: url } });
    expect(loaded.code).toBe(0);
  });

  it('lists those of the packs, and asks no database', async () => {
    const { code, stdout } = await run('list');
    expect(code).toBe(0);
    expect(
      stdout
        .split('\n')
        .slice(0, 2)
        .map((line) => line.replaceAll(/ +/g, ' ')),
    ).toEqual([
      'dashboard dataset cards filters title',
      'payments-overview payments 10 date Pagamentos: visão diária',
    ]);
    expect(JSON.parse((await run('list', '--json')).stdout)).toMatchObject([
      { name: 'payments-overview', dataset: 'payments', filters: ['date'] },
      { name: 'payments-segments', filters: ['date', 'entity', 'product', 'payment_method', 'installments'] },
      { name: 'payments-pricing' },
    ]);
  });

  it('says so where no pack brings one', async () => {
    await writeFile(join(bare, 'kpi.yaml'), 'packs: []\n');
    expect(await kpi(['dashboard', 'list'], { cwd: bare })).toEqual({
      code: 0,
      stdout: '',
      stderr: 'no pack of this project brings a dashboard\n',
    });
    expect((await kpi(['dashboard', 'list', '--json'], { cwd: bare })).stdout).toBe('[]\n');
    expect((await kpi(['dashboard', 'show', 'x'], { cwd: bare })).stderr).toContain('packs: [payments]');
  });

  it('shows cards with question, display, place, view and columns', async () => {
    const { stdout } = await run('show', 'payments-segments');
    expect(stdout).toContain('days     the last 60, until somebody chooses others\n');
    expect(stdout).toMatch(
      /^products +Produtos no período +table +14,3 10×7 +bi\.daily_segments +product, tpv, transactions, average_ticket$/m,
    );
    const json = JSON.parse((await run('show', 'payments-segments', '--json')).stdout) as {
      cards: {
        place: { column: number; width: number };
        sql: string;
        template: string;
        columns: { name: string }[];
      }[];
    };
    expect(json.cards).toHaveLength(10);
    for (const { place, sql, template, columns } of json.cards) {
      expect(place.column + place.width).toBeLessThanOrEqual(GRID_COLUMNS);
      expect(template).toContain('[[and {{product}}]]');
      expect(Object.keys((await rowsOf(sql))[0] ?? {})).toEqual(columns.map(({ name }) => name));
    }
  });

  it('prints SQL that runs as it is, with the filters that are given', async () => {
    const { code, stdout } = await run('sql', 'payments-segments', 'products', '--from', '2025-01-06');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^-- products: Produtos no período \(table\)\nselect .*;\n$/s);
    expect((await rowsOf(stdout)).map(({ product }) => product)).toEqual(['pos', 'pix']);
    const one = ['sql', 'payments-segments', 'products', '--from', '2025-01-06', '--to', '2025-01-06'];
    const both = ['--where', 'product=pix', '--where', 'product=x', '--where', 'installments=1'];
    expect(await rowsOf((await run(...one, ...both)).stdout)).toMatchObject([
      { product: 'pix', transactions: '5' },
    ]);
    const all = (await run('sql', 'payments-overview')).stdout.split(/;\n\n?/).filter((text) => text !== '');
    expect(all).toHaveLength(10);
    for (const text of all) expect(await rowsOf(text)).not.toEqual([]);
  });

  it.each(["x'; drop table bi.kpi_daily; --", "\\'; select 1; --", 'a=b', '\u001b[2J', ''])(
    'prints SQL that takes %j for a value',
    async (value) => {
      const { stdout } = await run('sql', 'payments-segments', 'products', '--where', `product=${value}`);
      expect(await rowsOf(stdout)).toEqual([]);
    },
  );

  it('prints the template for Metabase, without values', async () => {
    const { stdout } = await run('sql', 'payments-overview', 'products', '--template');
    expect(stdout).toContain('where true [[and {{date}}]])');
    expect(stdout).not.toContain(';');
    expect(await run('sql', 'payments-overview', '--template', '--to', '2025-01-01')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--template leaves the filters to Metabase') as string,
    });
  });

  it.each([
    [['show', 'payments-overvew'], '(did you mean "payments-overview"?)'],
    [['sql', 'payments-overview', 'tvp'], 'payments-overview has no card "tvp" (did you mean "tpv"?)'],
    [['sql', 'payments-overview', 'toString'], 'has no card "toString"'],
    [['sql', 'payments-overview', '--where', 'product=pix'], 'it has none but --from and --to'],
    [['sql', 'payments-segments', '--where', 'prodct=pix'], '(did you mean "product"?)'],
    [['sql', 'payments-segments', '--where', 'product'], '--where "product" has no "="'],
    [['sql', 'payments-segments', '--from', '2025-02-30'], 'is not a day of the calendar'],
    [['sql', 'payments-segments', '--from', '2025-02-02', '--to', '2025-02-01'], 'is after --to 2025-02-01'],
  ])('refuses %j', async (argv, message) => {
    const { code, stdout, stderr } = await run(...argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});
