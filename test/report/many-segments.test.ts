/** Two regions with 1,100 shops between them, shop 1 the largest: more than can be watched one by one. */
import { beforeAll, describe, expect, it } from 'vitest';
import { alertRuleOf } from '../../src/analysis/alerts/alert-rule.ts';
import { addDays, toDay } from '../../src/analysis/calendar.ts';
import { defineDataset } from '../../src/datasets/define-dataset.ts';
import { sql } from '../../src/db/sql.ts';
import { fetchHistory, type HistoryRequest } from '../../src/query/history.ts';
import { fetchLargestSegments } from '../../src/query/largest-segments.ts';
import { createBacktest } from '../../src/report/backtest/create-backtest.ts';
import { createReport } from '../../src/report/create-report.ts';
import { renderTerminal } from '../../src/render/terminal.ts';
import { reportRequest } from '../support/report-request.ts';
import { useTestDatabase } from '../support/test-database.ts';

const SHOPS = 1100;
const DAY = toDay('2025-03-31');
const FIRST = addDays(DAY, -69);

const label = (text: string) => ({ 'pt-BR': text, 'en-US': text });
const described = (text: string) => ({ label: label(text), description: label(text) });
const plain = { decimals: 0, goodDirection: 'up' } as const;
const chain = defineDataset({
  name: 'chain',
  title: label('Chain'),
  table: { schema: 'public', name: 'chain' },
  timeColumn: 'day',
  columns: {
    day: { type: 'date' },
    region: { type: 'text' },
    shop: { type: 'text' },
    customer: { type: 'integer' },
    revenue: { type: 'numeric', precision: 18, scale: 2 },
  },
  dimensions: { region: { label: label('Region') }, shop: { label: label('Shop') } },
  measures: ['revenue'],
  metrics: {
    revenue: { kind: 'sum', measure: 'revenue', unit: 'currency', ...plain, ...described('Revenue') },
    customers: {
      kind: 'count_distinct',
      column: 'customer',
      unit: 'count',
      ...plain,
      ...described('Customers'),
    },
  },
  filter: [],
  report: { mainMetric: 'revenue', by: [['region']] },
  alerts: {
    metrics: ['revenue', 'customers'],
    by: ['region', 'shop'],
    windowDays: 28,
    threshold: 2,
    direction: 'both',
  },
});
const BY = chain.alerts.by;
const baseline = alertRuleOf(chain, 'baseline');
const total = (
  rows: readonly { readonly metrics: Readonly<Record<string, readonly (readonly number[])[]>> }[],
) => rows.reduce((sum, { metrics }) => sum + (metrics['revenue']?.[0] ?? []).reduce((a, b) => a + b, 0), 0);

