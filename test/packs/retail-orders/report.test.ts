/** The engine on the second pack: load, report and alerts, with figures that plain SQL gives as well. */
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, toDay } from '../../../src/analysis/calendar.ts';
import type { Locale } from '../../../src/datasets/definition.ts';
import { sql, type Sql } from '../../../src/db/sql.ts';
import { loadSources, type LoadResult } from '../../../src/ingest/load.ts';
import { retailOrders } from '../../../src/packs/retail-orders/dataset.ts';
import { retailOrdersGenerator } from '../../../src/packs/retail-orders/generator.ts';
import { createReport } from '../../../src/report/create-report.ts';
import type { MetricLine } from '../../../src/report/model.ts';
import { renderMarkdown } from '../../../src/render/markdown.ts';
import { SILENT } from '../../support/load-events.ts';
import { reportRequest } from '../../support/report-request.ts';
import { useTestDatabase } from '../../support/test-database.ts';
import { textSource } from '../../support/text-source.ts';
import { generateOrders, readOrders } from './read-orders.ts';
import { classicAlerts } from '../../support/classic-alerts.ts';

const { db } = useTestDatabase();
const START = '2025-05-01';
/** A Thursday after 120 days, without holiday or season about. */
const LAST = toDay('2025-08-28');
const DROPPED = { region: 'Sul', category: 'fashion' };

const days = await generateOrders(START, 120);
const rowsOf = <Row extends object>(statement: Sql) => db.readOnly((reader) => reader.query<Row>(statement));
const load = (text: string) =>
  loadSources(
    db,
    retailOrders,
    [textSource(retailOrdersGenerator.header + text, 'orders.csv', 65_536)],
    { dryRun: false, toolVersion: 'test' },
    SILENT,
  );
const reportOn = (day: string, locale: Locale = 'pt-BR') =>
  createReport(db, retailOrders, reportRequest(retailOrders, toDay(day), { locale }));

let loaded: LoadResult;
beforeAll(async () => {
  loaded = await load([...days.values()].join(''));
});

describe('a load of 120 generated days', () => {
  it('is accepted whole', async () => {
    const rows = [...days.values()].flatMap(readOrders);
    expect(loaded).toMatchObject({ rowsRead: rows.length, inserted: rows.length, updated: 0, unchanged: 0 });
    expect(loaded).toMatchObject({ firstDay: START, lastDay: LAST });
    const [total] = await rowsOf<{ cents: string; orders: string }>(sql`
      select (sum(gross_revenue) * 100)::bigint::text as cents, sum(orders)::text as orders
      from bi.retail_orders_daily`);
    const sum = (value: (row: (typeof rows)[number]) => number) =>
      rows.reduce((part, row) => part + value(row), 0);
    expect(total).toEqual({
      cents: String(sum((row) => Math.round(row.revenue * 100))),
      orders: String(sum((row) => row.orders)),
    });
  });

  it('passes the test of its rows per day, and half a day does not', async () => {
    expect(loaded.tests).toMatchObject([
      { kind: 'row_count', failing: 0 },
      { name: 'hierarchy(state)', failing: 0 },
    ]);
    const next = addDays(LAST, 1);
    const [text = ''] = (await generateOrders(next, 1)).values();
    const lines = text.split('\n').slice(0, -1);
    const half = lines.slice(0, lines.length / 2).join('\n');
    expect((await load(`${half}\n`)).tests).toMatchObject([
      { kind: 'row_count', failing: 1 },
      { failing: 0 },
    ]);
  });

  it('refuses a state and a channel that are not in the definition', async () => {
    const line = `${LAST},Sul,ZZ,toys,web,1,1,1,10.00,0.00,0.00\n`;
    await expect(load(line)).rejects.toThrow();
    await expect(load(line.replace('ZZ', 'PR').replace('web', 'fax'))).rejects.toThrow();
  });
});

