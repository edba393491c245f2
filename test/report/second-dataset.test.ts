import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, toDay } from '../../src/analysis/calendar.ts';
import { defineDataset } from '../../src/datasets/define-dataset.ts';
import { identifier, sql, type Sql } from '../../src/db/sql.ts';
import { loadSources } from '../../src/ingest/load.ts';
import { fetchDaily } from '../../src/query/daily.ts';
import { renderJson } from '../../src/render/json.ts';
import { renderMarkdown } from '../../src/render/markdown.ts';
import { renderPdf } from '../../src/render/pdf/render-pdf.ts';
import { renderTerminal } from '../../src/render/terminal.ts';
import { createReport } from '../../src/report/create-report.ts';
import type { MetricLine, Report } from '../../src/report/model.ts';
import { readPdf } from '../render/pdf/read-pdf.ts';
import { SILENT } from '../support/load-events.ts';
import { reportRequest } from '../support/report-request.ts';
import { useTestDatabase } from '../support/test-database.ts';
import { pipedSource, textSource } from '../support/text-source.ts';
import { classicAlerts } from '../support/classic-alerts.ts';

/** Another business with other words: nothing in the engine may know the first one's. */
const coffee = defineDataset({
  name: 'coffee',
  title: { 'pt-BR': 'Cafeterias', 'en-US': 'Coffee shops' },
  table: { schema: 'Coffee "Co"', name: 'Daily Sales' },
  timeColumn: 'Order Date',
  columns: {
    Cups: { type: 'integer', minimum: 0 },
    'Order Date': { type: 'date', aliases: ['When'] },
    "Shop's Name": { type: 'text', maxLength: 40, aliases: ['Loja'] },
    tableNo: { type: 'integer' },
    Status: { type: 'text' },
    'Net "Sales"': { type: 'numeric', precision: 12, scale: 3, aliases: ['Net Sales'] },
    select: { type: 'integer' },
  },
  dimensions: {
    "Shop's Name": { label: { 'pt-BR': 'Loja', 'en-US': 'Shop' } },
    tableNo: { label: { 'pt-BR': 'Mesa', 'en-US': 'Table' } },
    Status: { label: { 'pt-BR': 'Situação', 'en-US': 'Status' } },
  },
  measures: ['Cups', 'Net "Sales"', 'select'],
  metrics: {
    'sales per cup': {
      kind: 'ratio',
      numerator: 'Net "Sales"',
      denominator: 'Cups',
      unit: 'number',
      decimals: 3,
      goodDirection: 'none',
      label: { 'pt-BR': 'Venda por copo', 'en-US': 'Sales per cup' },
      description: { 'pt-BR': 'Vendas ÷ copos', 'en-US': 'Sales ÷ cups' },
    },
    Cups: {
      kind: 'sum',
      measure: 'Cups',
      unit: 'count',
      decimals: 0,
      goodDirection: 'up',
      label: { 'pt-BR': 'Copos', 'en-US': 'Cups' },
      description: { 'pt-BR': 'Copos vendidos', 'en-US': 'Cups sold' },
    },
    waste: {
      kind: 'sum',
      measure: 'select',
      unit: 'count',
      decimals: 0,
      goodDirection: 'down',
      label: { 'pt-BR': 'Desperdício', 'en-US': 'Waste' },
      description: { 'pt-BR': 'Copos perdidos', 'en-US': 'Cups thrown away' },
    },
  },
  filter: [{ column: 'Status', operator: '<>', value: "it's void" }],
  report: { mainMetric: 'Cups', by: [["Shop's Name"], ['tableNo', "Shop's Name"]] },
  alerts: {
    metrics: ['Cups', 'waste'],
    by: ["Shop's Name"],
    windowDays: 14,
    threshold: 3,
    direction: 'both',
  },
});

const { db } = useTestDatabase();
const FIRST = toDay('2024-01-20');
const DAY = toDay('2024-03-31');
const GAP = toDay('2024-03-30');
const SHOPS = ['Café "Sé"', "O'Brien | Co", 'Zebra, Ltda'];

/** Deterministic figures without a pattern; the first shop nearly stops on the last day. */
function csv(): string {
  const lines = ['note,LOJA,when,Table No,status,net sales,SELECT,cups'];
  for (let day = FIRST, index = 0; day <= DAY; day = addDays(day, 1), index += 1) {
    if (day === GAP) continue;
    for (const [shop, name] of SHOPS.entries()) {
      for (const table of [10, 9]) {
        const cups = day === DAY && shop === 0 ? 1 : 20 + ((index * 7 + shop * 5 + table) % 13);
        const sales = (cups * 4 + ((index * 31 + shop) % 97) / 8).toFixed(3);
        const field = `"${name.replaceAll('"', '""')}"`;
        lines.push(`x,${field},${day},${table},paid,${sales},${(index + shop) % 4},${cups}`);
        if (index % 3 === shop) lines.push(`x,${field},${day},${table},it's void,999.999,50,500`);
      }
    }
  }
  return `${lines.join('\r\n')}\r\n`;
}

