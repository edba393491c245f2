import { Big } from 'big.js';
import type { SegmentDay, SegmentKey } from '../analysis/alert.ts';
import { eventsOn, excludedDays } from '../analysis/alerts/annotation.ts';
import { eachDay, addDays, type BusinessDay } from '../analysis/calendar.ts';
import { baselineDay, changeOf, compare, type Known } from '../analysis/comparison.ts';
import { countedThing } from '../datasets/data-test.ts';
import type { DayCalendar } from '../analysis/signal/series.ts';
import type { Dataset, Locale, Metric } from '../datasets/definition.ts';
import { isZeroWithoutRows } from '../datasets/metric-traits.ts';
import { alertsOf } from './alerts/alerts-of.ts';
import { judgedHistory } from './alerts/judged-history.ts';
import { expectedParts } from './expected-parts.ts';
import { withExpectations } from './expectations.ts';
import { completenessOf, partialDaysOf } from './completeness.ts';
import { TREND_DAYS, type ReportFacts, type ReportRequest } from './facts.ts';
import type {
  Breakdown,
  MetricLine,
  Notice,
  Report,
  ReportMetric,
  Restatement,
  SegmentLine,
} from './model.ts';
import { outlookSectionOf } from './outlook.ts';
import { whyOf } from './why.ts';

/** Facts → report. Pure: the same facts and request give the same report. */
export function buildReport(
  dataset: Dataset,
  request: ReportRequest,
  facts: ReportFacts,
  calendar: DayCalendar,
): Report {
  const { locale } = request;
  const { mainMetric } = dataset.report;
  const history = judgedHistory(dataset, facts.history, facts.annotations, calendar);
  const partialDays = partialDaysOf(history.completeness);
  // Before all else that looks at judged days: it goes through them in their order, which is the cheapest.
  const alerts = alertsOf(dataset, request, facts, history, partialDays);
  const known = knowledgeOf(dataset, facts, partialDays);
  const lines = lineBuilder(dataset, request, facts.day, known);
  const totals = new Map(facts.totals.map((row) => [row.day, row]));
  const labels = (by: readonly string[]) => by.map((name) => dataset.dimensions[name]?.label[locale] ?? name);
  const headline = withExpectations(
    lines((day) => totals.get(day)),
    history,
    facts.day,
  );
  return {
    schemaVersion: 1,
    dataset: { name: dataset.name, title: dataset.title[locale] },
    locale,
    currency: request.currency,
    day: facts.day,
    requestedDay: request.day,
    completeness: completenessOf(history.completeness, facts.day, request.day, calendar),
    notices: [...noticesOf(request, facts, partialDays), ...eventNotices(request, facts)],
    metrics: Object.entries(dataset.metrics).map(([name, metric]) => describe(name, metric, locale)),
    headline,
    breakdowns: request.by.map((by, index) => ({
      by,
      labels: labels(by),
      lines: segmentLines(dataset, facts.breakdowns[index] ?? [], lines),
    })),
    ...whyOf(dataset, locale, headline, facts, expectedParts(dataset, alerts, history, headline, facts.day)),
    ...outlookSectionOf(dataset, facts, {
      calendar,
      partialDays,
      excludedDays: excludedDays(facts.annotations),
    }),
    alerts,
    trend: {
      metric: mainMetric,
      points: eachDay(addDays(facts.day, 1 - TREND_DAYS), facts.day).map((day) => {
        const value = known(mainMetric, day, totals.get(day));
        return { day, value: 'value' in value ? value.value : null };
      }),
    },
    ...restatementsOf(facts),
  };
}

/** The value of a metric on a day, given the segment's row of that day if there is one; or why there is none. */
type Knowledge = (metric: string, day: BusinessDay, row: SegmentDay | undefined) => Known;