describe('the report', () => {
  it('has the figures of hand-written SQL, against D-1, W-1 and M-1', async () => {
    const report = await reportOn(LAST);
    const figures = await rowsOf<Record<string, string>>(sql`
      select date::text as date,
             sum(gross_revenue)::text as revenue,
             sum(orders)::text as orders,
             round(sum(gross_revenue) / sum(orders), 8)::text as average_order_value,
             round(sum(items) * 1.0 / sum(orders), 8)::text as items_per_order,
             (sum(gross_revenue - discounts))::text as net_revenue,
             (sum(gross_revenue - discounts - returns_amount))::text as revenue_after_returns,
             round(sum(discounts) / sum(gross_revenue), 8)::text as discount_rate,
             round(sum(returns_amount) / sum(gross_revenue), 8)::text as return_rate
      from bi.retail_orders_daily
      where date in ('2025-08-28', '2025-08-27', '2025-08-21', '2025-07-28')
      group by date order by date desc`);
    const [today, ...baselines] = figures;
    expect(baselines.map((row) => row['date'])).toEqual(['2025-08-27', '2025-08-21', '2025-07-28']);
    expect(report.headline.map(({ metric }) => metric)).toEqual(Object.keys(retailOrders.metrics));
    for (const { metric, value, comparisons } of report.headline) {
      expect(Number(value), metric).toBeCloseTo(Number(today?.[metric]), 7);
      comparisons.forEach(({ baseline }, index) => {
        expect(Number(baseline), metric).toBeCloseTo(Number(baselines[index]?.[metric]), 7);
      });
    }
    const exact = (metric: string) => report.headline.find((line) => line.metric === metric)?.value;
    for (const metric of ['revenue', 'orders', 'net_revenue', 'revenue_after_returns']) {
      expect(exact(metric)).toBe(today?.[metric]);
    }
  });

  it.each([
    ['region', sql`region`, 5],
    ['category', sql`category`, 8],
    ['channel', sql`channel`, 4],
  ] as const)('breaks down by %s, adding up to the total', async (dimension, column, size) => {
    const report = await reportOn(LAST);
    const breakdown = report.breakdowns.find(({ by }) => by[0] === dimension);
    const wanted = await rowsOf<{ name: string; revenue: string; orders: string }>(sql`
      select ${column} as name, sum(gross_revenue)::text as revenue, sum(orders)::text as orders
      from bi.retail_orders_daily where date = ${LAST} group by 1 order by sum(gross_revenue) desc`);
    const value = (metrics: readonly MetricLine[], name: string) =>
      metrics.find(({ metric }) => metric === name)?.value;
    expect(
      breakdown?.lines.map(({ segment: [name], metrics }) => ({
        name,
        revenue: value(metrics, 'revenue'),
        orders: value(metrics, 'orders'),
      })),
    ).toEqual(wanted);
    expect(wanted).toHaveLength(size);
    const cents = wanted.reduce((sum, { revenue }) => sum + Math.round(Number(revenue) * 100), 0);
    expect(cents).toBe(Math.round(Number(value(report.headline, 'revenue')) * 100));
  });

  it('is written in both languages', async () => {
    const portuguese = renderMarkdown(await reportOn(LAST));
    const english = renderMarkdown(await reportOn(LAST, 'en-US'));
    for (const word of ['Receita líquida', 'Taxa de desconto', 'Categoria', 'Sudeste', 'smart_home']) {
      expect(portuguese).toContain(word);
    }
    for (const word of ['Net revenue', 'Discount rate', 'Category', 'Sudeste']) {
      expect(english).toContain(word);
    }
  });
});

describe('alerts', () => {
  const isDropped = (segment: readonly string[]) =>
    segment[0] === DROPPED.region && segment[1] === DROPPED.category;

  it('raises one for a segment that lost 60 %, the largest of the day', async () => {
    const before = await reportOn(LAST);
    expect(classicAlerts(before).items.filter(({ segment }) => isDropped(segment))).toEqual([]);
    expect(classicAlerts(before).items.length).toBeLessThan(4);
    expect(before.alerts.evaluated).toBe(2 * 5 * 8);

    const lines = readOrders(days.get(LAST) ?? '')
      .filter(({ region, category }) => region === DROPPED.region && category === DROPPED.category)
      .map((row) => {
        const fewer = (count: number) => Math.ceil(0.4 * count);
        const counts = [row.orders, row.items, row.customers].map(fewer).join(',');
        const money = [row.revenue, row.discounts, row.returns].map((value) => (0.4 * value).toFixed(2));
        return `${LAST},${row.key},${counts},${money.join(',')}\n`;
      });
    expect(await load(lines.join(''))).toMatchObject({ inserted: 0, updated: lines.length });

    const [first, ...rest] = classicAlerts(await reportOn(LAST)).items;
    expect(first).toMatchObject({ metric: 'revenue', direction: 'down', segment: ['Sul', 'fashion'] });
    expect(first?.z).toBeLessThan(-2.5);
    expect(rest).toHaveLength(classicAlerts(before).items.length);
  });

  it('stays quiet on most days', async () => {
    let [items, evaluated] = [0, 0];
    for (let back = 1; back <= 28; back++) {
      const alerts = classicAlerts(await reportOn(addDays(LAST, -back)));
      items += alerts.items.length;
      evaluated += alerts.evaluated;
    }
    expect(items / evaluated).toBeLessThan(0.02);
  });
});
