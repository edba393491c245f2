/** What holds for the dashboards of every pack, on its generated data: figures, columns, filters and rights. */
import { readFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, toDay } from '../../src/analysis/calendar.ts';
import { cardColumns, grainOf } from '../../src/datasets/dashboard.ts';
import { identifier, join, Sql, sql } from '../../src/db/sql.ts';
import { loadSources } from '../../src/ingest/load.ts';
import { PACKS } from '../../src/packs/packs.ts';
import { cardStatement, cardTemplate, type CardFilter } from '../../src/query/card-statement.ts';
import { factTable, filterCondition, metricExpression } from '../../src/query/expressions.ts';
import { createReport } from '../../src/report/create-report.ts';
import type { MetricLine } from '../../src/report/model.ts';
import { SILENT } from '../support/load-events.ts';
import { reportRequest } from '../support/report-request.ts';
import { useTestDatabase } from '../support/test-database.ts';
import { textSource } from '../support/text-source.ts';

const ROLES = readFileSync(joinPath(import.meta.dirname, '../../sql/roles.sql'), 'utf8');
const START = toDay('2025-01-20');
const DAYS = 40;
/** Not the last one: somebody may choose a range that ends before. */
const DAY = addDays(START, DAYS - 3);
const HOSTILE = ["'; drop schema bi cascade; --", "\\' or true", '$1', '{{date}} ]]', '"', '\u202e', ''];

type Row = Readonly<Record<string, string | number | null>>;

const { db } = useTestDatabase();
const rowsOf = (statement: Sql) => db.readOnly((reader) => reader.query<Row>(statement));
const all = await Promise.all(PACKS.map(async (pack) => ({ pack, dashboards: await pack.loadDashboards() })));

it('is named and titled in both languages, and no name is given twice', () => {
  const dashboards = all.flatMap((one) => one.dashboards);
  expect(new Set(dashboards.map(({ name }) => name)).size).toBe(dashboards.length);
  for (const { title, description, cards } of dashboards) {
    const labels = [title, description, ...Object.values(cards).map((card) => card.title)];
    expect(labels.flatMap((label) => Object.values(label)).filter((text) => text.trim() === '')).toEqual([]);
  }
});

