import { expect, it } from 'vitest';
import type { Breakdown } from '../../src/report/model.ts';
import { breakdownTables } from '../../src/render/breakdown-tables.ts';
import { hostileNames, oneMetric, ordinaryDay } from './sample-report.ts';

it('has one table per metric, in the order of the headline, and keeps every segment', () => {
  const report = hostileNames();
  const [breakdown] = report.breakdowns as [Breakdown];
  const tables = breakdownTables(report, breakdown);
  expect(tables.map(({ metric }) => metric.name)).toEqual(['tpv', 'transactions', 'average_ticket']);
  for (const { rows } of tables)
    expect(rows.map(({ segment }) => segment)).toEqual(breakdown.lines.map(({ segment }) => segment));
});

it('gives shares only where segments add up to the total', () => {
  const report = ordinaryDay();
  const [volume, transactions, ticket] = breakdownTables(report, report.breakdowns[0] as Breakdown);
  for (const table of [volume, transactions]) {
    expect(table?.shares?.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 9);
  }
  expect(ticket?.shares).toBeNull();
  const scores = oneMetric();
  expect(breakdownTables(scores, scores.breakdowns[0] as Breakdown)[0]?.shares).toBeNull();
});

it('gives no shares for a ratio of which one segment is the whole', () => {
  const report = ordinaryDay();
  const lines = [{ segment: ['only'], metrics: report.headline }];
  const tables = breakdownTables(report, { by: ['x'], labels: ['X'], lines });
  expect(tables.map(({ shares }) => shares)).toEqual([null, null, null]);
});
