import { beforeAll, describe, expect, it } from 'vitest';
import { toDay } from '../../src/analysis/calendar.ts';
import { defineDataset } from '../../src/datasets/define-dataset.ts';
import { payments } from '../../src/packs/payments/dataset.ts';
import { arrivalsStatement, fetchArrivals } from '../../src/query/arrivals.ts';
import { generatedPayments, insertPayments } from '../support/generated-payments.ts';
import { useTestDatabase } from '../support/test-database.ts';

const { db } = useTestDatabase();
const WINDOW = { from: toDay('2024-02-28'), to: toDay('2024-03-31') };
const BY = ['entity', 'product'];
const fetch = (days: { from: string; to: string } = WINDOW, by: readonly string[] = BY) =>
  db.readOnly((reader) =>
    fetchArrivals(reader, payments, { from: toDay(days.from), to: toDay(days.to), by }),
  );

it('the statement', () => {
  const { text, values } = arrivalsStatement(payments, {
    from: toDay('2025-03-29'),
    to: toDay('2025-03-31'),
    by: ['entity'],
  }).compile();
  expect(text)
    .toBe(`select "date" as day, array[coalesce(("entity")::text, '')]::text[] as segment, count(*) as rows,
       (coalesce(sum("quantity_transactions"), 0))::float8 as volume,
       null::float8 as "lastMinute",
       bit_or('100'::bit varying >> ("date" - $1::date))::text as presence
from "bi"."kpi_daily"
where "date" >= $2 and "date" <= $3
group by grouping sets (("date"), ("entity", "product", "price_tier", "anticipation_method", "payment_method", "installments"))`);
  expect(values).toEqual(['2025-03-29', '2025-03-29', '2025-03-31']);
});

describe('on generated data', () => {
  const rows = generatedPayments('2024-02-01', '2024-04-15');
  beforeAll(() => insertPayments(db, rows));
  const within = rows.filter(({ date }) => date >= WINDOW.from && date <= WINDOW.to);
  const days = [...new Set(within.map(({ date }) => date))].sort();

  it('counts the rows of each day that has any, whether they pass the filter or not', async () => {
    const arrivals = await fetch();
    expect(arrivals.timeline).toEqual({ from: '2024-02-28', length: 33 });
    const found = [...arrivals.days].sort((a, b) => (a.day < b.day ? -1 : 1));
    expect(found).toEqual(
      days.map((day) => {
        const ofDay = within.filter(({ date }) => date === day);
        const volume = ofDay.reduce((sum, row) => sum + Number(row.quantity_transactions), 0);
        return { day, rows: ofDay.length, volume };
      }),
    );
  });

  it('has a bit for each day on which a combination has rows', async () => {
    const { combinations } = await fetch();
    const keys = new Set(within.map((row) => Object.values(row).slice(1, 7).join('|')));
    expect(combinations).toHaveLength(keys.size);
    expect(combinations.every(({ presence }) => /^[01]{33}$/.test(presence))).toBe(true);
    const bits = combinations.reduce((sum, { presence }) => sum + presence.replaceAll('0', '').length, 0);
    expect(bits).toBe(within.length);
    const first = combinations.filter(({ presence }) => presence.startsWith('1'));
    expect(first.map(({ segment }) => segment.join()).sort()).toEqual(
      within
        .filter(({ date }) => date === WINDOW.from)
        .map(({ entity, product }) => `${entity},${product}`)
        .sort(),
    );
  });

  it('has one segment where nothing is watched, and nothing of days without rows', async () => {
    expect(new Set((await fetch(WINDOW, [])).combinations.map(({ segment }) => segment.length))).toEqual(
      new Set([0]),
    );
    expect(await fetch({ from: '2019-01-01', to: '2019-01-01' })).toEqual({
      timeline: { from: '2019-01-01', length: 1 },
      days: [],
      combinations: [],
    });
  });
});

describe('moments', () => {
  const texts = { label: { 'pt-BR': 'x', 'en-US': 'x' }, description: { 'pt-BR': 'x', 'en-US': 'x' } };
  const visits = defineDataset({
    name: 'visits',
    title: { 'pt-BR': 'Visitas', 'en-US': 'Visits' },
    table: { schema: 'public', name: 'visits' },
    timeColumn: 'at',
    timeZone: 'America/Sao_Paulo',
    columns: { at: { type: 'timestamptz' }, door: { type: 'text' } },
    dimensions: { door: { label: texts.label } },
    key: null,
    measures: [],
    metrics: { visits: { ...texts, kind: 'count', unit: 'count', decimals: 0, goodDirection: 'up' } },
    filter: [],
    report: { mainMetric: 'visits', by: [['door']] },
    alerts: { metrics: ['visits'], by: ['door'], windowDays: 28, threshold: 2, direction: 'both' },
  });

  it('have the minute of the last row, in the time zone of the dataset', async () => {
    await db.transaction((tx) =>
      tx.runScript(`create table visits (at timestamptz not null, door text not null);
        insert into visits values ('2025-03-30 02:59:00Z', 'a'), ('2025-03-30 15:00:00Z', 'a'),
                                  ('2025-03-31 02:30:30Z', 'b'), ('2025-03-31 12:05:00Z', 'b')`),
    );
    const request = { from: toDay('2025-03-29'), to: toDay('2025-03-31'), by: ['door'] };
    const arrivals = await db.readOnly((reader) => fetchArrivals(reader, visits, request));
    expect([...arrivals.days].sort((a, b) => (a.day < b.day ? -1 : 1))).toEqual([
      { day: '2025-03-29', rows: 1, volume: 1, lastMinute: 1439 },
      { day: '2025-03-30', rows: 2, volume: 2, lastMinute: 1410.5 },
      { day: '2025-03-31', rows: 1, volume: 1, lastMinute: 545 },
    ]);
    expect([...arrivals.combinations].sort((a, b) => (a.presence < b.presence ? 1 : -1))).toEqual([
      { segment: ['a'], presence: '110' },
      { segment: ['b'], presence: '011' },
    ]);
  });
});
