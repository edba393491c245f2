/** A breakdown seen metric by metric, one table each, with the share of the total where there is one. */
import Big from 'big.js';
import type { Breakdown, MetricLine, Report, ReportMetric, SegmentKey } from '../report/model.ts';

export interface BreakdownTable {
  readonly metric: ReportMetric;
  readonly rows: readonly BreakdownRow[];
  /** Null where segments do not add up to the headline, as with ratios. */
  readonly shares: readonly number[] | null;
}

interface BreakdownRow {
  readonly segment: SegmentKey;
  readonly line: MetricLine;
}

/** One table per metric, in the order of the headline. */
export function breakdownTables(report: Report, breakdown: Breakdown): BreakdownTable[] {
  return report.headline.flatMap((headline) => {
    const metric = report.metrics.find((candidate) => candidate.name === headline.metric);
    if (!metric) return [];
    const rows = breakdown.lines.flatMap(({ segment, metrics }) =>
      metrics.filter((line) => line.metric === metric.name).map((line) => ({ segment, line })),
    );
    return [{ metric, rows, shares: sharesOf(rows, headline.value) }];
  });
}

/**
 * Percent of the total per row, if the rows are parts of it: none below 0, and adding up to it exactly. One
 * row alone proves nothing: a ratio of a single segment equals the headline too.
 */
function sharesOf(rows: readonly BreakdownRow[], total: string | null): number[] | null {
  const values = rows.map(({ line }) => new Big(line.value ?? 0));
  const sum = values.reduce((left, right) => left.plus(right), new Big(0));
  const parts = values.filter((value) => value.gt(0)).length;
  if (total === null || !sum.eq(total) || parts < 2 || values.some((value) => value.lt(0))) return null;
  return values.map((value) => value.times(100).div(sum).toNumber());
}
