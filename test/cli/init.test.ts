import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Reader } from '../../src/db/database.ts';
import { sql, type Sql } from '../../src/db/sql.ts';
import { csv, day } from '../init/support/draft-of.ts';
import { kpi, useTemporaryFolder, type KpiSettings } from '../support/kpi.ts';
import { useEmptyDatabase, useTestDatabase } from '../support/test-database.ts';

const OLIST = join(import.meta.dirname, '../../../shared/data/series/olist_daily_revenue.csv');
const hasOlist = existsSync(OLIST) || process.env['KPI_REAL_DATA_REQUIRED'] === '1';

interface Report {
  readonly day: string;
  readonly headline: readonly { readonly metric: string; readonly value: string }[];
}

describe('from a CSV to a report', async () => {
  const { db, url } = useTestDatabase();
  const root = await useTemporaryFolder();
  const env = { DATABASE_URL: url };
  let folders = 0;

  /** `kpi init --yes`, `kpi db migrate`, `kpi run`, with no hand edit. */
  async function initAndRun(name: string, text: string, ...runFlags: string[]) {
    const cwd = join(root, String((folders += 1)));
    await mkdir(cwd);
    await writeFile(join(cwd, name), text);
    const run = async (...argv: string[]) => {
      const result = await kpi(argv, { cwd, env });
      expect(result, result.stderr).toMatchObject({ code: 0 });
      return result;
    };
    const init = await run('init', '--yes', name);
    await run('db', 'migrate');
    const { stdout } = await run('run', '--json', ...runFlags, name);
    return { cwd, init, ...(JSON.parse(stdout) as { load: { rowsRead: number }; report: Report }) };
  }

  const query = <Row extends object>(statement: Sql) =>
    db.readOnly((reader: Reader) => reader.query<Row>(statement));

  it('split by ; with decimal commas and DD/MM/YYYY', async () => {
    const lines = ['Data do Pedido;Região;Pedidos;Receita Líquida;Taxa de Conversão'];
    let cents = 0;
    let lastDay = 0;
    for (let row = 0; row < 90; row += 1) {
      const [year, month, date] = day(Math.floor(row / 3)).split('-');
      const amount = 123_456 + row * 7_001;
      cents += amount;
      if (row >= 87) lastDay += amount;
      const [whole = '', decimals = ''] = (amount / 100).toFixed(2).split('.');
      const money = `${whole.replace(/(\d)(?=\d{3}$)/, '$1.')},${decimals}`;
      lines.push(
        `${date}/${month}/${year};${['Sul', 'Norte', 'São Paulo'][row % 3]};${row + 1};${money};0,${10 + row}`,
      );
    }
    const { report, load, init } = await initAndRun('vendas 2025.csv', `\ufeff${lines.join('\r\n')}\r\n`);
    expect(load.rowsRead).toBe(90);
    expect(init.stdout).toContain('split by semicolons, all of the first 91 lines have 5 fields');
    expect(
      await query(
        sql`select sum(receita_liquida)::text as sum, sum(pedidos)::int as orders from bi.vendas_2025`,
      ),
    ).toEqual([{ sum: (cents / 100).toFixed(2), orders: (90 * 91) / 2 }]);
    expect(report.day).toBe('2025-01-30');
    expect(valueOf(report, 'receita_liquida')).toBe((lastDay / 100).toFixed(2));
    expect(valueOf(report, 'pedidos')).toBe(String(88 + 89 + 90));
  });

  it('a moment per row, several rows a day, no key', async () => {
    const text = csv(
      {
        // Late in the evening in São Paulo is the next day in UTC.
        at: (row) => `${day(Math.floor(row / 5))} ${row % 5 === 4 ? '23:30:00' : '10:00:00'}`,
        channel: (row) => (row % 2 === 0 ? 'web' : 'app'),
        amount: (row) => `${row}.25`,
      },
      200,
    );
    const { report, load, cwd } = await initAndRun('events.csv', text);
    expect(load.rowsRead).toBe(200);
    expect(await readFile(join(cwd, 'kpi.yaml'), 'utf8')).toContain('    key: none # several rows share');
    expect(report.day).toBe('2025-02-09');
    // Rows 195 to 199.
    expect(valueOf(report, 'amount')).toBe('986.25');
    expect(valueOf(report, 'rows')).toBe('5');
    expect(valueOf(report, 'average_amount')).toMatch(/^197\.250*$/);
    const again = await kpi(['run', '--force', '--json', 'events.csv'], { cwd, env });
    expect(JSON.parse(again.stdout)).toMatchObject({ load: { inserted: 0, unchanged: 200 } });
  });

  it('a wide file with 40 columns', async () => {
    const columns: Record<string, (row: number) => string | number> = {
      day: (row) => day(Math.floor(row / 2)),
      Store: (row) => `S${row % 2}`,
      'Total Sales': (row) => `${1000 + row}.10`,
      Orders: (row) => row + 1,
      'Unit Price': (row) => `${row}.99`,
      'E-mail': (row) => `${row}@example.com`,
      CEP: (row) => `0${1_310_100 + row}`,
      notes: (row) => (row % 2 === 0 ? '' : `"said ""no"", ${row}"`),
    };
    for (let number = 1; number <= 32; number += 1)
      columns[`Feature ${number}`] = (row) => (row * number) % 997;
    const { report, load } = await initAndRun('wide.csv', csv(columns, 100));
    expect(load.rowsRead).toBe(100);
    expect(
      await query(sql`select count(*)::int as n from information_schema.columns where table_name = 'wide'`),
    ).toEqual([{ n: 40 }]);
    expect(report.day).toBe('2025-02-19');
    expect(valueOf(report, 'total_sales')).toBe('2197.20');
    expect(valueOf(report, 'orders')).toBe('199');
    expect(await query(sql`select cep, feature_32 from bi.wide where orders = 51`)).toEqual([
      { cep: '01310150', feature_32: (50 * 32) % 997 },
    ]);
  });

  it.skipIf(!hasOlist)('the revenue of Olist (skipped without ../shared/data)', async () => {
    const { load, report } = await initAndRun(
      'olist.csv',
      readFileSync(OLIST, 'utf8'),
      '--date',
      '2017-11-24',
    );
    expect(load.rowsRead).toBe(616);
    expect(
      await query(
        sql`select count(distinct date)::int as days, round(sum(daily_revenue), 2)::text as sum from bi.olist`,
      ),
    ).toEqual([{ days: 616, sum: '13591643.70' }]);
    expect(
      await query(
        sql`select date, round(daily_revenue, 2)::text as top from bi.olist order by daily_revenue desc limit 1`,
      ),
    ).toEqual([{ date: '2017-11-24', top: '152653.74' }]);
    expect(Number(valueOf(report, 'daily_revenue')).toFixed(2)).toBe('152653.74');
  });

  it('headers that are SQL, YAML or nothing', async () => {
    const header = '"d""ay; drop schema bi cascade; --","a: [\n# b","💰",,"x","X","ctid","valor\'"';
    const rows = Array.from({ length: 20 }, (_, row) => `${day(row)},a${row % 2},b,,1,2,${row},${row}.5`);
    const { load, report, cwd } = await initAndRun('hostile.csv', `${header}\n${rows.join('\n')}\n`);
    expect(load.rowsRead).toBe(20);
    expect(valueOf(report, 'valor')).toBe('19.50');
    expect(await readdir(join(cwd, 'sql/migrations'))).toEqual(['0001_hostile.sql']);
  });
});

