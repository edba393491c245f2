import { beforeAll, beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import { addDays, toDay } from '../../src/analysis/calendar.ts';
import type { Dataset } from '../../src/datasets/definition.ts';
import { identifier, join, sql, type Sql } from '../../src/db/sql.ts';
import { payments } from '../../src/packs/payments/dataset.ts';
import { dailyStatement, fetchDaily } from '../../src/query/daily.ts';
import type { Days } from '../../src/query/expressions.ts';
import { GAPS, generatedPayments, insertPayments } from '../support/generated-payments.ts';
import { paymentRow, type PaymentRow } from '../support/payment-rows.ts';
import { useTestDatabase } from '../support/test-database.ts';

const { db } = useTestDatabase();
const query = <Row extends object>(statement: Sql) => db.readOnly((reader) => reader.query<Row>(statement));
const METRICS = ['tpv', 'transactions', 'average_ticket'] as const;
const DIMENSIONS = [
  'entity',
  'product',
  'price_tier',
  'anticipation_method',
  'payment_method',
  'installments',
] as const;
type Dimension = (typeof DIMENSIONS)[number];
const daily = (by: readonly Dimension[], days: Days) =>
  db.readOnly((reader) => fetchDaily(reader, payments, { metrics: METRICS, by, days }));
const MARCH: Days = { from: toDay('2025-03-01'), to: toDay('2025-03-31') };

describe('the statement', () => {
  it('for a range of days by two dimensions', async () => {
    const statement = dailyStatement(payments, {
      metrics: ['tpv', 'average_ticket'],
      by: ['product', 'installments'],
      days: MARCH,
    });
    const { text, values } = statement.compile();
    expect(text).toBe(`select "date" as day,
       array[("product")::text, ("installments")::text]::text[] as segment,
       array[(sum("amount_transacted"))::text, (sum("amount_transacted")::numeric / nullif(sum("quantity_transactions"), 0))::text]::text[] as metrics
from "bi"."kpi_daily"
where "date" >= $1 and "date" <= $2 and "amount_transacted" > $3 and "quantity_transactions" > $4
group by "date", "product", "installments"
order by "date", "product" collate "C", "installments"`);
    expect(values).toEqual(['2025-03-01', '2025-03-31', 0, 0]);
    expect(await query(statement)).toEqual([]);
  });

  it('for single days, nothing to group by and no filter', async () => {
    const statement = dailyStatement(
      { ...payments, filter: [] },
      {
        metrics: ['transactions'],
        by: [],
        days: [toDay('2025-03-31'), toDay('2025-02-28')],
      },
    );
    const { text, values } = statement.compile();
    expect(text).toBe(`select "date" as day,
       array[]::text[] as segment,
       array[(sum("quantity_transactions"))::text]::text[] as metrics
from "bi"."kpi_daily"
where "date" = any($1::date[]) and true
group by "date"
order by "date"`);
    expect(values).toEqual([['2025-03-31', '2025-02-28']]);
    expect(await query(statement)).toEqual([]);
  });

  it('refuses a metric that is not defined', () => {
    expect(() => dailyStatement(payments, { metrics: ['tpw'], by: [], days: [] })).toThrow(
      new RangeError('dataset payments has no metric tpw'),
    );
  });

  it('takes names and values that look like SQL for what they are', () => {
    const hostile: Dataset = {
      ...payments,
      table: { schema: 'a"b', name: 'c;d' },
      timeColumn: 'Day "x"',
      columns: { 'Day "x"': { type: 'date' }, "o'k": { type: 'text' }, 'n--': { type: 'integer' } },
      metrics: { m: { ...payments.metrics.tpv, measure: 'n--' } },
      filter: [{ column: "o'k", operator: '<>', value: "'; drop table x; --" }],
    };
    const { text, values } = dailyStatement(hostile, { metrics: ['m'], by: ["o'k"], days: [] }).compile();
    expect(text).toContain(`select "Day ""x""" as day`);
    expect(text).toContain(`from "a""b"."c;d"\nwhere "Day ""x""" = any($1::date[]) and "o'k" <> $2`);
    expect(text).toContain('sum("n--")');
    expect(values).toEqual([[], "'; drop table x; --"]);
  });
});

describe('on generated data', () => {
  const from = toDay('2024-02-01');
  const to = toDay('2024-04-30');

  beforeAll(async () => {
    await db.transaction((tx) => tx.runScript('truncate bi.kpi_daily'));
    await insertPayments(db, generatedPayments(from, to));
  });

  /** Written by hand, for the names of the columns. */
  const byHand = (by: readonly Dimension[], condition: Sql) => {
    const fact = (name: string) => sql`fact.${identifier(name)}`;
    const keys = by.map((name) => sql`${fact(name)}::text as ${identifier(name)}`);
    const order = by.map((name) => (name === 'installments' ? fact(name) : sql`${fact(name)} collate "C"`));
    return query<Record<string, string>>(sql`
      select ${join([sql`date as day`, ...keys])}, sum(amount_transacted)::text as tpv,
             sum(quantity_transactions)::text as transactions,
             (sum(amount_transacted) / sum(quantity_transactions))::text as average_ticket
      from bi.kpi_daily as fact
      where amount_transacted > 0 and quantity_transactions > 0 and ${condition}
      group by ${join([sql`date`, ...by.map(fact)])} order by ${join([sql`date`, ...order])}`);
  };
  const flat = (rows: Awaited<ReturnType<typeof daily>>) =>
    rows.map(({ day, segment, metrics }) => ({ day, ...segment, ...metrics }));

  it('has rows that the filter leaves out, and days without data', async () => {
    const [counts] = await query(sql`select count(*) filter (where amount_transacted <= 0) > 10 as amounts,
      count(*) filter (where quantity_transactions <= 0) > 10 as quantities, count(distinct date)::int as days
      from bi.kpi_daily`);
    expect(counts).toEqual({ amounts: true, quantities: true, days: 90 - GAPS.length });
  });

  it.each<[readonly Dimension[]]>([
    [[]],
    ...DIMENSIONS.map((name): [readonly Dimension[]] => [[name]]),
    [['product', 'payment_method']],
    [['payment_method', 'product']],
    [['installments', 'entity', 'product']],
    [DIMENSIONS],
  ])('by %j has the figures of a query written by hand', async (by) => {
    const range = sql`date between ${'2024-02-10'} and ${'2024-03-20'}`;
    const expected = await byHand(by, range);
    expect(expected.length).toBeGreaterThan(30);
    expect(flat(await daily(by, { from: toDay('2024-02-10'), to: toDay('2024-03-20') }))).toEqual(expected);
  });

  it('on single days has the figures of these days, in their order', async () => {
    const days = ['2024-04-30', '2024-02-01', '2024-03-05', '2024-03-07'].map(toDay);
    const expected = await byHand(
      ['product'],
      sql`date in ('2024-02-01', '2024-03-05', '2024-03-07', '2024-04-30')`,
    );
    const rows = flat(await daily(['product'], days));
    expect(rows).toEqual(expected);
    expect(new Set(rows.map(({ day }) => day))).toEqual(new Set(['2024-02-01', '2024-03-07', '2024-04-30']));
    // A day named twice counts once.
    expect(flat(await daily(['product'], [...days, ...days]))).toEqual(expected);
  });

  it('has a ratio of sums and no mean of ratios', async () => {
    const [whole] = await daily([], [from]);
    const parts = await daily(['product'], [from]);
    const sum = (metric: 'tpv' | 'transactions') =>
      parts.reduce((total, { metrics }) => total + Number(metrics[metric]), 0);
    expect(parts.length).toBeGreaterThan(1);
    expect(Number(whole?.metrics.tpv)).toBeCloseTo(sum('tpv'), 2);
    expect(Number(whole?.metrics.average_ticket)).toBeCloseTo(sum('tpv') / sum('transactions'), 8);
  });

  it('both ends of a range count, and a range backwards is empty', async () => {
    const days = async (range: Days) => (await daily([], range)).map(({ day }) => day);
    expect(await days({ from, to: from })).toEqual([from]);
    expect(await days({ from: addDays(from, -9), to: addDays(from, 1) })).toEqual([from, addDays(from, 1)]);
    expect(await days({ from: to, to: from })).toEqual([]);
    expect(await days([])).toEqual([]);
    expect(await days(GAPS.map(toDay))).toEqual([]);
  });

  it('gives the metrics asked for, in any order and number', async () => {
    const rows = await db.readOnly((reader) =>
      fetchDaily(reader, payments, { metrics: ['average_ticket', 'tpv'], by: [], days: [from] }),
    );
    const [row] = await daily([], [from]);
    expect(rows).toEqual([
      {
        day: from,
        segment: {},
        metrics: { average_ticket: row?.metrics.average_ticket, tpv: row?.metrics.tpv },
      },
    ]);
    const none = await db.readOnly((reader) =>
      fetchDaily(reader, payments, { metrics: [], by: ['entity'], days: [from] }),
    );
    expect(none[0]?.metrics).toEqual({});
  });

  it('knows the names of metrics and dimensions at compile time', async () => {
    const rows = await daily(['product'], [from]);
    expectTypeOf(rows[0]?.metrics.tpv).toEqualTypeOf<string | null | undefined>();
    await db.readOnly(async (reader) => {
      const [row] = await fetchDaily(reader, payments, { metrics: ['tpv'], by: ['product'], days: [from] });
      expectTypeOf(row?.segment).toEqualTypeOf<Readonly<Record<'product', string>> | undefined>();
      // @ts-expect-error not asked for
      expect(row?.metrics.transactions).toBeUndefined();
      // @ts-expect-error no such metric
      const request = fetchDaily(reader, payments, { metrics: ['tpw'], by: [], days: [from] });
      await expect(request).rejects.toThrow('no metric tpw');
    });
  });
});

describe('hostile values', () => {
  const NAMES = [
    'a',
    'B',
    'Z',
    '10',
    '9',
    '_x',
    'a b',
    'a!',
    'ä',
    'é',
    'e\u0301',
    '💳',
    '\uffee',
    "'; --",
    '{"x"}',
    'NULL',
    '\\N',
    'a\nb',
    '"q"',
    'a,b',
  ];

  beforeEach(async () => {
    await db.transaction((tx) => tx.runScript('truncate bi.kpi_daily'));
    await insertPayments(
      db,
      NAMES.map((product): PaymentRow => paymentRow({ product })),
    );
  });

  const products = async () => (await daily(['product'], MARCH)).map(({ segment }) => segment.product);
  const bytes = (text: string) => Buffer.from(text);

  it('come back as they are, in the order of their bytes', async () => {
    const found = await products();
    expect(found).toEqual([...NAMES].sort((a, b) => Buffer.compare(bytes(a), bytes(b))));
  });

  it('have one order, whatever order the server would give them', async () => {
    const before = await products();
    const [{ collation } = { collation: '' }] = await query<{ collation: string }>(
      sql`select quote_ident(collname) as collation from pg_collation
          where collname in ('en-US-x-icu', 'en-x-icu', 'und-x-icu') order by collname limit 1`,
    );
    expect(collation).not.toBe('');
    await db.transaction((tx) =>
      tx.runScript(`drop view bi.daily_by_product, bi.daily_segments cascade;
        alter table bi.kpi_daily alter product type text collate ${collation}`),
    );
    const byServer = await query<{ product: string }>(sql`select product from bi.kpi_daily order by product`);
    expect(byServer.map(({ product }) => product)).not.toEqual(before);
    expect(await products()).toEqual(before);
  });

  it('of a whole number are in its order, not in that of its digits', async () => {
    await insertPayments(
      db,
      [2, 12, 10, 1].map((installments) => paymentRow({ product: 'n', installments: installments + 1 })),
    );
    const rows = await daily(['installments'], MARCH);
    expect(rows.map(({ segment }) => segment.installments)).toEqual(['1', '2', '3', '11', '13']);
  });
});

describe('a ratio', () => {
  it('over 0 is missing', async () => {
    await db.transaction((tx) => tx.runScript('truncate bi.kpi_daily'));
    await insertPayments(db, [
      paymentRow({ product: 'zero', quantity_transactions: 0 }),
      paymentRow({ product: 'cancels', quantity_transactions: 5 }),
      paymentRow({ product: 'cancels', installments: 2, quantity_transactions: -5 }),
      paymentRow({ product: 'fine', quantity_transactions: 8 }),
    ]);
    const unfiltered = { ...payments, filter: [] };
    const rows = await db.readOnly((reader) =>
      fetchDaily(reader, unfiltered, { metrics: METRICS, by: ['product'], days: MARCH }),
    );
    expect(
      rows.map(({ segment, metrics }) => [segment.product, metrics.transactions, metrics.average_ticket]),
    ).toEqual([
      ['cancels', '0', null],
      ['fine', '8', '12.5000000000000000'],
      ['zero', '0', null],
    ]);
  });
});