describe.each(all.map((one) => [one.pack.name, one] as const))('%s', (_, { pack, dashboards }) => {
  const { dataset } = pack;
  const { timeColumn } = dataset;
  const cards = dashboards.flatMap((dashboard) =>
    Object.entries(dashboard.cards).map(
      ([name, card]) => [`${dashboard.name}.${name}`, { dashboard, card, by: card.by ?? [] }] as const,
    ),
  );

  beforeAll(async () => {
    const generator = await pack.loadGenerator();
    let text = generator.header;
    for await (const day of generator.days({ seed: 11, start: START, days: DAYS })) text += day.text;
    const source = textSource(text, 'generated.csv', 65_536);
    await loadSources(db, dataset, [source], { dryRun: false, toolVersion: 'test' }, SILENT);
  });

  it('begins with an overview that has every metric of the alerts', () => {
    const shown = Object.values(dashboards[0]?.cards ?? {}).flatMap(({ y }) => y);
    expect(dashboards[0]?.name).toMatch(/-overview$/);
    expect(shown).toEqual(expect.arrayContaining([dataset.report.mainMetric, ...dataset.alerts.metrics]));
  });

  it('stands on views of one row per day and dimensions', async () => {
    for (const view of new Set(cards.map(([, { card }]) => card.view))) {
      const dashboard = dashboards[0] ?? expect.unreachable();
      const key = join([timeColumn, ...grainOf(dashboard, view)].map((column) => identifier(column)));
      const [count] = await rowsOf(
        sql`select count(*)::int as rows, count(distinct (${key}, 0))::int as keys from ${identifier('bi', view)}`,
      );
      expect(count?.['rows'], view).toBe(count?.['keys']);
      expect(count?.['rows'], view).toBeGreaterThan(0);
    }
  });

  it.each(cards)('%s has the columns that it declares', async (_, { dashboard, card, by }) => {
    const rows = await rowsOf(cardStatement(dashboard, card));
    const groups = [...(card.days === 'each' ? [timeColumn] : []), ...by];
    expect(rows.length).toBeGreaterThan(groups.length === 0 ? 0 : 1);
    for (const row of rows) expect(Object.keys(row)).toEqual(cardColumns(dashboard, card));
    const keys = rows.map((row) => JSON.stringify(groups.map((column) => row[column])));
    expect(new Set(keys).size).toBe(rows.length);
    if (card.days === 'each') expect(new Set(rows.map((row) => row[timeColumn])).size).toBe(DAYS);
    for (const column of card.y) expect(rows.at(-1)?.[column], column).not.toBeNull();
  });

  it.each(cards)('%s shows of a day what its report shows', async (_, { dashboard, card, by }) => {
    // The days before stay outside of the range, and the comparisons must not miss them.
    const rows = await rowsOf(cardStatement(dashboard, card, { from: DAY, to: DAY }));
    const request = reportRequest(dataset, DAY, { by: by.length === 0 ? [] : [by] });
    const report = await createReport(db, dataset, request);
    const lines = report.breakdowns[0]?.lines ?? [{ segment: [], metrics: report.headline }];
    const linesOf = new Map(lines.map(({ segment, metrics }) => [segment.join('|'), metrics]));
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      const segment = by.map((dimension) => String(row[dimension])).join('|');
      const metrics = linesOf.get(segment) ?? expect.unreachable(`no ${segment} in the report`);
      for (const column of [...card.y, ...(card.compareWith ?? [])]) {
        const [shown, reported] = [row[column] ?? null, reportedFigure(metrics, column)];
        if (column.endsWith('_percent') && reported !== null)
          expect(Number(shown), `${segment} ${column}`).toBeCloseTo(Number(reported), 3);
        else expect(shown, `${segment} ${column}`).toBe(reported);
      }
      linesOf.delete(segment);
    }
    // What the card does not show had nothing that day.
    for (const metrics of linesOf.values())
      expect(['0', null]).toContain(reportedFigure(metrics, dataset.report.mainMetric));
  });

  it.each(cards.filter(([, { card }]) => card.days === 'all'))(
    '%s shows over many days and chosen segments what the definition computes',
    async (_, { dashboard, card, by }) => {
      const [from, to] = [addDays(START, 3), addDays(START, 20)];
      const facts = sql`from ${factTable(dataset)}
        where ${filterCondition(dataset)} and ${identifier(timeColumn)} between ${from} and ${to}`;
      const [dimension = ''] = dashboard.filters;
      const column = identifier(dimension);
      const values = (await rowsOf(sql`select distinct ${column}::text as value ${facts} order by 1`)).map(
        ({ value }) => String(value),
      );
      const where = new Map([[dimension, values.slice(0, 1)]]);
      expect(values.length).toBeGreaterThan(1);
      const columns = [
        ...by.map((name) => identifier(name)),
        ...card.y.map((name) => sql`${metricExpression(dataset, name)} as ${identifier(name)}`),
      ];
      const grouping = by.length === 0 ? sql`` : sql`group by ${join(by.map((name) => identifier(name)))}`;
      const defined = await rowsOf(
        sql`select ${join(columns)} ${facts} and ${column}::text = ${values[0]} ${grouping}`,
      );
      const shown = await rowsOf(cardStatement(dashboard, card, { from, to, where }));
      const sorted = (rows: readonly Row[]) => rows.map((row) => JSON.stringify(row)).sort();
      expect(sorted(shown)).toEqual(sorted(defined));
    },
  );

  it.each(cards)('%s takes hostile values for what they are', async (_, { dashboard, card, by }) => {
    for (const dimension of dashboard.filters) {
      const filter: CardFilter = { where: new Map([[dimension, HOSTILE]]) };
      const rows = await rowsOf(cardStatement(dashboard, card, filter));
      const figures = rows.flatMap((row) => card.y.map((column) => row[column]));
      expect(figures.filter((figure) => figure !== null)).toEqual([]);
      if (by.length > 0) expect(rows).toEqual([]);
    }
    expect(() => cardStatement(dashboard, card, { where: new Map([['1=1; --', ['x']]]) })).toThrow(
      RangeError,
    );
  });

  it.each(cards)('%s is a template that Metabase can fill in', async (_, { dashboard, card }) => {
    const template = cardTemplate(dashboard, card);
    const tags = new Set([...template.matchAll(/\[\[and \{\{(\w+)\}\}\]\]/g)].map(([, tag]) => tag));
    expect(tags).toEqual(new Set([timeColumn, ...dashboard.filters]));
    // A field filter becomes a condition on table and column; a clause without a value is left out.
    const filled = template.replaceAll(/\[\[(and) \{\{(\w+)\}\}\]\]/g, (_match, and: string, tag: string) =>
      tag === timeColumn ? `${and} "bi"."${card.view}"."${tag}" <= '${DAY}'` : '',
    );
    const rows = await rowsOf(new Sql([filled], []));
    expect(rows).toEqual(await rowsOf(cardStatement(dashboard, card, { to: DAY })));
  });

  it('can be read by the reader role', async () => {
    await db.transaction(
      async (tx) => {
        await tx.runScript(ROLES);
        await tx.runScript('set local role kpi_reader');
        for (const [name, { dashboard, card }] of cards)
          await expect(tx.query(cardStatement(dashboard, card)), name).resolves.not.toEqual([]);
      },
      { rehearse: true },
    );
  });
});

const KINDS: Readonly<Record<string, string>> = { d1: 'D-1', w1: 'W-1', m1: 'M-1' };

/** `x` → value of the metric, `x_w1` → what it was a week before, `x_w1_percent` → its growth since. */
function reportedFigure(metrics: readonly MetricLine[], column: string): string | number | null {
  const [, name = column, suffix, percent] = /^(.+)_(d1|w1|m1)(_percent)?$/.exec(column) ?? [];
  const line = metrics.find(({ metric }) => metric === name);
  if (line === undefined) throw new Error(`no metric ${name} in the report`);
  if (suffix === undefined) return line.value;
  const comparison = line.comparisons.find(({ kind }) => kind === KINDS[suffix]);
  if (comparison === undefined) throw new Error(`no ${suffix} in the report`);
  return percent === undefined ? comparison.baseline : comparison.percent;
}
