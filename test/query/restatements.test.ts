import { beforeEach, describe, expect, it } from 'vitest';
import { toDay } from '../../src/analysis/calendar.ts';
import { recordRestatements } from '../../src/ingest/record-restatements.ts';
import { payments } from '../../src/packs/payments/dataset.ts';
import { fetchRestatedValues } from '../../src/query/restatements.ts';
import { createReport } from '../../src/report/create-report.ts';
import { insertPayments } from '../support/generated-payments.ts';
import { bookRun } from '../support/load-books.ts';
import { paymentRow } from '../support/payment-rows.ts';
import { reportRequest } from '../support/report-request.ts';
import { useTestDatabase } from '../support/test-database.ts';

const { db } = useTestDatabase();
const insert = (...days: string[]) =>
  insertPayments(
    db,
    days.map((date) => paymentRow({ date })),
  );
type Change = readonly [day: string, metric: string, before: string | null, after: string | null];

/** A run that loads the days and restates what is given. */
async function load(days: readonly string[], ...changes: readonly Change[]): Promise<void> {
  const id = await bookRun(db, {
    dataset: 'payments',
    days: Object.fromEntries(days.map((day) => [day, true])),
  });
  const side = (index: 2 | 3) =>
    changes.map((change) => ({ day: toDay(change[0]), metrics: { [change[1]]: change[index] } }));
  await db.transaction(async (tx) => {
    for (const [index, before] of side(2).entries()) {
      await recordRestatements(tx, id, payments, [before], side(3).slice(index, index + 1));
    }
  });
}

const restated = async (day: string, limit = 20) => {
  const { values, total } = await db.readOnly((reader) =>
    fetchRestatedValues(reader, payments, toDay(day), limit),
  );
  expect(total).toBeGreaterThanOrEqual(values.length);
  return values.map(({ day: of, metric, before, after }) => `${of} ${metric} ${before} ${after}`);
};

beforeEach(async () => {
  await db.transaction((tx) =>
    tx.runScript('truncate bi.kpi_daily, etl.load_run, etl.load_day, etl.restatement'),
  );
  await insert('2025-03-01', '2025-03-02', '2025-03-03', '2025-03-04');
});

describe('restated days', () => {
  it('are in the report of the next day that arrives, and in that of no later one', async () => {
    await load(['2025-03-01']);
    await load(['2025-03-02'], ['2025-03-01', 'tpv', '1', '2']);
    await load(['2025-03-03'], ['2025-03-02', 'tpv', '5', '6']);
    await load(['2025-03-04']);
    expect(await restated('2025-03-01')).toEqual([]);
    expect(await restated('2025-03-02')).toEqual(['2025-03-01 tpv 1 2']);
    expect(await restated('2025-03-03')).toEqual(['2025-03-02 tpv 5 6']);
    expect(await restated('2025-03-04')).toEqual([]);
  });

  it('count from the first load of the day before, not from later ones of it', async () => {
    await load(['2025-03-02', '2025-03-03']);
    await load(['2025-03-02'], ['2025-03-02', 'tpv', '1', '2']);
    await load(['2025-03-03'], ['2025-03-03', 'tpv', '3', '4']);
    expect(await restated('2025-03-04')).toEqual(['2025-03-03 tpv 3 4', '2025-03-02 tpv 1 2']);
    expect(await restated('2025-03-03')).toEqual(['2025-03-02 tpv 1 2']);
  });

  it('count from the last day that is in the table where days are missing before it', async () => {
    await db.transaction((tx) =>
      tx.runScript("delete from bi.kpi_daily where date in ('2025-03-02', '2025-03-03')"),
    );
    await load(['2025-03-01']);
    await load(['2025-03-04'], ['2025-03-01', 'tpv', '1', '2']);
    expect(await restated('2025-03-04')).toEqual(['2025-03-01 tpv 1 2']);
  });

  it('are all of them where the day before is older than the books', async () => {
    await load(['2025-03-01'], ['2025-03-01', 'tpv', '1', '2']);
    expect(await restated('2025-03-03')).toEqual(['2025-03-01 tpv 1 2']);
  });

  it('name a value once, from before the first change to after the last, unless it came back', async () => {
    await load(['2025-03-03']);
    await load(
      [],
      ['2025-03-02', 'tpv', '1', '2'],
      ['2025-03-02', 'transactions', '7', '8'],
      ['2025-03-01', 'tpv', null, '5'],
    );
    await load(
      [],
      ['2025-03-02', 'tpv', '2', '3'],
      ['2025-03-02', 'transactions', '8', '7.0'],
      ['2025-03-01', 'tpv', '5', null],
    );
    expect(await restated('2025-03-04')).toEqual(['2025-03-02 tpv 1 3']);
  });

  it('are the latest first, in the order of the metrics, and cut at the limit', async () => {
    await load(['2025-03-03']);
    await load(
      [],
      ['2025-03-01', 'tpv', '1', '2'],
      ['2025-03-02', 'average_ticket', '1', '2'],
      ['2025-03-02', 'tpv', '1', '2'],
      ['2025-03-02', 'old_metric', '1', '2'],
      ['2025-03-04', 'tpv', '1', '2'],
    );
    expect(await restated('2025-03-04')).toEqual([
      '2025-03-02 tpv 1 2',
      '2025-03-02 average_ticket 1 2',
      '2025-03-01 tpv 1 2',
    ]);
    expect(await restated('2025-03-04', 1)).toEqual(['2025-03-02 tpv 1 2']);
  });

  it('stand in the report', async () => {
    await load(['2025-03-03']);
    await load([], ['2025-03-02', 'tpv', '100.00', '150.00']);
    const reportOf = (day: string) => createReport(db, payments, reportRequest(payments, toDay(day)));
    expect((await reportOf('2025-03-04')).restatements).toEqual({
      items: [
        { day: '2025-03-02', metric: 'tpv', before: '100.00', after: '150.00', delta: '50.00', percent: 50 },
      ],
      more: 0,
    });
    expect(await reportOf('2025-03-02')).not.toHaveProperty('restatements');
  });
});
