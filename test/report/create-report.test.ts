import { beforeEach, describe, expect, it } from 'vitest';
import type { ZScoreRule } from '../../src/analysis/alert.ts';
import { toDay } from '../../src/analysis/calendar.ts';
import { payments } from '../../src/packs/payments/dataset.ts';
import { createReport } from '../../src/report/create-report.ts';
import type { ReportRequest } from '../../src/report/facts.ts';
import { insertPayments } from '../support/generated-payments.ts';
import { paymentRow, type PaymentRow } from '../support/payment-rows.ts';
import { reportRequest } from '../support/report-request.ts';
import { useTestDatabase } from '../support/test-database.ts';
import { classicAlerts } from '../support/classic-alerts.ts';

const { db } = useTestDatabase();
const reportOf = (day: string, request: Partial<ReportRequest> = {}) =>
  createReport(db, payments, reportRequest(payments, toDay(day), request));
const insert = (...rows: Partial<PaymentRow>[]) => insertPayments(db, rows.map(paymentRow));

beforeEach(() => db.transaction((tx) => tx.runScript('truncate bi.kpi_daily, etl.load_run cascade')));

describe('a day that cannot be reported', () => {
  it('because nothing was ever loaded', async () => {
    await expect(reportOf('2025-03-31')).rejects.toMatchObject({
      name: 'SourceError',
      message: 'the dataset payments has no data',
      hint: 'load some: kpi ingest <file.csv>',
    });
  });

  it('because everything was loaded for later days', async () => {
    await insert({ date: '2025-02-01' }, { date: '2025-03-01' });
    await expect(reportOf('2025-01-31')).rejects.toMatchObject({
      name: 'SourceError',
      message:
        'the dataset payments has no data on or before 2025-01-31; it reaches from 2025-02-01 to 2025-03-01',
      hint: 'choose a day from 2025-02-01 on with --date',
    });
    expect((await reportOf('2025-02-01')).day).toBe('2025-02-01');
  });
});

describe('the day of a report', () => {
  it('is the last one with data when the day asked for has none', async () => {
    await insert(
      { date: '2025-03-20', amount_transacted: '7.00' },
      { date: '2025-03-28', amount_transacted: '5.00' },
      { date: '2025-03-29' },
    );
    const report = await reportOf('2025-03-28');
    expect(report).toMatchObject({ day: '2025-03-28', requestedDay: '2025-03-28', notices: [] });
    const fallback = await reportOf('2025-03-27');
    expect(fallback).toMatchObject({ day: '2025-03-20', requestedDay: '2025-03-27' });
    expect(fallback.notices).toEqual([{ kind: 'fallback-day', requested: '2025-03-27', used: '2025-03-20' }]);
    expect(fallback.headline[0]).toMatchObject({ metric: 'tpv', value: '7.00' });
    expect(fallback.trend.points.at(-1)).toEqual({ day: '2025-03-20', value: '7.00' });
  });

  it('is compared with what is known of the days before', async () => {
    await insert(
      { date: '2025-02-28', amount_transacted: '200.00' },
      { date: '2025-03-24', amount_transacted: '-3.00' },
      { date: '2025-03-31', amount_transacted: '150.00' },
    );
    const [tpv, , ticket] = (await reportOf('2025-03-31')).headline;
    expect(tpv?.comparisons).toEqual([
      { kind: 'D-1', day: '2025-03-30', baseline: null, delta: null, percent: null, missing: 'no-data' },
      {
        kind: 'W-1',
        day: '2025-03-24',
        baseline: '0',
        delta: '150.00',
        percent: null,
        missing: 'zero-baseline',
      },
      { kind: 'M-1', day: '2025-02-28', baseline: '200.00', delta: '-50.00', percent: -25, missing: null },
    ]);
    expect(ticket?.comparisons.map(({ missing }) => missing)).toEqual(['no-data', 'zero-denominator', null]);
    const other = await reportOf('2025-03-31', { monthLag: { days: 40 } });
    expect(other.headline[0]?.comparisons[2]).toMatchObject({ day: '2025-02-19', missing: 'before-history' });
  });

  it('may have nothing but rows that the filter leaves out', async () => {
    await insert(
      { date: '2025-03-27', quantity_transactions: 0 },
      { date: '2025-03-29' },
      { date: '2025-03-30', quantity_transactions: 0 },
      { date: '2025-03-31', amount_transacted: '0.00' },
      { date: '2025-03-31', product: 'pix', amount_transacted: '-1.00' },
    );
    const report = await reportOf('2025-03-31');
    expect(report.notices).toEqual([{ kind: 'filtered-rows', rows: 2 }]);
    expect(report.headline.map(({ metric, value }) => [metric, value])).toEqual([
      ['tpv', '0'],
      ['transactions', '0'],
      ['average_ticket', null],
    ]);
    expect(report.headline[0]?.comparisons[0]).toMatchObject({
      baseline: '0',
      delta: '0',
      missing: 'zero-baseline',
    });
    // What arrived and does not count is 0; what did not arrive is unknown.
    expect(report.trend.points.slice(-6)).toEqual([
      { day: '2025-03-26', value: null },
      { day: '2025-03-27', value: '0' },
      { day: '2025-03-28', value: null },
      { day: '2025-03-29', value: '100.00' },
      { day: '2025-03-30', value: '0' },
      { day: '2025-03-31', value: '0' },
    ]);
  });
});