describe('a dimension of very many values', () => {
  const { db } = useTestDatabase();
  const history = (overrides: Partial<HistoryRequest>) =>
    db.readOnly((reader) =>
      fetchHistory(reader, chain, {
        metrics: ['revenue'],
        by: BY,
        from: FIRST,
        to: DAY,
        as: 'quantities',
        ...overrides,
      }),
    );
  const largest = (most: number) =>
    db.readOnly((reader) =>
      fetchLargestSegments(reader, chain, { by: BY, from: addDays(DAY, -56), to: addDays(DAY, -1), most }),
    );

  beforeAll(async () => {
    await db.transaction(async (tx) => {
      await tx.execute(
        sql`create table chain (day date, region text, shop text, customer int, revenue numeric(18,2), primary key (day, shop))`,
      );
      // On the last day shop 1 takes a tenth of what it should, and a small one a hundred times as much.
      await tx.execute(sql`insert into chain
        select ${FIRST}::date + d, case when s % 3 = 0 then 'north' else 'south' end, 'shop ' || s, s % 7,
               round(((100000.0 / s) * (1 + 0.02 * sin(d * 12.9 + s * 78.2))
                     * case when d = 69 and s = 1 then 0.1 when d = 69 and s = 1090 then 100 else 1 end)::numeric, 2)
        from generate_series(0, 69) d, generate_series(1, ${SHOPS}) s`);
    });
  });

  it('has its largest segments, with those that contain them', async () => {
    expect(await largest(3)).toEqual({
      segments: [['south'], ['north'], ['south', 'shop 1'], ['south', 'shop 2'], ['north', 'shop 3']],
      others: SHOPS - 3,
    });
    // Shop 3 is the third largest, but not its region.
    expect(await largest(1)).toEqual({ segments: [['south'], ['south', 'shop 1']], others: SHOPS - 1 });
    expect((await largest(2000)).others).toBe(0);
  });

  it('counts the others in what contains them', async () => {
    const { segments } = await largest(3);
    const [all, some] = [await history({}), await history({ within: segments })];
    expect(some.map(({ segment }) => segment)).toEqual([
      ['north'],
      ['north', 'shop 3'],
      ['south'],
      ['south', 'shop 1'],
      ['south', 'shop 2'],
    ]);
    expect(total(some)).toBeCloseTo(total(all), 2);
    const north = (rows: typeof all) => total(rows.filter(({ segment }) => segment[0] === 'north'));
    expect(north(some)).toBeCloseTo(north(all), 2);
    const own = (rows: typeof all) => rows.find(({ segment }) => segment[1] === 'shop 2');
    expect(own(some)).toEqual(own(all));

    const [south] = (await largest(1)).segments;
    const rest = await history({ within: [south ?? []] });
    expect(rest.map(({ segment }) => segment)).toEqual([[], ['south']]);
    expect(total(rest)).toBeCloseTo(total(all), 2);
  });

  it('leaves them out where values do not add up', async () => {
    const { segments } = await largest(3);
    const found = await history({ within: segments, as: 'value', metrics: ['customers'] });
    expect(found.map(({ segment }) => segment[1])).toEqual(['shop 3', 'shop 1', 'shop 2']);
    expect((await history({ within: segments, as: 'value', by: ['region'] })).length).toBe(2);
    expect((await history({ within: segments, as: 'value', by: [] })).length).toBe(1);
  });

  it('is watched by its largest segments, and the report says so', async () => {
    const report = await createReport(
      db,
      chain,
      reportRequest(chain, DAY, { alertRule: baseline, locale: 'en-US' }),
    );
    if (report.alerts.method !== 'baseline') throw new Error('not the baseline');
    expect(report.alerts.unwatched).toBe(100);
    // 1,000 shops, two regions and the whole, of two metrics.
    expect(report.alerts.evaluated).toBe(2 * 1003);
    const { confirmed, watch } = report.alerts;
    expect(confirmed.map(({ segment }) => segment.at(-1))).toContain('shop 1');
    expect([...confirmed, ...watch].map(({ segment }) => segment.at(-1))).not.toContain('shop 1090');
    const text = renderTerminal(report, { columns: 120, colour: false });
    expect(text.replaceAll(/\s+/g, ' ')).toContain('100 smaller segments are not watched by themselves.');

    const value = report.headline[0]?.value;
    const sums = await db.readOnly((reader) =>
      reader.query<{ sum: string }>(sql`select sum(revenue)::text as sum from chain where day = ${DAY}`),
    );
    expect(Number(value)).toBe(Number(sums[0]?.sum));
  });

  it('is so by the classic rule and in a replay, too', async () => {
    const report = await createReport(db, chain, reportRequest(chain, DAY));
    // Customers never vary, so that they have no z-score.
    expect(report.alerts).toMatchObject({ method: 'zscore', unwatched: 100, evaluated: 1000 });
    const rule = alertRuleOf(chain, 'zscore');
    const replay = await createBacktest(db, chain, { rule, inject: false, locale: 'en-US', to: DAY });
    expect(replay.unwatched).toBe(100);
    expect(replay.total.segmentDays).toBe(replay.total.days * 1000);
  });
});
