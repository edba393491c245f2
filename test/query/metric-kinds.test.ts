import { beforeAll, describe, expect, it } from 'vitest';
import { toDay } from '../../src/analysis/calendar.ts';
import type { Dataset, Metric } from '../../src/datasets/definition.ts';
import { identifier, sql } from '../../src/db/sql.ts';
import { loadSources } from '../../src/ingest/load.ts';
import { fetchCoverage, fetchLoadedDays } from '../../src/query/coverage.ts';
import { fetchDaily } from '../../src/query/daily.ts';
import { SILENT } from '../support/load-events.ts';
import { useTestDatabase } from '../support/test-database.ts';
import { textSource } from '../support/text-source.ts';

const label = { 'pt-BR': 'x', 'en-US': 'x' };
const metric = (formula: object) =>
  ({ ...formula, label, description: label, unit: 'number', decimals: 2, goodDirection: 'none' }) as Metric;

/** Events with a moment, several a day, no key, and names that would break SQL that is not quoted. */
const EVENTS: Dataset = {
  name: 'events',
  title: label,
  table: { schema: 'Odd "schema"', name: 'select; drop table x' },
  timeColumn: 'When "it" was',
  timeZone: 'America/Sao_Paulo',
  input: { delimiter: ';' },
  columns: {
    'When "it" was': { type: 'timestamptz', format: 'DD/MM/YYYY', aliases: ['when'] },
    "user's": { type: 'text', aliases: ['user'] },
    amount: { type: 'numeric', precision: 12, scale: 2, decimal: ',', thousands: true, nullable: true },
    weight: { type: 'integer' },
    paid: { type: 'boolean' },
    extra: { type: 'json', nullable: true },
  },
  dimensions: { paid: { label } },
  key: null,
  measures: ['amount', 'weight'],
  metrics: {
    total: metric({ kind: 'sum', measure: 'amount' }),
    level: metric({ kind: 'stock', measure: 'weight' }),
    rows: metric({ kind: 'count' }),
    known: metric({ kind: 'count', column: 'amount' }),
    users: metric({ kind: 'count_distinct', column: "user's" }),
    mean: metric({ kind: 'avg', column: 'amount' }),
    per_row: metric({ kind: 'ratio', numerator: 'total', denominator: 'rows' }),
    less: metric({ kind: 'difference', minuend: 'total', subtrahend: 'weight' }),
    weighted: metric({ kind: 'weighted_mean', value: 'amount', weight: 'weight' }),
    median: metric({ kind: 'percentile', column: 'amount', fraction: 0.5 }),
  },
  filter: [{ column: "user's", operator: 'not in', values: ['test', "it's"] }],
  report: { mainMetric: 'total', by: [['paid']] },
  alerts: { metrics: ['total'], by: ['paid'], windowDays: 28, threshold: 2, direction: 'both' },
};

const FILE = `when;user;amount;weight;paid;extra
01/03/2025 00:30:00;ana;1.000,50;1;sim;"{""a"": 1}"
01/03/2025 23:59:59;bia;10,00;3;não;
02/03/2025 02:59:59Z;ana;;2;yes;
02/03/2025 03:00:00Z;ana;5;2;no;
02/03/2025;test;999;9;1;
02/03/2025 12:00;caio;7,25;0;0;[]
`;

describe('every kind of metric, on rows with moments and hostile names', () => {
  const { db } = useTestDatabase();
  const table = identifier(EVENTS.table.schema, EVENTS.table.name);
  const load = (text: string) =>
    loadSources(db, EVENTS, [textSource(text)], { dryRun: false, toolVersion: 'test' }, SILENT);
  const [march1, march2] = [toDay('2025-03-01'), toDay('2025-03-02')];

  beforeAll(async () => {
    await db.transaction(async (tx) => {
      await tx.execute(sql`create schema ${identifier(EVENTS.table.schema)}`);
      await tx.execute(sql`create table ${table} (
        ${identifier('When "it" was')} timestamptz not null, ${identifier("user's")} text not null,
        amount numeric(12, 2), weight integer not null, paid boolean not null, extra jsonb)`);
    });
    await load(FILE);
  });

  it('buckets moments into days of the dataset’s time zone', async () => {
    const days = await db.readOnly((reader) => fetchLoadedDays(reader, EVENTS, { from: march1, to: march2 }));
    // 02:59:59Z is still 1 March in São Paulo, 03:00:00Z is not.
    expect(days).toEqual([
      { day: march1, rows: 3, filteredRows: 0 },
      { day: march2, rows: 3, filteredRows: 1 },
    ]);
    expect(await db.readOnly((reader) => fetchLoadedDays(reader, EVENTS, [march2]))).toEqual([days[1]]);
    expect(await db.readOnly((reader) => fetchCoverage(reader, EVENTS, march1))).toEqual({
      firstDay: march1,
      lastDay: march2,
      lastDayUpTo: march1,
    });
  });

  it('computes each from the rows', async () => {
    const metrics = Object.keys(EVENTS.metrics);
    const rows = await db.readOnly((reader) =>
      fetchDaily(reader, EVENTS, { metrics, by: [], days: { from: march1, to: march2 } }),
    );
    const numbers = rows.map((row) =>
      Object.fromEntries(metrics.map((name) => [name, Number(row.metrics[name])])),
    );
    expect(numbers).toEqual([
      {
        total: 1010.5,
        level: 6,
        rows: 3,
        known: 2,
        users: 2,
        mean: 505.25,
        per_row: 1010.5 / 3,
        less: 1004.5,
        weighted: (1000.5 * 1 + 10 * 3) / 4,
        median: 505.25,
      },
      {
        total: 12.25,
        level: 2,
        rows: 2,
        known: 2,
        users: 2,
        mean: 6.125,
        per_row: 6.125,
        less: 10.25,
        weighted: 5,
        median: 6.125,
      },
    ]);
  });

  it('groups by a boolean', async () => {
    const rows = await db.readOnly((reader) =>
      fetchDaily(reader, EVENTS, { metrics: ['total', 'mean'], by: ['paid'], days: [march1] }),
    );
    expect(rows.map(({ segment, metrics }) => [segment['paid'], metrics['total']])).toEqual([
      ['false', '10.00'],
      ['true', '1000.50'],
    ]);
  });

  it('writes nothing when the same rows come again, in any order', async () => {
    const [header = '', ...lines] = FILE.trimEnd().split('\n');
    const result = await load([header, ...lines.reverse(), ''].join('\n'));
    expect(result).toMatchObject({ rowsRead: 6, inserted: 0, updated: 0, unchanged: 6 });
  });

  it('replaces a day that differs, and no other', async () => {
    const result = await load(FILE.replace('7,25', '8,25') + '02/03/2025 12:00;caio;8,25;0;0;[]\n');
    expect(result).toMatchObject({ rowsRead: 7, inserted: 4, updated: 0, unchanged: 3 });
    const [row] = await db.readOnly((reader) =>
      reader.query<{ count: number }>(sql`select count(*)::int as count from ${table}`),
    );
    expect(row?.count).toBe(7);
    expect(await load(FILE)).toMatchObject({ inserted: 3, unchanged: 3 });
  });
});