const load = () =>
  loadSources(
    db,
    coffee,
    [pipedSource(csv(), 'coffee.csv', 1000)],
    { dryRun: false, toolVersion: 'test' },
    SILENT,
  );
const query = <Row extends object>(statement: Sql) => db.readOnly((reader) => reader.query<Row>(statement));
const table = sql`"Coffee ""Co"""."Daily Sales"`;

/** The figures of one day by hand; of one shop if asked for. */
async function byHand(day: string, shop?: string) {
  const ofShop = shop === undefined ? sql`` : sql`and "Shop's Name" = ${shop}`;
  const [row] = await query<{
    'sales per cup': string | null;
    Cups: string | null;
    waste: string | null;
  }>(sql`
    select (sum("Net ""Sales""") / nullif(sum("Cups"), 0))::text as "sales per cup",
           sum("Cups")::text as "Cups", sum("select")::text as waste
    from ${table} where "Order Date" = ${day} and "Status" <> 'it''s void' ${ofShop}`);
  return row ?? { 'sales per cup': null, Cups: null, waste: null };
}

beforeAll(async () => {
  await db.transaction((tx) =>
    tx.runScript(`create schema "Coffee ""Co""";
      create table "Coffee ""Co"""."Daily Sales" (
        "select" integer not null, "tableNo" integer not null, "Order Date" date not null,
        "Shop's Name" varchar(40) not null, "Net ""Sales""" numeric(12, 3) not null, "Cups" integer not null,
        "Status" text not null, primary key ("Order Date", "tableNo", "Shop's Name", "Status"))`),
  );
  await load();
});

describe('the load', () => {
  it('stored every row', async () => {
    const lines = csv().trimEnd().split('\r\n').length - 1;
    expect(await load()).toMatchObject({ rowsRead: lines, inserted: 0, updated: 0, unchanged: lines });
    const [row] =
      await query(sql`select count(*)::int as rows, min("Order Date") as first, max("Order Date") as last,
      sum("Net ""Sales""") filter (where "Status" <> 'paid') as void from ${table}`);
    const voids = csv().split("it's void").length - 1;
    expect(row).toEqual({ rows: lines, first: FIRST, last: DAY, void: (voids * 999.999).toFixed(3) });
  });

  it('has rules and messages in its own words', async () => {
    const bad = 'when,loja,table no,status,net sales,select,cups\n2024-04-01,x,1,ok,1.2345,0,-1\n';
    const refused = loadSources(
      db,
      coffee,
      [textSource(bad)],
      { dryRun: false, toolVersion: 'test' },
      SILENT,
    );
    await expect(refused).rejects.toThrow(
      [
        '  test.csv:2: Cups "-1": must be at least 0',
        '  test.csv:2: Net "Sales" "1.2345": must have at most 3 decimals',
      ].join('\n'),
    );
    const [run] = await query(sql`select dataset, status from etl.load_run order by id desc limit 1`);
    expect(run).toEqual({ dataset: 'coffee', status: 'failed' });
  });

  it('did not touch the other dataset', async () => {
    expect(await query(sql`select count(*)::int as rows from bi.kpi_daily`)).toEqual([{ rows: 0 }]);
    expect(await query(sql`select from etl.load_run where dataset <> 'coffee'`)).toEqual([]);
  });
});

describe('the query layer', () => {
  it.each([[['tableNo', "Shop's Name"]], [['Status']], [["Shop's Name", 'tableNo', 'Status']]] as const)(
    'by %j has the figures of a query written by hand',
    async (by) => {
      const rows = await db.readOnly((reader) =>
        fetchDaily(reader, coffee, { metrics: ['Cups', 'waste'], by, days: { from: FIRST, to: DAY } }),
      );
      const keys = by
        .map((name) => sql`, fact.${identifier(name)}`)
        .reduce((all, each) => sql`${all}${each}`, sql``);
      const texts = by
        .map((name) => sql`, fact.${identifier(name)}::text`)
        .reduce((all, each) => sql`${all}${each}`, sql``);
      const expected = await query<{ row: string[] }>(sql`
        select array[date_trunc('day', "Order Date")::date::text, sum("Cups")::text, sum("select")::text${texts}] as row
        from ${table} as fact where "Status" <> 'it''s void' group by "Order Date"${keys}`);
      const flat = rows.map(({ day, segment, metrics }) => [
        day,
        metrics.Cups,
        metrics.waste,
        ...by.map((name) => segment[name]),
      ]);
      expect(flat.map(String).sort()).toEqual(expected.map(({ row }) => String(row)).sort());
    },
  );
});