describe('the trend', () => {
  it('is whole when the month before lies within it and when it does not', async () => {
    await insert(
      { date: '2025-02-01' },
      { date: '2025-02-15' },
      { date: '2025-03-01', amount_transacted: '9.00' },
    );
    const march = await reportOf('2025-03-01');
    expect(march.headline[0]?.comparisons[2]).toMatchObject({ day: '2025-02-01', baseline: '100.00' });
    expect(march.trend.points[0]?.day).toBe('2025-02-02');
    expect(march.trend.points.filter(({ value }) => value !== null)).toEqual([
      { day: '2025-02-15', value: '100.00' },
      { day: '2025-03-01', value: '9.00' },
    ]);
  });
});

describe('the alerts', () => {
  it('come from the window before the day alone', async () => {
    await insert(
      { date: '2025-02-28', amount_transacted: '100000.00' },
      { date: '2025-03-28', amount_transacted: '40.00' },
      { date: '2025-03-29', amount_transacted: '50.00' },
      { date: '2025-03-30', amount_transacted: '60.00' },
      { date: '2025-03-31', amount_transacted: '25.00' },
      { date: '2025-04-01', amount_transacted: '100000.00' },
    );
    const alerts = classicAlerts(await reportOf('2025-03-31'));
    expect(alerts.items).toEqual([
      {
        metric: 'tpv',
        segment: ['PJ', 'pos', 'credit'],
        value: '25.00',
        mean: 50,
        standardDeviation: 10,
        observations: 3,
        z: -2.5,
        direction: 'down',
      },
      {
        metric: 'average_ticket',
        segment: ['PJ', 'pos', 'credit'],
        value: '6.2500000000000000',
        mean: 12.5,
        standardDeviation: 2.5,
        observations: 3,
        z: -2.5,
        direction: 'down',
      },
    ]);
    expect(alerts).toMatchObject({ evaluated: 2, withoutHistory: 0 });
  });

  it('follow the rule asked for', async () => {
    await insert(
      ...[40, 50, 60, 85].map((amount, index) => ({
        date: `2025-03-${28 + index}`,
        amount_transacted: amount.toFixed(2),
      })),
    );
    const rule = {
      method: 'zscore',
      metrics: ['tpv'],
      by: [],
      windowDays: 3,
      threshold: 3,
      direction: 'up',
    } as const;
    const itemsOf = async (overrides: Partial<ZScoreRule>) =>
      classicAlerts(await reportOf('2025-03-31', { alertRule: { ...rule, ...overrides } })).items.map(
        ({ segment, z }) => [segment, z],
      );
    expect(await itemsOf({})).toEqual([[[], 3.5]]);
    expect(await itemsOf({ threshold: 3.5 })).toEqual([]);
    expect(await itemsOf({ direction: 'down' })).toEqual([]);
    expect(await itemsOf({ by: ['payment_method'] })).toEqual([[['credit'], 3.5]]);
    expect(await itemsOf({ windowDays: 1 })).toEqual([]);
  });
});
