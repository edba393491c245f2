import { beforeAll, describe, expect, it } from 'vitest';
import { alertRuleOf } from '../../src/analysis/alerts/alert-rule.ts';
import { addDays, toDay, weekday, type BusinessDay } from '../../src/analysis/calendar.ts';
import { detectAlerts } from '../../src/analysis/alert.ts';
import { payments } from '../../src/packs/payments/dataset.ts';
import { loadSources } from '../../src/ingest/load.ts';
import { fileSource } from '../../src/ingest/source.ts';
import { fetchDaily } from '../../src/query/daily.ts';
import { createReport } from '../../src/report/create-report.ts';
import type { Report } from '../../src/report/model.ts';
import { SILENT } from '../support/load-events.ts';
import { hasRealFile, readOracle, REAL_FILE } from '../support/real-file.ts';
import { reportRequest } from '../support/report-request.ts';
import { useTestDatabase } from '../support/test-database.ts';
import { classicAlerts } from '../support/classic-alerts.ts';

const WEEKDAYS = ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

describe.runIf(hasRealFile)('the report on the real file (skipped where the file is absent)', () => {
  const { db } = useTestDatabase();
  const oracle = hasRealFile ? readOracle() : undefined;
  const figures = oracle?.['report_2025-03-31'];

  beforeAll(async () => {
    const source = await fileSource(REAL_FILE, 'real.csv');
    await loadSources(db, payments, [source], { dryRun: false, toolVersion: 'test' }, SILENT);
  });

  const reportOf = (day: string, overrides: Parameters<typeof reportRequest>[2] = {}) =>
    createReport(db, payments, reportRequest(payments, toDay(day), overrides));
  const lineOf = (report: Report, metric: string) => {
    const line = report.headline.find((candidate) => candidate.metric === metric);
    const [d1, w1, m1] = line?.comparisons ?? [];
    return { value: line?.value, d1, w1, m1 };
  };

  it('has the figures of 2025-03-31', async () => {
    const report = await reportOf('2025-03-31', { monthLag: { days: 30 } });
    const tpv = lineOf(report, 'tpv');
    expect(tpv.value).toBe(figures?.tpv);
    expect(lineOf(report, 'transactions').value).toBe(String(figures?.transactions));
    expect(Number(lineOf(report, 'average_ticket').value).toFixed(2)).toBe(figures?.avg_ticket);
    for (const [found, wanted] of [
      [tpv.d1, figures?.d1],
      [tpv.w1, figures?.w1],
      [tpv.m1, figures?.m1_30_days],
    ] as const) {
      expect(found).toMatchObject({ day: wanted?.baseline_date, delta: wanted?.delta_tpv, missing: null });
      expect(found?.percent).toBeCloseTo(wanted?.pct_tpv ?? NaN, 2);
    }
    expect(lineOf(report, 'transactions').d1?.percent).toBeCloseTo(figures?.transactions_pct_d1 ?? NaN, 2);
    expect(classicAlerts(report).items).toHaveLength(figures?.seed_rule_alerts ?? NaN);
  });

  it('takes the calendar month for M-1, clamped to its end', async () => {
    const { m1 } = lineOf(await reportOf('2025-03-31'), 'tpv');
    expect(m1).toMatchObject({
      day: figures?.m1_calendar_month.baseline_date,
      delta: figures?.m1_calendar_month.delta_tpv,
    });
    expect(m1?.percent).toBeCloseTo(figures?.m1_calendar_month.pct_tpv ?? NaN, 2);
  });

  it('says where the difference arose, as SQL written by hand has it', async () => {
    const { why } = await reportOf('2025-03-31');
    const [day, week, month] = why?.explanations ?? [];
    expect(why?.explanations.map(({ against, delta }) => [against.kind, delta])).toEqual([
      ['D-1', figures?.d1.delta_tpv],
      ['W-1', figures?.w1.delta_tpv],
      ['M-1', figures?.m1_calendar_month.delta_tpv],
    ]);
    expect(day?.ranking.map(({ dimension }) => dimension)).toEqual(['installments', 'product', 'entity']);
    expect(day?.dimensions[0]).toMatchObject({
      top: [
        { name: '1', amount: '48405842.62' },
        { name: '10', amount: '19640437.23' },
        { name: '3', amount: '15126447.62' },
      ],
      others: { count: 9, amount: '60980558.29' },
      factors: { volume: '24471208.82', mix: '64241616.93', rate: '55440460.01', unpaired: '0.00' },
    });
    // Each of the twelve tickets rose, and their whole fell.
    expect(week?.dimensions[0]?.factors).toMatchObject({
      rateChange: { delta: '-1.81', rate: '8.24', mix: '-10.05', simpson: 'every-segment' },
    });
    for (const { delta, dimensions } of [day, week, month].flatMap((each) => each ?? [])) {
      for (const { top, others, factors } of dimensions) {
        const cents = (amounts: (string | undefined)[]) =>
          amounts.reduce((sum, amount) => sum + Math.round(Number(amount ?? 0) * 100), 0);
        const total = cents([delta]);
        expect(cents([...top.map(({ amount }) => amount), others?.amount])).toBe(total);
        if (factors?.kind !== 'product') throw new Error('no product');
        expect(cents([factors.volume, factors.mix, factors.rate, factors.unpaired])).toBe(total);
      }
    }
  });

  it('has the figures per product', async () => {
    const report = await reportOf('2025-03-31', { by: [['product']] });
    const tpv = new Map(report.breakdowns[0]?.lines.map((line) => [line.segment[0], line.metrics[0]]));
    for (const [product, value] of Object.entries(figures?.by_product_tpv ?? {})) {
      expect(tpv.get(product)?.value).toBe(value);
    }
    for (const [product, baseline] of Object.entries(figures?.by_product_tpv_d1 ?? {})) {
      expect(tpv.get(product)?.comparisons[0]?.baseline).toBe(baseline);
    }
  });

  it('raises the alerts of the classic rule over all 90 days', async () => {
    const rule = alertRuleOf(payments, 'zscore');
    if (rule.method !== 'zscore') throw new Error(rule.method);
    const [from, to] = [toDay('2025-01-01'), toDay('2025-03-31')];
    const rows = await db.readOnly((reader) =>
      fetchDaily(reader, payments, {
        metrics: ['tpv', 'average_ticket'],
        by: ['entity', 'product', 'payment_method'],
        days: { from, to },
      }),
    );
    const history = rows.map((row) => ({ ...row, segment: Object.values(row.segment) }));
    const byWeekday: Record<string, number> = {};
    let total = 0;
    for (let day: BusinessDay = from; day <= to; day = addDays(day, 1)) {
      const { items } = detectAlerts(rule, day, history);
      const name = WEEKDAYS[weekday(day)] ?? '';
      if (items.length > 0) byWeekday[name] = (byWeekday[name] ?? 0) + items.length;
      total += items.length;
    }
    expect(total).toBe(oracle?.seed_rule.alerts_over_all_90_days);
    expect(byWeekday).toEqual(oracle?.seed_rule.alerts_by_weekday);
  });

  it('says on the first day that W-1 and M-1 lie before the history', async () => {
    const report = await reportOf('2025-01-01');
    for (const line of report.headline) {
      for (const comparison of line.comparisons) {
        expect(comparison).toMatchObject({
          baseline: null,
          delta: null,
          percent: null,
          missing: 'before-history',
        });
      }
    }
  });

  it('falls back to the last day with data, and says so', async () => {
    const report = await reportOf('2031-01-01');
    expect(report.day).toBe('2025-03-31');
    expect(report.notices).toContainEqual({
      kind: 'fallback-day',
      requested: '2031-01-01',
      used: '2025-03-31',
    });
  });
});
