/** What holds for every pack: the folder convention, definition = table, definition = views, generator → load. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, toDay } from '../../src/analysis/calendar.ts';
import { keyOf } from '../../src/datasets/key.ts';
import type { Column } from '../../src/datasets/definition.ts';
import { identifier, join, sql } from '../../src/db/sql.ts';
import type { Generator } from '../../src/generate/generator.ts';
import { loadSources, type LoadResult } from '../../src/ingest/load.ts';
import { PACKS } from '../../src/packs/packs.ts';
import { fetchDaily } from '../../src/query/daily.ts';
import { SILENT } from '../support/load-events.ts';
import { useTestDatabase } from '../support/test-database.ts';
import { textSource } from '../support/text-source.ts';

const ROOT = joinPath(import.meta.dirname, '../..');
const START = toDay('2025-01-20');
const DAYS = 35;
const viewsOf = (pack: string) =>
  readdirSync(joinPath(ROOT, 'sql/packs', pack, 'views')).map((file) =>
    file.replace(/^\d+_(.*)\.sql$/, '$1'),
  );

const { db } = useTestDatabase();
const rowsOf = <Row extends object>(statement: ReturnType<typeof sql>) =>
  db.readOnly((reader) => reader.query<Row>(statement));

describe('the list of packs', () => {
  const folders = (path: string) =>
    readdirSync(joinPath(ROOT, path), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort();
  const names = PACKS.map(({ name }) => name);

  it('has every folder, each under its own name', () => {
    expect([...names].sort()).toEqual(folders('src/packs'));
    expect([...names].sort()).toEqual(folders('sql/packs'));
    expect(PACKS.map(({ dataset }) => dataset.name)).toEqual(names);
  });

  it('gives no view and no table twice', () => {
    const made = [
      ...names.flatMap((name) => viewsOf(name).map((view) => `bi.${view}`)),
      ...PACKS.map(({ dataset: { table } }) => `${table.schema}.${table.name}`),
    ];
    expect(made.filter((name, index) => made.indexOf(name) !== index)).toEqual([]);
  });

  it('is plain data at startup: generators and dashboards are loaded when they are asked for', () => {
    for (const name of names) {
      for (const file of ['pack.ts', 'dataset.ts']) {
        const source = readFileSync(joinPath(ROOT, 'src/packs', name, file), 'utf8');
        expect(source, `${name}/${file}`).not.toMatch(/^import .*'\.\/(generator|dashboards)/m);
      }
    }
  });
});

describe.each(PACKS.map((pack) => [pack.name, pack] as const))('%s', (name, { dataset, loadGenerator }) => {
  let generator: Generator;
  let loaded: LoadResult;
  let rows = 0;

  beforeAll(async () => {
    generator = await loadGenerator();
    let text = generator.header;
    for await (const day of generator.days({ seed: 7, start: START, days: DAYS })) {
      text += day.text;
      rows += day.rows;
    }
    const source = textSource(text, 'generated.csv', 65_536);
    loaded = await loadSources(db, dataset, [source], { dryRun: false, toolVersion: 'test' }, SILENT);
  });

  it('has the files of the convention', () => {
    for (const file of ['pack.ts', 'dataset.ts', 'views.ts', 'dashboards.ts', 'generator.ts', 'README.md']) {
      expect(existsSync(joinPath(ROOT, 'src/packs', name, file)), file).toBe(true);
    }
    expect(viewsOf(name).length).toBeGreaterThan(0);
  });

  it('has a table with the columns, types and key of the definition', async () => {
    const { schema, name: table } = dataset.table;
    const columns = await rowsOf<{ column: string; type: string; nullable: boolean }>(sql`
      select attname as column, format_type(atttypid, atttypmod) as type, not attnotnull as nullable
      from pg_attribute where attrelid = ${`${schema}.${table}`}::regclass and attnum > 0 and not attisdropped
      order by attnum`);
    expect(columns).toEqual(
      Object.entries(dataset.columns).map(([column, definition]) => ({
        column,
        type: sqlType(definition),
        nullable: definition.nullable ?? false,
      })),
    );
    const key = await rowsOf<{ column: string }>(sql`
      select column_name as column from information_schema.key_column_usage
      where table_schema = ${schema} and table_name = ${table} order by ordinal_position`);
    expect(key.map(({ column }) => column)).toEqual(keyOf(dataset));
  });

  it('generates files that the definition takes whole', () => {
    expect(generator.name).toBe(name);
    const aliases = (column: string) => [column, ...(dataset.columns[column]?.aliases ?? [])];
    const header = generator.header.trimEnd().split(',');
    expect(header).toHaveLength(Object.keys(dataset.columns).length);
    Object.keys(dataset.columns).forEach((column, index) => {
      expect(aliases(column)).toContain(header[index]);
    });
    expect(loaded).toMatchObject({ rowsRead: rows, inserted: rows, updated: 0 });
    expect(loaded).toMatchObject({ firstDay: START, lastDay: addDays(START, DAYS - 1) });
  });

  // Views of comparisons: test/packs/dashboards.test.ts holds them equal to the report.
  it.each(viewsOf(name).filter((view) => !/growth|comparisons/.test(view)))(
    'shows in bi.%s what a report computes',
    async (view) => {
      const columns = await columnsOf(view);
      const by = columns.filter((column) => column in dataset.dimensions);
      const metrics = columns.filter((column) => column in dataset.metrics);
      expect(columns).toEqual(['date', ...by, ...metrics]);
      expect(metrics.length).toBeGreaterThan(0);
      const days = { from: START, to: addDays(START, DAYS - 1) };
      const daily = await db.readOnly((reader) => fetchDaily(reader, dataset, { metrics, by, days }));
      const shown = await textRows(view, columns);
      const line = (cells: readonly unknown[]) => cells.map(String).join('|');
      expect(shown.map(line).sort()).toEqual(
        daily
          .map(({ day, segment, metrics: values }) =>
            line([day, ...by.map((name) => segment[name]), ...metrics.map((name) => values[name])]),
          )
          .sort(),
      );
      expect(shown.length).toBeGreaterThanOrEqual(DAYS);
    },
  );

  it.each(viewsOf(name).filter((view) => view.includes('growth')))(
    'compares in bi.%s each day with its baseline day',
    async (view) => {
      const columns = await columnsOf(view);
      const metrics = columns.filter((column) => column in dataset.metrics);
      const days = { from: START, to: addDays(START, DAYS - 1) };
      const daily = await db.readOnly((reader) => fetchDaily(reader, dataset, { metrics, by: [], days }));
      const values = new Map<string, Readonly<Record<string, string | null>>>(
        daily.map((row) => [row.day, row.metrics]),
      );
      const rowsShown = await textRows(view, columns);
      expect(rowsShown).toHaveLength(DAYS);
      let compared = 0;
      for (const cells of rowsShown) {
        const row = Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? null]));
        const today = values.get(row['date'] ?? '');
        const baseline = values.get(row['baseline_date'] ?? '');
        for (const metric of metrics) {
          expect(row[metric]).toBe(today?.[metric]);
          expect(row[`${metric}_baseline`]).toBe(baseline?.[metric] ?? null);
          if (baseline === undefined) {
            expect([row[`${metric}_delta`], row[`${metric}_percent`]]).toEqual([null, null]);
            continue;
          }
          compared += 1;
          const [value, before] = [Number(today?.[metric]), Number(baseline[metric])];
          expect(Number(row[`${metric}_delta`]) / before).toBeCloseTo((value - before) / before, 10);
          expect(Number(row[`${metric}_percent`])).toBeCloseTo((100 * (value - before)) / before, 8);
        }
      }
      expect(compared).toBeGreaterThan(0);
    },
  );
});

async function columnsOf(view: string): Promise<string[]> {
  const columns = await rowsOf<{ column: string }>(sql`
    select column_name as column from information_schema.columns
    where table_schema = 'bi' and table_name = ${view} order by ordinal_position`);
  return columns.map(({ column }) => column);
}

async function textRows(view: string, columns: readonly string[]): Promise<(string | null)[][]> {
  const texts = join(columns.map((column) => sql`${identifier(column)}::text`));
  const found = await rowsOf<{ cells: (string | null)[] }>(
    sql`select array[${texts}] as cells from ${identifier('bi', view)} order by date`,
  );
  return found.map(({ cells }) => cells);
}

function sqlType(column: Column): string {
  if (column.type === 'numeric') return `numeric(${column.precision},${column.scale})`;
  if (column.type === 'timestamptz') return 'timestamp with time zone';
  return column.type === 'json' ? 'jsonb' : column.type;
}
