import { beforeAll, describe, expect, it } from 'vitest';
import { toDay } from '../../src/analysis/calendar.ts';
import type { Dataset, Metric } from '../../src/datasets/definition.ts';
import { identifier, sql, type Sql } from '../../src/db/sql.ts';
import { payments } from '../../src/packs/payments/dataset.ts';
import { fetchQuantities, quantitiesStatement, type QuantitiesRequest } from '../../src/query/quantities.ts';
import { generatedPayments, insertPayments } from '../support/generated-payments.ts';
import { paymentRow } from '../support/payment-rows.ts';
import { useTestDatabase } from '../support/test-database.ts';

const { db } = useTestDatabase();
const query = <Row extends object>(statement: Sql) => db.readOnly((reader) => reader.query<Row>(statement));
const DAYS = ['2024-03-01', '2024-03-02', '2024-03-08'].map(toDay);
const DIMENSIONS = Object.keys(payments.dimensions);
const request = (overrides: Partial<QuantitiesRequest> = {}): QuantitiesRequest => ({
  metric: 'average_ticket',
  dimensions: DIMENSIONS,
  days: DAYS,
  mostRows: 1000,
  ...overrides,
});
const fetch = (overrides: Partial<QuantitiesRequest> = {}, dataset: Dataset = payments) =>
  db.readOnly((reader) => fetchQuantities(reader, dataset, request(overrides)));

it('the statement', async () => {
  const statement = quantitiesStatement(payments, request({ dimensions: ['product', 'installments'] }));
  const { text, values } = statement.compile();
  expect(text).toBe(`select day, dimension, value, quantities
from (
  select "date" as day, case when grouping("product") = 0 then 'product' when grouping("installments") = 0 then 'installments' end as dimension, coalesce(("product")::text, ("installments")::text) as value,
         array[(coalesce(sum("amount_transacted"), 0))::text, (coalesce(sum("quantity_transactions"), 0))::text]::text[] as quantities,
         count(*) over (partition by case when grouping("product") = 0 then 'product' when grouping("installments") = 0 then 'installments' end) as rows
  from "bi"."kpi_daily"
  where "date" = any($1::date[]) and "amount_transacted" > $2 and "quantity_transactions" > $3
  group by grouping sets (("date", "product"), ("date", "installments"))
) as found
where rows <= $4
order by dimension, day, value collate "C"`);
  expect(values).toEqual([DAYS, 0, 0, 1000]);
  expect(await query(statement)).toEqual([]);
});

describe('on generated data', () => {
  beforeAll(async () => {
    await insertPayments(db, generatedPayments('2024-02-01', '2024-03-31'));
  });

  it.each(DIMENSIONS)('by %s has the figures of a query written by hand', async (dimension) => {
    const rows = (await fetch()).filter((row) => row.dimension === dimension);
    const expected = await query<{ row: string[] }>(sql`
      select array[date::text, ${identifier(dimension)}::text, sum(amount_transacted)::text,
                   sum(quantity_transactions)::text] as row
      from bi.kpi_daily
      where date in ('2024-03-01', '2024-03-02', '2024-03-08') and amount_transacted > 0 and quantity_transactions > 0
      group by date, ${identifier(dimension)}`);
    const flat = rows.map(({ day, value, quantities }) => [day, value, ...quantities]);
    expect(flat.length).toBeGreaterThan(3);
    expect(flat.map(String).sort()).toEqual(expected.map(({ row }) => String(row)).sort());
  });

  it('adds up to the day over every dimension', async () => {
    const rows = await fetch({ metric: 'tpv' });
    const sums = new Map<string, number>();
    for (const { day, dimension, quantities } of rows) {
      const key = `${day} ${dimension}`;
      sums.set(key, (sums.get(key) ?? 0) + Math.round(Number(quantities[0]) * 100));
    }
    for (const day of DAYS)
      expect(new Set(DIMENSIONS.map((name) => sums.get(`${day} ${name}`))).size).toBe(1);
    expect(sums.size).toBe(DAYS.length * DIMENSIONS.length);
  });

  it('leaves out a dimension of too many rows, whole', async () => {
    const all = await fetch();
    const count = (name: string) => all.filter(({ dimension }) => dimension === name).length;
    const most = count('entity');
    const found = new Set((await fetch({ mostRows: most })).map(({ dimension }) => dimension));
    expect([...found].sort()).toEqual(DIMENSIONS.filter((name) => count(name) <= most).sort());
    expect(found.has('entity')).toBe(true);
    expect(found.size).toBeLessThan(DIMENSIONS.length);
  });

  it('asks nothing where there is no dimension', async () => {
    expect(await fetch({ dimensions: [] })).toEqual([]);
  });
});

describe('of every kind of metric', () => {
  const { label, description, decimals, goodDirection, unit } = payments.metrics.tpv;
  const base = { label, description, decimals, goodDirection, unit };
  const metrics: Readonly<Record<string, Metric>> = {
    ...payments.metrics,
    rows: { ...base, kind: 'count' },
    less: { ...base, kind: 'difference', minuend: 'tpv', subtrahend: 'quantity_of_merchants' },
    net_ticket: { ...base, kind: 'ratio', numerator: 'less', denominator: 'rows' },
    mean: { ...base, kind: 'avg', column: 'installments' },
    // Named like a column, which it is not the sum of.
    installments: { ...base, kind: 'avg', column: 'installments' },
    weighted: { ...base, kind: 'weighted_mean', value: 'installments', weight: 'quantity_transactions' },
    median: { ...base, kind: 'percentile', column: 'installments', fraction: 0.5 },
  };
  const dataset: Dataset = { ...payments, metrics, filter: [] };

  beforeAll(async () => {
    await db.transaction((tx) => tx.runScript('truncate bi.kpi_daily'));
    const date = '2024-03-01';
    await insertPayments(db, [
      paymentRow({
        date,
        product: 'a',
        installments: 2,
        amount_transacted: '10.50',
        quantity_transactions: 3,
        quantity_of_merchants: 1,
      }),
      paymentRow({
        date,
        product: 'a',
        installments: 4,
        amount_transacted: '-1.25',
        quantity_transactions: 5,
        quantity_of_merchants: 2,
      }),
    ]);
  });

  it.each([
    ['rows', ['2']],
    ['less', ['6.25']],
    ['net_ticket', ['6.25', '2']],
    ['mean', ['6', '2']],
    ['installments', ['6', '2']],
    ['weighted', ['26', '8']],
  ])('%s is %j', async (metric, quantities) => {
    expect(await fetch({ metric, dimensions: ['product'] }, dataset)).toEqual([
      { day: '2024-03-01', dimension: 'product', value: 'a', quantities },
    ]);
  });

  it('refuses what does not add up', () => {
    expect(() => quantitiesStatement(dataset, request({ metric: 'median' }))).toThrow(
      new RangeError('the metric median of dataset payments does not add up'),
    );
  });
});