describe('kpi init', async () => {
  const { db, url } = useEmptyDatabase();
  const root = await useTemporaryFolder();
  const env = { DATABASE_URL: url };
  let folders = 0;
  const sales = csv({ day, region: (row) => `r${row % 2}`, revenue: (row) => `${row}.5`, sent: day }, 30);

  async function project(settings: Partial<KpiSettings> = {}) {
    const cwd = join(root, String((folders += 1)));
    await mkdir(cwd);
    await writeFile(join(cwd, 'sales.csv'), sales);
    return {
      cwd,
      files: async () => (await readdir(cwd, { recursive: true })).sort(),
      read: (file: string) => readFile(join(cwd, file), 'utf8'),
      init: (...argv: string[]) => kpi(['init', ...argv], { cwd, env, ...settings }),
    };
  }
  const written = [
    '.env',
    'kpi.schema.json',
    'kpi.yaml',
    'sales.csv',
    'sql',
    'sql/migrations',
    'sql/migrations/0001_sales.sql',
  ];

  it('tells what it inferred and why, what it wrote, and what comes next', async () => {
    const { init, files } = await project();
    const { code, stdout, stderr } = await init('sales.csv');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^sales: inferred from all 30 rows of sales.csv\n/);
    expect(stdout).toMatch(/^ {2}day +date +time +every value is a day/m);
    expect(stdout).toMatch(/^ {2}key +day, region: no two rows share/m);
    expect(stderr).toContain('wrote kpi.yaml\nnext: kpi db migrate && kpi run sales.csv\n');
    expect(await files()).toEqual(written);
  });

  it('gives JSON', async () => {
    const { init } = await project();
    const { code, stdout, stderr } = await init('--json', '--name', 'orders', '--time', 'sent', 'sales.csv');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      name: 'orders',
      time: 'sent',
      key: ['sent', 'region'],
      rows: 30,
      complete: true,
      metrics: [{ name: 'revenue', kind: 'sum' }],
      files: ['sql/migrations/0001_orders.sql', 'kpi.schema.json', '.env', 'kpi.yaml'],
    });
  });

  it('asks on a terminal, and again when an answer cannot be', async () => {
    const answers = ['My Sales', 'mine', 'revenue', 'sent', 'none', '', '', ''].join('\n');
    const { init, read } = await project({ tty: true, stdin: `${answers}\n` });
    const { code, stderr } = await init('sales.csv');
    expect(stderr).toContain('Name of the dataset [sales]: ');
    expect(stderr).toContain('"My Sales" is no name for a dataset');
    expect(stderr).toContain('revenue cannot be a time column: it is numeric');
    expect(code).toBe(0);
    const text = await read('kpi.yaml');
    expect(text).toContain('  mine:\n    table: bi.mine\n    time: sent # chosen by you\n');
    expect(text).toContain('dimensions: {}');
    expect(text).toContain('key: [ sent ]');
  });

  it('names the country of the holidays, and says by what', async () => {
    const { init, read } = await project();
    const { stdout } = await init('--yes', 'sales.csv');
    expect(stdout).toMatch(/^ {2}holidays +BR: the country of the time zone America\/Sao_Paulo$/m);
    expect(await read('kpi.yaml')).toContain(
      '    holidays: BR # the country of the time zone America/Sao_Paulo\n',
    );
  });

  it('names no country where the settings tell of none', async () => {
    const { cwd, read } = await project();
    const abroad = { ...env, KPI_TIME_ZONE: 'UTC', KPI_CURRENCY: 'EUR', KPI_LOCALE: 'en-US' };
    const { stdout } = await kpi(['init', '--json', 'sales.csv'], { cwd, env: abroad });
    expect(JSON.parse(stdout)).toMatchObject({ holidaysReason: 'no country is known by the settings' });
    expect(await read('kpi.yaml')).not.toContain('holidays');
  });

  it('takes another country, and none', async () => {
    const portuguese = await project({ tty: true, stdin: '\n\n\n\n\nportugal\nPT\n' });
    const { stderr } = await portuguese.init('sales.csv');
    expect(stderr).toContain('Country of the holidays, or none [BR]: ');
    expect(stderr).toContain('"portugal" is no country or state with known holidays');
    expect(await portuguese.read('kpi.yaml')).toContain('    holidays: PT # chosen by you\n');
    const none = await project({ tty: true, stdin: '\n\n\n\n\nnone\n' });
    await none.init('sales.csv');
    expect(await none.read('kpi.yaml')).not.toContain('holidays');
  });

  it('takes what was inferred when the input ends', async () => {
    const { init, files } = await project({ tty: true, stdin: '' });
    expect((await init('sales.csv')).code).toBe(0);
    expect(await files()).toEqual(written);
  });

  it('writes nothing when the answer is no', async () => {
    const { init, files } = await project({ tty: true, stdin: '\n\n\n\n\n\nno\n' });
    expect(await init('sales.csv')).toMatchObject({ code: 130 });
    expect(await files()).toEqual(['sales.csv']);
  });

  it('adds a dataset to kpi.yaml, with the next migration, and leaves the rest alone', async () => {
    const { init, read, cwd } = await project();
    await init('sales.csv');
    await writeFile(join(cwd, '.env'), 'KPI_LOCALE=en-US\n');
    await writeFile(
      join(cwd, 'kpi.yaml'),
      (await read('kpi.yaml')).replace('currency: BRL', 'currency: USD # ours'),
    );
    const { code, stderr } = await init('--name', 'more', 'sales.csv');
    expect(code).toBe(0);
    expect(stderr).toContain('wrote sql/migrations/0002_more.sql');
    expect(stderr).toContain('kpi run --dataset more sales.csv');
    const text = await read('kpi.yaml');
    expect(text).toContain('currency: USD # ours');
    expect(text.indexOf('\n  sales:')).toBeLessThan(text.indexOf('\n  more:'));
    expect(await read('.env')).toBe('KPI_LOCALE=en-US\n');
  });

  it('refuses a name that is taken; --force replaces it and keeps the table', async () => {
    const { init, read } = await project();
    await init('sales.csv');
    const before = await read('kpi.yaml');
    const refused = await init('sales.csv');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(
      'the project has a dataset "sales" already — choose another name with --name',
    );
    expect(await read('kpi.yaml')).toBe(before);
    expect((await init('--force', '--time', 'sent', 'sales.csv')).code).toBe(0);
    expect(await read('kpi.yaml')).toContain('time: sent');
    expect(await read('sql/migrations/0002_sales.sql')).toContain(
      'alter table if exists "bi"."sales" rename to "sales_before_0002";',
    );
  });

  it.each([
    [[], 2, 'name a CSV file, or a table with --table'],
    [['sales.csv', '--table', 'a.b'], 2, 'name a CSV file, or a table with --table'],
    [['none.csv'], 3, 'none.csv does not exist'],
    [['sales.csv', '--name', 'Übel; --'], 2, 'is no name for a dataset'],
    [['sales.csv', '--time', 'dya'], 2, 'there is no column "dya" (did you mean "day"?)'],
    [['--table', 'orders'], 2, 'is not schema.name'],
    [['--table', 'public.none'], 2, 'there is no table or view public.none'],
  ])('%j exits with %i', async (argv, code, message) => {
    const { init, files } = await project();
    const result = await init(...argv);
    expect(result.code).toBe(code);
    expect(result.stderr).toContain(message);
    expect(await files()).toEqual(['sales.csv']);
  });

  it('describes an existing table, and kpi report works on it', async () => {
    await db.transaction((tx) =>
      tx.runScript(`
        create table public."Odd Orders" (
          id bigint primary key, placed_at timestamptz not null, state varchar(2), channel text not null,
          amount numeric(12, 2) not null, tags text[]);
        insert into public."Odd Orders"
        select n, timestamptz '2025-01-01 12:00+00' + n / 4 * interval '1 day', 'SP', 'c' || n % 2, n + 0.5, '{}'
        from generate_series(0, 119) as n`),
    );
    const { init, cwd, files, read } = await project();
    const { code, stdout, stderr } = await init('--table', 'public.Odd Orders');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stdout).toContain('tags is left out: kpi has no column of type ARRAY');
    expect(await files()).not.toContain('sql');
    const text = await read('kpi.yaml');
    expect(text).toContain('table: public.Odd Orders\n    time: placed_at');
    expect(text).toContain('key: [ id ] # the primary key of the table');
    await kpi(['db', 'migrate'], { cwd, env });
    const report = await kpi(['report', '--json'], { cwd, env });
    expect(report, report.stderr).toMatchObject({ code: 0 });
    // 116.5 + 117.5 + 118.5 + 119.5
    expect(valueOf(JSON.parse(report.stdout) as Report, 'amount')).toBe('472.00');
  });
});

function valueOf(report: Report, metric: string): string | undefined {
  return report.headline.find((line) => line.metric === metric)?.value;
}
