/** What the days before tell: asked of the database once, for expectations and alerts. */
import { addDays, type BusinessDay } from '../../analysis/calendar.ts';
import type { AlertRule } from '../../analysis/alerts/alert-rule.ts';
import type { Arrivals } from '../../analysis/completeness/arrivals.ts';
import type { Timeline } from '../../analysis/signal/series.ts';
import type { Dataset } from '../../datasets/definition.ts';
import type { Reader } from '../../db/database.ts';
import { fetchArrivals } from '../../query/arrivals.ts';
import { fetchHistory, type SegmentHistory } from '../../query/history.ts';
import { fetchLargestSegments, type LargestSegments } from '../../query/largest-segments.ts';
import { kindOf, type MetricHistory } from './watched-series.ts';

/** A year, the weeks by which a moving feast moves, and eight weeks to learn from before. */
export const HISTORY_DAYS = 448;

export interface HistoryFacts {
  readonly timeline: Timeline;
  /** What arrived of each day; segments by the dimensions that the rule watches. */
  readonly arrivals: Arrivals;
  /** Every metric of the dataset; those that alerts watch by segment. */
  readonly metrics: readonly MetricHistory[];
  /** Where there are too many segments: those that are watched by themselves. The others count in what contains them. */
  readonly largest?: LargestSegments | undefined;
}

/** Segments of one grouping that are watched: 2 s and 300 MB with three metrics of them over 400 days (2026-11). */
const MOST_SEGMENTS = 1000;
/** Days before the last one over which they are the largest. */
const SIZE_DAYS = 56;

export interface HistoryRequest {
  readonly rule: AlertRule;
  /** The last day of the history. */
  readonly day: BusinessDay;
  readonly firstDay: BusinessDay;
  /** Days before it that are judged as well, each with as much history. Default: none. */
  readonly back?: number;
}

export async function fetchHistoryFacts(
  reader: Reader,
  dataset: Dataset,
  { rule, day, firstDay, back = 0 }: HistoryRequest,
): Promise<HistoryFacts> {
  const earliest = addDays(day, 1 - HISTORY_DAYS - back);
  const days = { from: earliest < firstDay ? firstDay : earliest, to: day };
  const arrivals = await fetchArrivals(reader, dataset, { ...days, by: rule.by });
  const largest = await fetchLargest(reader, dataset, rule.by, arrivals);
  const within = largest?.segments;
  const by = rule.method === 'baseline' ? rule.by : [];
  const isWatched = (metric: string) => rule.method === 'baseline' && rule.metrics.includes(metric);
  const names = Object.keys(dataset.metrics);
  const single = names.filter((name) => kindOf(dataset, name) === 'other');
  const added = names.filter((name) => !single.includes(name));

  const groups = async (metrics: readonly string[], depth: number, as: 'quantities' | 'value') =>
    metrics.length === 0
      ? []
      : fetchHistory(reader, dataset, { metrics, by: by.slice(0, depth), within, as, ...days });
  // One after another: they share one connection, and its one snapshot.
  const finest = await groups(added, by.length, 'quantities');
  const levels: (readonly SegmentHistory[])[] = [];
  for (let depth = 0; depth <= by.length; depth++) {
    const wanted = depth === 0 ? single : single.filter(isWatched);
    levels.push(await groups(wanted, depth, 'value'));
  }
  return {
    timeline: arrivals.timeline,
    arrivals,
    metrics: names.map((metric) => ({
      metric,
      wholeOnly: !isWatched(metric),
      groupings: added.includes(metric) ? [finest] : levels,
    })),
    largest,
  };
}

/** Undefined where all segments can be watched; that is known without asking. */
async function fetchLargest(
  reader: Reader,
  dataset: Dataset,
  by: readonly string[],
  { timeline: { from, length }, combinations }: Arrivals,
): Promise<LargestSegments | undefined> {
  const all = new Set(combinations.map(({ segment }) => JSON.stringify(segment)));
  if (all.size <= MOST_SEGMENTS) return undefined;
  const last = addDays(from, length - 1);
  // Not by the day that is judged.
  const days = { from: addDays(last, -SIZE_DAYS), to: addDays(last, -1) };
  return fetchLargestSegments(reader, dataset, { by, ...days, most: MOST_SEGMENTS });
}
