import { detectAlerts, type SegmentDay, type SegmentKey } from '../analysis/alert.ts';
import { eachDay, addDays, type BusinessDay } from '../analysis/calendar.ts';
import { baselineDay, compare, COMPARISON_KINDS, type Known, type MonthLag } from '../analysis/comparison.ts';
import type { Dataset, Locale, Metric } from '../datasets/definition.ts';
import { isZeroWithoutRows } from '../datasets/metric-traits.ts';
import { TREND_DAYS, type ReportFacts, type ReportRequest } from './facts.ts';
import type { Breakdown, MetricLine, Notice, Report, ReportMetric, SegmentLine } from './model.ts';

/** Facts → report. Pure: the same facts and request give the same report. */
export function buildReport(dataset: Dataset, request: ReportRequest, facts: ReportFacts): Report {
  const { locale, alertRule } = request;
  const lines = lineBuilder(dataset, request.monthLag, facts);
  const totals = new Map(facts.totals.map((row) => [row.day, row]));
  const labels = (by: readonly string[]) => by.map((name) => dataset.dimensions[name]?.label[locale] ?? name);
  return {
    schemaVersion: 1,
    dataset: { name: dataset.name, title: dataset.title[locale] },
    locale,
    currency: request.currency,
    day: facts.day,
    requestedDay: request.day,
    notices: noticesOf(request.day, facts),
    metrics: Object.entries(dataset.metrics).map(([name, metric]) => describe(name, metric, locale)),
    headline: lines((day) => totals.get(day)),
    breakdowns: request.by.map((by, index) => ({
      by,
      labels: labels(by),
      lines: segmentLines(dataset, facts.breakdowns[index] ?? [], lines),
    })),
    alerts: {
      rule: alertRule,
      labels: labels(alertRule.by),
      ...detectAlerts(alertRule, facts.day, facts.alertHistory),
    },
    trend: {
      metric: dataset.report.mainMetric,
      points: eachDay(addDays(facts.day, 1 - TREND_DAYS), facts.day).map((day) => ({
        day,
        value: totals.get(day)?.metrics[dataset.report.mainMetric] ?? null,
      })),
    },
  };
}

/** Makes the metric lines of one segment, given where to find its rows. */
type LineBuilder = (rowOn: (day: BusinessDay) => SegmentDay | undefined) => MetricLine[];

function lineBuilder(dataset: Dataset, monthLag: MonthLag, facts: ReportFacts): LineBuilder {
  const arrived = new Set(facts.loadedDays.map(({ day }) => day));

  const known = (name: string, metric: Metric, day: BusinessDay, row: SegmentDay | undefined): Known => {
    const value = row?.metrics[name] ?? null;
    if (value !== null) return { value };
    if (day < facts.coverage.firstDay) return { missing: 'before-history' };
    if (!arrived.has(day)) return { missing: 'no-data' };
    // The day arrived and the segment is not in it: a sum of no rows is 0, a ratio of none is not.
    return isZeroWithoutRows(metric, dataset) ? { value: '0' } : { missing: 'zero-denominator' };
  };

  return (rowOn) =>
    Object.entries(dataset.metrics).map(([name, metric]) => {
      const value = known(name, metric, facts.day, rowOn(facts.day));
      const comparisons = COMPARISON_KINDS.map((kind) => {
        const day = baselineDay(kind, facts.day, monthLag);
        return compare(kind, day, value, known(name, metric, day, rowOn(day)));
      });
      return { metric: name, value: 'value' in value ? value.value : null, comparisons };
    });
}

function segmentLines(dataset: Dataset, rows: readonly SegmentDay[], lines: LineBuilder): Breakdown['lines'] {
  const segments = new Map<string, { segment: SegmentKey; days: Map<BusinessDay, SegmentDay> }>();
  for (const row of rows) {
    const key = JSON.stringify(row.segment);
    const entry = segments.get(key) ?? { segment: row.segment, days: new Map<BusinessDay, SegmentDay>() };
    entry.days.set(row.day, row);
    segments.set(key, entry);
  }
  const result = [...segments.values()].map(({ segment, days }) => ({
    segment,
    metrics: lines((day) => days.get(day)),
  }));
  const size = (line: SegmentLine) =>
    Number(line.metrics.find(({ metric }) => metric === dataset.report.mainMetric)?.value ?? 0);
  return result.sort((a, b) => size(b) - size(a) || compareSegments(a.segment, b.segment));
}

/** By code unit, as every machine does it. */
function compareSegments(a: SegmentKey, b: SegmentKey): number {
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function noticesOf(requested: BusinessDay, { day, loadedDays }: ReportFacts): Notice[] {
  const notices: Notice[] = [];
  if (day !== requested) notices.push({ kind: 'fallback-day', requested, used: day });
  const filtered = loadedDays.find((loaded) => loaded.day === day)?.filteredRows ?? 0;
  if (filtered > 0) notices.push({ kind: 'filtered-rows', rows: filtered });
  return notices;
}

function describe(name: string, metric: Metric, locale: Locale): ReportMetric {
  return {
    name,
    label: metric.label[locale],
    description: metric.description[locale],
    unit: metric.unit,
    decimals: metric.decimals,
    goodDirection: metric.goodDirection,
  };
}
