import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, expect } from 'vitest';
import { kpi, useTemporaryFolder } from '../support/kpi.ts';
import { useTestDatabase } from '../support/test-database.ts';

export const ORDERS = `
  orders:
    table: bi.orders
    time: day
    time_zone: UTC
    columns:
      day: { type: date }
      shop: { type: text }
      region: { type: text, aliases: [Região] }
      amount: { type: numeric }
    dimensions:
      shop: { parent: region }
      region: { values: [Norte, Sul] }
    key: [day, shop]
    measures: [amount]
    metrics:
      revenue: { kind: sum, measure: amount, unit: currency, description: What was sold }
      basket: { kind: avg, column: amount }
    filter: [amount > 0]
    tests:
      - { kind: range, column: amount, max: 100 }
      - { kind: freshness, max_age_days: 400 }
      - { kind: control_total, metric: revenue, file: totals/control.csv, severity: fail }
`;
export const TABLE = `create table bi.orders (
  day date not null, shop text not null, region text not null, amount numeric(18,2) not null, primary key (day, shop));
`;
export const CSV =
  'day,shop,região,amount\n2025-03-01,a,Norte,10\n2025-03-01,b,Sul,20.50\n2025-03-02,a,Norte,12\n';
export const CONTROL = 'day,total\n2025-03-01,30.50\n2025-03-02,12\n';

/** A project with one dataset, its migrated table and a file for it; the same before each test. */
export async function useOrders() {
  const { db, url } = useTestDatabase();
  const cwd = await useTemporaryFolder();
  const run = (...argv: string[]) => kpi(argv, { cwd, env: { DATABASE_URL: url } });
  const script = (text: string) => db.transaction((tx) => tx.runScript(text));
  const define = (...datasets: string[]) =>
    writeFile(join(cwd, 'kpi.yaml'), `packs: [payments]\ndatasets:${datasets.join('')}`);
  const file = (name: string, text: string) => writeFile(join(cwd, name), text);

  beforeAll(async () => {
    await mkdir(join(cwd, 'sql/migrations'), { recursive: true });
    await mkdir(join(cwd, 'totals'));
    await file('sql/migrations/0001_orders.sql', TABLE);
    await file('totals/control.csv', CONTROL);
    await define(ORDERS);
    expect(await run('db', 'migrate')).toMatchObject({ code: 0 });
  });
  beforeEach(async () => {
    await define(ORDERS);
    await file('orders.csv', CSV);
    await file('totals/control.csv', CONTROL);
    await script(
      'truncate bi.orders, etl.load_run, etl.load_file, etl.load_day, etl.rejected_row, etl.restatement, etl.test_result',
    );
  });
  const ingest = (...argv: string[]) => run('ingest', '--dataset', 'orders', 'orders.csv', ...argv);
  return { db, url, cwd, run, script, define, file, ingest };
}
