/** What a report is built from: everything that has to be asked of the database, and nothing computed. */
import type { Coverage, LoadedDay } from '../query/coverage.ts';
import type { SegmentDay, SegmentKey } from '../analysis/alert.ts';
import type { AlertRule } from '../analysis/alerts/alert-rule.ts';
import type { Annotation } from '../analysis/alerts/annotation.ts';
import { addDays, eachDay, type BusinessDay } from '../analysis/calendar.ts';
import { baselineDay, type ComparisonKind, type MonthLag } from '../analysis/comparison.ts';
import { compositionOf } from '../datasets/composition.ts';
import type { Dataset, Locale } from '../datasets/definition.ts';
import type { Reader } from '../db/database.ts';
import { SourceError } from '../errors.ts';
import { fetchAnnotations } from '../query/annotations.ts';
import { fetchCoverage, fetchLoadedDays } from '../query/coverage.ts';
import { fetchDataTestResults, type StoredTestResult } from '../query/data-test-results.ts';
import { fetchDaily } from '../query/daily.ts';
import type { Days } from '../query/expressions.ts';
import { fetchQuantities, type QuantitiesRow } from '../query/quantities.ts';
import { fetchHistoryFacts, type HistoryFacts } from './alerts/history-facts.ts';
import { fetchRestatedValues, type RestatedValues } from '../query/restatements.ts';
import { fetchOutlookFacts, type OutlookFacts } from './outlook-facts.ts';

/** Days of the trend line, the target day included. */
export const TREND_DAYS = 28;

/** Restated values that a report names; the rest is counted. */
const NAMED_RESTATEMENTS = 20;

/** A dimension with more values than this on a day explains nothing that fits a page. */
const MOST_VALUES = 1000;

export interface ReportRequest {
  readonly day: BusinessDay;
  readonly comparisons: readonly ComparisonKind[];
  readonly monthLag: MonthLag;
  /** One breakdown per entry, each of one or more dimensions. */
  readonly by: readonly (readonly string[])[];
  readonly alertRule: AlertRule;
  readonly locale: Locale;
  /** ISO 4217. */
  readonly currency: string;
}

export interface ReportFacts {
  /** The day reported: the one asked for, or the last one before it that has data. */
  readonly day: BusinessDay;
  readonly coverage: Coverage;
  /** Of the target day, the baseline days, and the days of the trend without a total: those that arrived. */
  readonly loadedDays: readonly LoadedDay[];
  /** Whole dataset, over the trend and on the baseline days. */
  readonly totals: readonly SegmentDay[];
  /** In the order of `request.by`; the target day and the baseline days. */
  readonly breakdowns: readonly (readonly SegmentDay[])[];
  /** What the main metric is made of, by every dimension; the target day and the baseline days. */
  readonly quantities: readonly QuantitiesRow[];
  /** By the dimensions of the classic rule, over its window and on the target day; empty with any other rule. */
  readonly alertHistory: readonly SegmentDay[];
  /** Of the whole, and by segment where the rule learns from it. */
  readonly history: HistoryFacts;
  /** What people said about incidents and days, by the dimensions that the rule watches. */
  readonly annotations: readonly Annotation[];
  /** Of the last load. */
  readonly dataTests: readonly StoredTestResult[];
  /** Of days before the target day, as `fetchRestatedValues` defines it. */
  readonly restated: RestatedValues;
  /** Undefined for a dataset that wants no outlook. */
  readonly outlook?: OutlookFacts | undefined;
}

/**
 * Asks for all of it within one snapshot.
 * @throws SourceError when no day up to the one asked for has data
 */
export async function fetchFacts(
  reader: Reader,
  dataset: Dataset,
  request: ReportRequest,
): Promise<ReportFacts> {
  const coverage = await fetchCoverage(reader, dataset, request.day);
  const day = coverage?.lastDayUpTo;
  if (coverage === undefined || day === undefined) throw noData(dataset, request.day, coverage);
  const baselines = request.comparisons.map((kind) => baselineDay(kind, day, request.monthLag));
  const reported = [day, ...baselines];
  const trend = { from: addDays(day, 1 - TREND_DAYS), to: day };
  const early = baselines.filter((baseline) => baseline < trend.from);
  const allMetrics = Object.keys(dataset.metrics);

  const segments = async (
    metrics: readonly string[],
    by: readonly string[],
    days: Days,
    within?: readonly SegmentKey[],
  ) => {
    const rows = await fetchDaily(reader, dataset, { metrics, by, days, within });
    return rows.map((row) => ({ ...row, segment: by.map((dimension) => row.segment[dimension] ?? '') }));
  };
  // One after another: they share one connection, and its one snapshot.
  const totals = [...(await segments(allMetrics, [], early)), ...(await segments(allMetrics, [], trend))];
  const withTotal = new Set(totals.map((row) => row.day));
  const silent = eachDay(trend.from, trend.to).filter((other) => !withTotal.has(other));
  const loadedDays = await fetchLoadedDays(reader, dataset, [...new Set([...reported, ...silent])]);
  const breakdowns: SegmentDay[][] = [];
  for (const by of request.by) breakdowns.push(await segments(allMetrics, by, reported));
  const quantities = await fetchMainQuantities(reader, dataset, reported);
  const { alertRule: rule } = request;
  const history = await fetchHistoryFacts(reader, dataset, { rule, day, firstDay: coverage.firstDay });
  const window = (days: number) => ({ from: addDays(day, -days), to: day });
  const alertHistory =
    rule.method === 'zscore'
      ? await segments(rule.metrics, rule.by, window(rule.windowDays), history.largest?.segments)
      : [];
  const annotations = await fetchAnnotations(reader, dataset, rule.by);
  const dataTests = await fetchDataTestResults(reader, dataset);
  const restated = await fetchRestatedValues(reader, dataset, day, NAMED_RESTATEMENTS);
  const outlook = await fetchOutlookFacts(reader, dataset, day, history);
  return {
    day,
    coverage,
    loadedDays,
    totals,
    breakdowns,
    quantities,
    alertHistory,
    history,
    annotations,
    dataTests,
    restated,
    outlook,
  };
}

/** None where the main metric is no sum of anything. */
async function fetchMainQuantities(
  reader: Reader,
  dataset: Dataset,
  days: readonly BusinessDay[],
): Promise<QuantitiesRow[]> {
  const { mainMetric } = dataset.report;
  const composition = compositionOf(dataset, mainMetric);
  if (composition === undefined) return [];
  return fetchQuantities(reader, dataset, {
    metric: composition.kind === 'product' ? composition.rate : mainMetric,
    dimensions: Object.keys(dataset.dimensions),
    days,
    mostRows: MOST_VALUES * days.length,
  });
}

function noData(dataset: Dataset, day: BusinessDay, coverage: Coverage | undefined): SourceError {
  if (coverage === undefined) {
    return new SourceError(`the dataset ${dataset.name} has no data`, {
      hint: 'load some: kpi ingest <file.csv>',
    });
  }
  return new SourceError(
    `the dataset ${dataset.name} has no data on or before ${day}; it reaches from ${coverage.firstDay} to ${coverage.lastDay}`,
    { hint: `choose a day from ${coverage.firstDay} on with --date` },
  );
}
