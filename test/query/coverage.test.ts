import { beforeAll, describe, expect, it } from 'vitest';
import { toDay } from '../../src/analysis/calendar.ts';
import { sql } from '../../src/db/sql.ts';
import { payments } from '../../src/packs/payments/dataset.ts';
import { fetchCoverage, fetchLoadedDays } from '../../src/query/coverage.ts';
import { fetchDaily } from '../../src/query/daily.ts';
import { fetchLastLoadRun } from '../../src/query/load-runs.ts';
import { fetchServerVersion } from '../../src/query/server.ts';
import { insertPayments } from '../support/generated-payments.ts';
import { paymentRow } from '../support/payment-rows.ts';
import { useTestDatabase } from '../support/test-database.ts';

const { db } = useTestDatabase();
const coverage = (upTo: string) => db.readOnly((reader) => fetchCoverage(reader, payments, toDay(upTo)));

describe('an empty table', () => {
  it('covers nothing', async () => {
    expect(await coverage('2025-03-31')).toBeUndefined();
    const days = { from: toDay('0001-01-01'), to: toDay('9999-12-31') };
    expect(await db.readOnly((reader) => fetchLoadedDays(reader, payments, days))).toEqual([]);
    expect(await db.readOnly((reader) => fetchLastLoadRun(reader, payments))).toBeUndefined();
  });
});

describe('a table with gaps', () => {
  beforeAll(() =>
    insertPayments(db, [
      paymentRow({ date: '2025-01-10' }),
      paymentRow({ date: '2025-01-10', product: 'a', amount_transacted: '0.00' }),
      paymentRow({ date: '2025-01-10', product: 'b', amount_transacted: '-1.00' }),
      paymentRow({ date: '2025-01-10', product: 'c', quantity_transactions: 0 }),
      paymentRow({ date: '2025-01-20', amount_transacted: '0.00' }),
      paymentRow({ date: '2025-01-30' }),
    ]),
  );

  it.each([
    ['2025-01-09', undefined],
    ['2025-01-10', '2025-01-10'],
    ['2025-01-19', '2025-01-10'],
    ['2025-01-20', '2025-01-20'],
    ['2025-01-29', '2025-01-20'],
    ['2099-01-01', '2025-01-30'],
    ['1999-01-01', undefined],
  ])('has, up to %s, its last day on %s', async (upTo, lastDayUpTo) => {
    expect(await coverage(upTo)).toEqual({ firstDay: '2025-01-10', lastDay: '2025-01-30', lastDayUpTo });
  });

  it('counts the rows of each day, and those that the filter leaves out', async () => {
    const loaded = (days: Parameters<typeof fetchLoadedDays>[2]) =>
      db.readOnly((reader) => fetchLoadedDays(reader, payments, days));
    const all = [
      { day: '2025-01-10', rows: 4, filteredRows: 3 },
      { day: '2025-01-20', rows: 1, filteredRows: 1 },
      { day: '2025-01-30', rows: 1, filteredRows: 0 },
    ];
    expect(await loaded({ from: toDay('2025-01-01'), to: toDay('2025-12-31') })).toEqual(all);
    expect(await loaded({ from: toDay('2025-01-11'), to: toDay('2025-01-20') })).toEqual([all[1]]);
    expect(await loaded(['2025-01-30', '2025-01-11', '2025-01-10'].map(toDay))).toEqual([all[0], all[2]]);
    const unfiltered = await db.readOnly((reader) =>
      fetchLoadedDays(reader, { ...payments, filter: [] }, [toDay('2025-01-10')]),
    );
    expect(unfiltered).toEqual([{ day: '2025-01-10', rows: 4, filteredRows: 0 }]);
  });
});

describe('a row of which the filter is not known to hold', () => {
  it('does not count', async () => {
    await db.transaction((tx) =>
      tx.runScript(`create table bi.sparse (date date, amount_transacted numeric, quantity_transactions int);
        insert into bi.sparse values ('2025-01-10', null, 1), ('2025-01-10', 5, 1), ('2025-01-10', 0, null)`),
    );
    const sparse = { ...payments, table: { schema: 'bi', name: 'sparse' } };
    const days = [toDay('2025-01-10')];
    expect(await db.readOnly((reader) => fetchLoadedDays(reader, sparse, days))).toEqual([
      { day: '2025-01-10', rows: 3, filteredRows: 2 },
    ]);
    const rows = await db.readOnly((reader) =>
      fetchDaily(reader, sparse, { metrics: ['tpv'], by: [], days }),
    );
    expect(rows).toEqual([{ day: '2025-01-10', segment: {}, metrics: { tpv: '5' } }]);
  });
});

describe('fetchLastLoadRun', () => {
  it('is the latest attempt of the dataset', async () => {
    await db.transaction((tx) =>
      tx.runScript(`insert into etl.load_run (dataset, sources, status, started_at, rows_read, error, tool_version) values
        ('payments', '{a.csv}', 'loaded', now() - interval '9 days', 3000000000, null, 'x'),
        ('payments', '{b.csv,"c, d.csv"}', 'failed', now() - interval '50 hours 59 minutes', null, 'x.csv:2: bad', 'x'),
        ('other', '{e.csv}', 'running', now(), null, null, 'x')`),
    );
    const last = (name: string) => db.readOnly((reader) => fetchLastLoadRun(reader, { ...payments, name }));
    expect(await last('payments')).toEqual({
      id: expect.stringMatching(/^\d+$/) as string,
      status: 'failed',
      sources: ['b.csv', 'c, d.csv'],
      ageHours: 50,
      rowsRead: null,
      error: 'x.csv:2: bad',
    });
    expect(await last('other')).toMatchObject({ status: 'running', ageHours: 0 });
    await db.transaction((tx) => tx.execute(sql`delete from etl.load_run where status = 'failed'`));
    expect(await last('payments')).toMatchObject({
      status: 'loaded',
      ageHours: 216,
      rowsRead: 3_000_000_000,
    });
    expect(await last('unknown')).toBeUndefined();
  });
});

describe('fetchServerVersion', () => {
  it('is the number alone', async () => {
    const version = await db.readOnly(fetchServerVersion);
    expect(version).toMatch(/^\d+\.\d+$/);
    const [row] = await db.readOnly((reader) =>
      reader.query<{ text: string }>(sql`select version() as text`),
    );
    expect(row?.text).toContain(`PostgreSQL ${version} `);
  });
});
