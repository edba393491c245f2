import { beforeAll, describe, expect, it } from 'vitest';
import { payments } from '../../src/packs/payments/dataset.ts';
import { sql } from '../../src/db/sql.ts';
import { loadSources, type LoadResult } from '../../src/ingest/load.ts';
import { fileSource } from '../../src/ingest/source.ts';
import { SILENT } from '../support/load-events.ts';
import { hasRealFile, readOracle, REAL_FILE } from '../support/real-file.ts';
import { useTestDatabase } from '../support/test-database.ts';

describe.runIf(hasRealFile)('the real file in the database (skipped where the file is absent)', () => {
  const { db } = useTestDatabase();
  const oracle = hasRealFile ? readOracle() : undefined;
  let first: LoadResult;

  const load = async () =>
    loadSources(
      db,
      payments,
      [await fileSource(REAL_FILE, 'real.csv')],
      { dryRun: false, toolVersion: 'test', force: true },
      SILENT,
    );
  const rows = <Row extends object>(statement: ReturnType<typeof sql>) =>
    db.readOnly((reader) => reader.query<Row>(statement));

  beforeAll(async () => {
    first = await load();
  });

  it('loads every row', () => {
    expect(first).toMatchObject({
      rowsRead: oracle?.rows,
      inserted: oracle?.rows,
      updated: 0,
      unchanged: 0,
      firstDay: oracle?.first_day,
      lastDay: oracle?.last_day,
    });
  });

  it('writes nothing the second time', async () => {
    expect(await load()).toMatchObject({ inserted: 0, updated: 0, unchanged: oracle?.rows });
  });

  it('has the totals of the oracle', async () => {
    const [total] = await rows(sql`
      select count(*)::int as rows, count(distinct date)::int as days, min(date) as first_day, max(date) as last_day,
             sum(amount_transacted) as tpv, sum(quantity_transactions)::int as transactions,
             sum(quantity_of_merchants)::int as merchants_sum_of_rows,
             round(sum(amount_transacted) / sum(quantity_transactions), 2) as avg_ticket
      from bi.kpi_daily`);
    const {
      rows: count,
      days,
      first_day,
      last_day,
      tpv,
      transactions,
      merchants_sum_of_rows,
      avg_ticket,
    } = oracle ?? {};
    expect(total).toEqual({
      rows: count,
      days,
      first_day,
      last_day,
      tpv,
      transactions,
      merchants_sum_of_rows,
      avg_ticket,
    });
  });

  it.each([
    ['by_entity', sql`entity`],
    ['by_product', sql`product`],
    ['by_price_tier', sql`price_tier`],
    ['by_anticipation_method', sql`anticipation_method`],
    ['by_payment_method', sql`payment_method`],
  ] as const)('has the figures of the oracle %s', async (name, column) => {
    const found = await rows<{ key: string }>(sql`
      select ${column} as key, sum(amount_transacted) as tpv, sum(quantity_transactions)::int as transactions,
             count(*)::int as rows
      from bi.kpi_daily group by 1`);
    expect(Object.fromEntries(found.map(({ key, ...sums }) => [key, sums]))).toEqual(oracle?.[name]);
  });

  it.each([
    ['by_month', sql`to_char(date, 'YYYY-MM')`],
    ['by_weekday_mon1', sql`extract(isodow from date)::text`],
  ] as const)('has the figures of the oracle %s', async (name, key) => {
    const found = await rows<{ key: string; rows: number }>(sql`
      select ${key} as key, sum(amount_transacted) as tpv, sum(quantity_transactions)::int as transactions,
             count(*)::int as rows
      from bi.kpi_daily group by 1`);
    expect(Object.fromEntries(found.map(({ key: name, ...sums }) => [name, sums]))).toEqual(oracle?.[name]);
  });

  it('has the average daily volume of the oracle by month', async () => {
    const found = await rows<{ month: string; millions: number }>(sql`
      select to_char(date, 'YYYY-MM') as month, round(avg(tpv) / 1e6, 1)::float8 as millions
      from bi.daily_metrics group by 1`);
    const averages = Object.fromEntries(found.map(({ month, millions }) => [month, millions]));
    expect(averages).toMatchObject(oracle?.month_average_daily_tpv_millions ?? {});
  });
});
