import { beforeEach, describe, expect, it } from 'vitest';
import { eachDay, toDay } from '../../src/analysis/calendar.ts';
import type { Metric } from '../../src/datasets/definition.ts';
import { sql } from '../../src/db/sql.ts';
import { recordRestatements } from '../../src/ingest/record-restatements.ts';
import { fetchDayMetrics, type DayMetrics } from '../../src/query/day-metrics.ts';
import { shop, SHOP_TABLE } from '../data-tests/shop.ts';
import { useTestDatabase } from '../support/test-database.ts';

const { db } = useTestDatabase();
const label = { 'pt-BR': 'X', 'en-US': 'X' };
const base = { label, description: label, unit: 'number', decimals: 2, goodDirection: 'up' } as const;
const metrics: Record<string, Metric> = {
  total: { ...base, kind: 'sum', measure: 'amount' },
  mean: { ...base, kind: 'avg', column: 'amount' },
  rows: { ...base, kind: 'count' },
};
const dataset = shop([], { metrics, filter: [{ column: 'amount', operator: '>', value: 0 }] });
const [FIRST, SECOND, THIRD] = [toDay('2025-01-01'), toDay('2025-01-02'), toDay('2025-01-03')];

const day = (name: string, values: Readonly<Record<string, string | null>>): DayMetrics => ({
  day: toDay(name),
  metrics: values,
});
const record = (before: readonly DayMetrics[], after: readonly DayMetrics[]) =>
  db.transaction((tx) => recordRestatements(tx, '1', dataset, before, after));
const stored = () =>
  db.readOnly((reader) =>
    reader.query(
      sql`select run_id, dataset, day, metric, before, after from etl.restatement order by day, metric`,
    ),
  );

beforeEach(() =>
  db.transaction((tx) =>
    tx.runScript(`drop table if exists bi.shop; ${SHOP_TABLE}; truncate etl.restatement`),
  ),
);

describe('the metrics of days', () => {
  it('are those of the report: all of them, exact, of rows that pass the filter', async () => {
    await db.transaction((tx) =>
      tx.runScript(
        `insert into bi.shop values ('2025-01-03', 'a', 0.10), ('2025-01-03', 'b', 0.20), ('2025-01-03', 'c', -5),
                                    ('2025-01-01', 'a', -1), ('2025-01-01', 'b', null)`,
      ),
    );
    const of = (...days: (typeof FIRST)[]) => db.readOnly((reader) => fetchDayMetrics(reader, dataset, days));
    expect(await of(THIRD, SECOND, FIRST)).toEqual([
      { day: FIRST, metrics: { total: '0', mean: null, rows: '0' } },
      { day: THIRD, metrics: { total: '0.30', mean: '0.15000000000000000000', rows: '2' } },
    ]);
    expect(await of()).toEqual([]);
  });
});

describe('a restatement', () => {
  it('is a value that is another number, or came or went', async () => {
    const before = [
      day('2025-01-01', { same: '1.50', zero: '0', up: '1', gone: '2', born: null, none: null }),
      day('2025-01-02', { up: '7' }),
    ];
    const after = [
      day('2025-01-01', { same: '1.5', zero: '-0.00', up: '1.01', gone: null, born: '3', none: null }),
      day('2025-01-03', { up: '9' }),
    ];
    expect(await record(before, after)).toBe(4);
    const about = { run_id: '1', dataset: 'shop' };
    expect(await stored()).toEqual([
      { ...about, day: FIRST, metric: 'born', before: null, after: '3' },
      { ...about, day: FIRST, metric: 'gone', before: '2', after: null },
      { ...about, day: FIRST, metric: 'up', before: '1', after: '1.01' },
      { ...about, day: SECOND, metric: 'up', before: '7', after: null },
    ]);
  });

  it('is exact beyond what a double holds', async () => {
    await record(
      [day('2025-01-01', { a: '9999999999999999.99', b: '0.1000000000000000000000001' })],
      [day('2025-01-01', { a: '9999999999999999.98', b: '0.1' })],
    );
    expect(await stored()).toMatchObject([
      { metric: 'a', before: '9999999999999999.99', after: '9999999999999999.98' },
      { metric: 'b', before: '0.1000000000000000000000001', after: '0.1' },
    ]);
  });

  it('is not a day that is new, and not one that stayed as it was', async () => {
    const same = [day('2025-01-02', { a: '1' })];
    expect(await record([], [day('2025-01-01', { a: '1' })])).toBe(0);
    expect(await record(same, same)).toBe(0);
    expect(await record([], [])).toBe(0);
    expect(await stored()).toEqual([]);
  });

  it('is kept for thousands of days at once', async () => {
    const days = eachDay(toDay('2010-01-01'), toDay('2023-09-09'));
    const with_ = (value: string) => days.map((name) => day(name, { a: value, b: '1.0', c: value }));
    expect(days).toHaveLength(5000);
    expect(await record(with_('1'), with_('2'))).toBe(10_000);
  });
});

it('finds what an update changed of days that were there', async () => {
  const script = (text: string) => db.transaction((tx) => tx.runScript(text));
  await script(
    `insert into bi.shop values ('2025-01-01', 'a', 10), ('2025-01-01', 'b', 20), ('2025-01-02', 'a', 1)`,
  );
  const look = () => db.readOnly((reader) => fetchDayMetrics(reader, dataset, [FIRST, SECOND, THIRD]));
  const before = await look();
  await script(
    `update bi.shop set amount = 21 where city = 'b'; insert into bi.shop values ('2025-01-03', 'a', 5)`,
  );
  await record(before, await look());
  expect(await stored()).toMatchObject([
    { day: FIRST, metric: 'mean', before: '15.0000000000000000', after: '15.5000000000000000' },
    { day: FIRST, metric: 'total', before: '30.00', after: '31.00' },
  ]);
});
