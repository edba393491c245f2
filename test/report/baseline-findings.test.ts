import { beforeAll, describe, expect, it } from 'vitest';
import { alertRuleOf } from '../../src/analysis/alerts/alert-rule.ts';
import { toDay } from '../../src/analysis/calendar.ts';
import { payments } from '../../src/packs/payments/dataset.ts';
import { createReport } from '../../src/report/create-report.ts';
import type { BaselineSection } from '../../src/report/model.ts';
import { insertPayments } from '../support/generated-payments.ts';
import { reportRequest } from '../support/report-request.ts';
import { useTestDatabase } from '../support/test-database.ts';
import { DROP, weeklyPayments } from '../support/weekly-payments.ts';

describe('the report by the baseline, of eleven weeks with one drop', () => {
  const { db } = useTestDatabase();
  const reportOf = (day: string) =>
    createReport(
      db,
      payments,
      reportRequest(payments, toDay(day), { alertRule: alertRuleOf(payments, 'baseline') }),
    );
  const alertsOf = async (day: string) => (await reportOf(day)).alerts as BaselineSection;

  beforeAll(() => insertPayments(db, weeklyPayments()));

  it('tells a drop where it is, with its parts, and the first day as new', async () => {
    const { confirmed, evaluated, withoutHistory, recovered } = await alertsOf('2025-07-15');
    expect({ evaluated, withoutHistory, recovered }).toEqual({
      // 2 metrics × (1 whole + 2 + 8 + 16 segments).
      evaluated: 54,
      withoutHistory: 0,
      recovered: [],
    });
    expect(confirmed).toHaveLength(1);
    const [alert] = confirmed;
    expect(alert).toMatchObject({
      metric: 'tpv',
      segment: ['PF', 'pix'],
      direction: 'down',
      kind: 'deviation',
      value: 50419.88,
      incident: { status: 'new', since: DROP.from, length: 1 },
      folded: 2,
    });
    expect(alert).not.toHaveProperty('holiday');
    // The rows were made 70 % lower than what the weeks before let expect.
    expect((alert?.value ?? 0) / (alert?.expected ?? 1)).toBeCloseTo(0.3, 1);
    expect(alert?.parts.map(({ segment }) => segment.at(-1)).sort()).toEqual(['credit', 'debit']);
    expect(alert?.parts.reduce((sum, { part }) => sum + part, 0)).toBeCloseTo(1, 1);
  });

  it('goes on with the incident on the next day, and has it ended on the one after', async () => {
    const [first, second, third] = [
      await alertsOf('2025-07-15'),
      await alertsOf('2025-07-16'),
      await alertsOf('2025-07-17'),
    ];
    const id = first.confirmed[0]?.incident.id;
    expect(second.confirmed.map(({ incident }) => incident)).toEqual([
      { id, status: 'continuing', since: DROP.from, length: 2 },
    ]);
    expect(third.confirmed).toEqual([]);
    expect(third.recovered).toEqual([
      { id, metric: 'tpv', segment: ['PF', 'pix'], direction: 'down', since: DROP.from, lastDay: DROP.to },
    ]);
  });

  it('calls the days of the drop unusual, and the day after usual against an unusual day', async () => {
    const tpv = async (day: string) => (await reportOf(day)).headline[0]?.expectation;
    const low = { kind: 'unusual', direction: 'down' };
    expect(await tpv('2025-07-15')).toMatchObject({ verdict: low, comparisons: [low, low, low] });
    expect(await tpv('2025-07-17')).toMatchObject({
      verdict: { kind: 'usual' },
      comparisons: [{ kind: 'baseline-unusual', direction: 'down' }, { kind: 'usual' }, { kind: 'usual' }],
    });
  });

  it('explains the drop against what was expected, first of all', async () => {
    const { why, headline } = await reportOf('2025-07-15');
    const [first] = why?.explanations ?? [];
    expect(first).toMatchObject({
      against: { kind: 'expected', ordinary: false },
      dimensions: [{ dimension: 'product', top: [{ name: 'pix', presence: 'both' }, {}, {}, {}] }],
    });
    const delta = Number(first?.delta);
    const expectation = headline[0]?.expectation;
    expect(expectation?.state === 'judged' && Number(headline[0]?.value) - expectation.expected).toBeCloseTo(
      delta,
      6,
    );
    expect(Number(first?.dimensions[0]?.top[0]?.amount) / delta).toBeGreaterThan(0.8);
    const before = (await reportOf('2025-07-14')).why?.explanations[0];
    expect(before?.against).toMatchObject({ kind: 'expected', ordinary: true });
    const learning = (await reportOf('2025-05-20')).why?.explanations ?? [];
    expect(learning.map(({ against }) => against.kind)).not.toContain('expected');
  });

  it('learns for four weeks', async () => {
    const report = await reportOf('2025-05-20');
    expect(report.alerts).toMatchObject({ evaluated: 0, withoutHistory: 54, confirmed: [], watch: [] });
    expect(report.headline.map(({ expectation }) => expectation)).toEqual(
      report.headline.map(() => ({ state: 'learning' })),
    );
  });

  it('is the same whatever was loaded later', async () => {
    const before = await reportOf('2025-07-10');
    const later = weeklyPayments().filter(({ date }) => date > '2025-07-10');
    await db.transaction(async (tx) => {
      await tx.runScript("delete from bi.kpi_daily where date > '2025-07-10'");
    });
    expect(await reportOf('2025-07-10')).toEqual(before);
    await insertPayments(db, later);
    expect(await reportOf('2025-07-10')).toEqual(before);
  });
});