function knowledgeOf(
  dataset: Dataset,
  { coverage, loadedDays }: ReportFacts,
  partialDays: ReadonlySet<BusinessDay>,
): Knowledge {
  const arrived = new Set(loadedDays.map(({ day }) => day));
  return (name, day, row) => {
    const value = row?.metrics[name] ?? null;
    if (value !== null) return { value };
    if (day < coverage.firstDay) return { missing: 'before-history' };
    if (!arrived.has(day)) return { missing: 'no-data' };
    if (row === undefined && partialDays.has(day)) return { missing: 'incomplete-day' };
    const metric = dataset.metrics[name];
    // The day arrived and the segment is not in it: a sum of no rows is 0, a ratio of none is not.
    const isZero = metric !== undefined && isZeroWithoutRows(metric, dataset);
    return isZero ? { value: '0' } : { missing: 'zero-denominator' };
  };
}

/** Makes the metric lines of one segment, given where to find its rows. */
type LineBuilder = (rowOn: (day: BusinessDay) => SegmentDay | undefined) => MetricLine[];

function lineBuilder(
  dataset: Dataset,
  request: ReportRequest,
  today: BusinessDay,
  known: Knowledge,
): LineBuilder {
  return (rowOn) =>
    Object.keys(dataset.metrics).map((name) => {
      const value = known(name, today, rowOn(today));
      const comparisons = request.comparisons.map((kind) => {
        const day = baselineDay(kind, today, request.monthLag);
        return compare(kind, day, value, known(name, day, rowOn(day)));
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
    new Big(line.metrics.find(({ metric }) => metric === dataset.report.mainMetric)?.value ?? 0);
  return result.sort((a, b) => size(b).cmp(size(a)) || compareSegments(a.segment, b.segment));
}

/** Name by name, by code unit, as every machine does it. */
function compareSegments(a: SegmentKey, b: SegmentKey): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? '';
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

function noticesOf(
  { day: requested, comparisons, monthLag }: ReportRequest,
  { day, loadedDays, dataTests }: ReportFacts,
  partialDays: ReadonlySet<BusinessDay>,
): Notice[] {
  const notices: Notice[] = [];
  if (day !== requested) notices.push({ kind: 'fallback-day', requested, used: day });
  if (partialDays.has(day)) notices.push({ kind: 'incomplete-day' });
  const baselines = comparisons.map((kind) => baselineDay(kind, day, monthLag));
  const incomplete = [...new Set(baselines)].filter((baseline) => partialDays.has(baseline));
  if (incomplete.length > 0) notices.push({ kind: 'incomplete-baselines', days: incomplete });
  const filtered = loadedDays.find((loaded) => loaded.day === day)?.filteredRows ?? 0;
  if (filtered > 0) notices.push({ kind: 'filtered-rows', rows: filtered });
  for (const { name, kind, severity, status, undone, failing, detail } of dataTests) {
    // Of a load that was undone only what undid it: the rows that its other tests saw are not there.
    if (status === 'ok' || (undone && status !== 'fail')) continue;
    notices.push({
      kind: 'data-test',
      name,
      severity,
      undone,
      failing,
      counted: countedThing(kind),
      detail,
    });
  }
  return notices;
}

/** Known events on the day, or on a day that it is compared with. */
function eventNotices({ comparisons, monthLag }: ReportRequest, { day, annotations }: ReportFacts): Notice[] {
  const days = [day, ...comparisons.map((kind) => baselineDay(kind, day, monthLag))];
  return eventsOn(annotations, days).map(({ note, from, to, segment }) => ({
    kind: 'event',
    name: note,
    from,
    to,
    segment,
  }));
}

function restatementsOf({ restated: { values, total } }: ReportFacts): Pick<Report, 'restatements'> {
  if (values.length === 0) return {};
  const items = values.map((value): Restatement => {
    const { before, after } = value;
    const change =
      before === null || after === null ? { delta: null, percent: null } : changeOf(before, after);
    return { ...value, ...change };
  });
  return { restatements: { items, more: total - items.length } };
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