describe('the report', () => {
  let report: Report;
  beforeAll(async () => {
    report = await createReport(db, coffee, reportRequest(coffee, DAY, { locale: 'en-US', currency: 'USD' }));
  });
  const lineOf = (lines: readonly MetricLine[], metric: string) =>
    lines.find((line) => line.metric === metric);

  it('has the figures of queries written by hand', async () => {
    const today = await byHand(DAY);
    expect(report.headline.map(({ metric, value }) => [metric, value])).toEqual(Object.entries(today));
    for (const [kind, day] of [
      ['W-1', '2024-03-24'],
      ['M-1', '2024-02-29'],
    ] as const) {
      const then = await byHand(day);
      for (const metric of ['Cups', 'waste', 'sales per cup'] as const) {
        const found = lineOf(report.headline, metric)?.comparisons.find(
          (comparison) => comparison.kind === kind,
        );
        const [value, baseline] = [Number(today[metric]), Number(then[metric])];
        expect(found).toMatchObject({ day, baseline: then[metric], missing: null });
        expect(Number(found?.delta)).toBeCloseTo(value - baseline, 6);
        expect(found?.percent).toBeCloseTo((100 * (value - baseline)) / baseline, 3);
      }
    }
    for (const { comparisons } of report.headline) {
      expect(comparisons[0]).toMatchObject({ day: GAP, baseline: null, missing: 'no-data' });
    }
  });

  it('has a line for every segment, largest first', async () => {
    const [byShop, byTable] = report.breakdowns;
    expect(byShop?.labels).toEqual(['Shop']);
    expect(byTable?.labels).toEqual(['Table', 'Shop']);
    expect(byTable?.lines).toHaveLength(6);
    const cups: number[] = [];
    for (const { segment, metrics } of byShop?.lines ?? []) {
      const expected = await byHand(DAY, segment[0]);
      expect(metrics.map(({ metric, value }) => [metric, value])).toEqual(Object.entries(expected));
      cups.push(Number(expected.Cups));
    }
    expect(byShop?.lines.map(({ segment }) => segment[0]).sort()).toEqual([...SHOPS].sort());
    expect(cups).toEqual(cups.toSorted((a, b) => b - a));
    expect(cups.at(-1)).toBe(2);
  });

  it('raises the alert that its own rule asks for', async () => {
    const history = await query<{ cups: string }>(sql`
      select sum("Cups") as cups from ${table}
      where "Status" <> 'it''s void' and "Shop's Name" = ${SHOPS[0]}
        and "Order Date" between ${addDays(DAY, -14)} and ${addDays(DAY, -1)} group by "Order Date"`);
    expect(history).toHaveLength(13); // one day is missing
    const values = history.map(({ cups }) => Number(cups));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(
      values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1),
    );
    expect(classicAlerts(report).items).toHaveLength(1);
    const [alert] = classicAlerts(report).items;
    expect(alert).toMatchObject({
      metric: 'Cups',
      segment: [SHOPS[0]],
      value: '2',
      observations: 13,
      direction: 'down',
    });
    expect(alert?.mean).toBeCloseTo(mean, 9);
    expect(alert?.z).toBeCloseTo((2 - mean) / deviation, 9);
    expect(report.alerts.rule).toMatchObject({ windowDays: 14, threshold: 3 });
  });

  it('tells the rows that the filter left out', async () => {
    const [row] = await query<{ rows: number }>(
      sql`select count(*)::int as rows from ${table} where "Order Date" = ${DAY} and "Status" = 'it''s void'`,
    );
    expect(row?.rows).toBeGreaterThan(0);
    expect(report.notices).toEqual([{ kind: 'filtered-rows', rows: row?.rows }]);
  });

  it('has the trend of its main metric', async () => {
    const expected = await query<{ day: string; value: string | null }>(sql`
      select d::date as day, sum("Cups")::text as value from generate_series(${DAY}::date - 27, ${DAY}::date, '1 day') as d
      left join ${table} on "Order Date" = d and "Status" <> 'it''s void' group by d order by d`);
    expect(report.trend).toEqual({ metric: 'Cups', points: expected });
    expect(expected.filter(({ value }) => value === null)).toEqual([{ day: GAP, value: null }]);
  });

  it('can be rendered in every way, with its own words and no others', async () => {
    const { Cups: cups } = await byHand(DAY);
    const pdf = readPdf(await renderPdf(report));
    const artefacts = {
      terminal: renderTerminal(report, { columns: 120, colour: false }),
      markdown: renderMarkdown(report),
      pdf: pdf.pages.flatMap((page) => page.map(({ text }) => text)).join('\n'),
    };
    for (const text of Object.values(artefacts)) {
      expect(text).toContain('Coffee shops');
      expect(text).toContain('Sales per cup');
      expect(text).toContain('Shop');
      expect(text).toContain(Number(cups).toLocaleString('en-US'));
      expect(text).not.toMatch(/tpv|pix|entity|transaction|payment|R\$/i);
    }
    expect(JSON.parse(renderJson(report))).toEqual(report);
  });

  it('speaks Portuguese, too', async () => {
    const portuguese = await createReport(db, coffee, reportRequest(coffee, DAY));
    expect(portuguese.headline).toEqual(report.headline);
    const text = renderTerminal(portuguese, { columns: 120, colour: false });
    expect(text).toContain('Cafeterias');
    expect(text).toContain('Venda por copo');
  });
});
