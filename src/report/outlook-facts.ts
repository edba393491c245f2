/** What the outlook is made from: days up to the one reported, and never a later one. */
import { addDays, daysBetween, toDay, type BusinessDay } from '../analysis/calendar.ts';
import { compositionOf } from '../datasets/composition.ts';
import type { Dataset } from '../datasets/definition.ts';
import { additivity } from '../datasets/metric-traits.ts';
import type { OutlookKind } from '../analysis/forecast/outlook.ts';
import type { Reader } from '../db/database.ts';
import { fetchHistory } from '../query/history.ts';
import { fetchMonthTargets, type SegmentTarget } from '../query/month-targets.ts';
import { fetchOverDays, fetchSegmentsOverDays } from '../query/over-days.ts';
import { HISTORY_DAYS } from './alerts/history-facts.ts';

export interface OutlookFacts {
  /** The first day of the history. */
  readonly from: BusinessDay;
  /** By metric, then quantity (numerator and denominator of a ratio): one per day from `from` on, NaN where unknown. */
  readonly history: ReadonlyMap<string, readonly Float64Array[]>;
  /** Exact, of metrics that are something over several days. */
  readonly monthToDate: ReadonlyMap<string, string | null>;
  /** Exact, of the month. */
  readonly targets: ReadonlyMap<string, string>;
  /** Segments that have a target. Default: none. */
  readonly segments?: readonly SegmentOutlookFacts[];
  /** How many there are besides. */
  readonly moreSegments?: number;
}

export interface SegmentOutlookFacts {
  readonly target: SegmentTarget;
  /** By quantity, as in `history`; 0 where the whole is known and the segment has no rows, from its first day on. */
  readonly history: readonly Float64Array[];
  readonly toDate: string | null;
}

/** The forecast of each takes 15 to 80 ms over 448 days (2026-11), and a page holds no more. */
const MOST_SEGMENTS = 20;

/** Undefined for a dataset that wants none. */
export async function fetchOutlookFacts(
  reader: Reader,
  dataset: Dataset,
  day: BusinessDay,
  firstDay: BusinessDay,
): Promise<OutlookFacts | undefined> {
  if (dataset.report.outlook === false) return undefined;
  const earliest = addDays(day, 1 - HISTORY_DAYS);
  const from = firstDay > earliest ? firstDay : earliest;
  const month = toDay(`${day.slice(0, 7)}-01`);
  const ofKind = (...kinds: readonly OutlookKind[]) =>
    Object.keys(dataset.metrics).filter((metric) => kinds.includes(outlookKindOf(dataset, metric)));
  const fetch = async (metrics: readonly string[], as: 'quantities' | 'value') => {
    if (metrics.length === 0) return [];
    const [whole] = await fetchHistory(reader, dataset, { metrics, by: [], from, to: day, as });
    const length = daysBetween(from, day) + 1;
    return Object.entries(whole?.metrics ?? {}).map(
      ([metric, quantities]) =>
        [metric, quantities.map((values) => spread(values, whole?.offsets ?? [], length))] as const,
    );
  };
  const { mainMetric } = dataset.report;
  // Of what is something for a day only, none but the main metric is shown.
  const levels = ofKind('level').filter((metric) => metric === mainMetric);
  const history = new Map([
    ...(await fetch(ofKind('sum', 'ratio', 'stock'), 'quantities')),
    ...(await fetch(levels, 'value')),
  ]);
  const monthToDate = await fetchOverDays(reader, dataset, ofKind('sum', 'ratio'), { from: month, to: day });
  const { whole, segments } = await fetchMonthTargets(reader, dataset, month);
  // What is nothing over a month has no target.
  const told = segments.filter(({ metric }) => outlookKindOf(dataset, metric) !== 'level');
  const targets = told.slice(0, MOST_SEGMENTS);
  return {
    from,
    history,
    monthToDate,
    targets: whole,
    segments: await fetchSegments(reader, dataset, targets, { from, month, day, history }),
    moreSegments: told.length - targets.length,
  };
}

async function fetchSegments(
  reader: Reader,
  dataset: Dataset,
  targets: readonly SegmentTarget[],
  {
    from,
    month,
    day,
    history,
  }: Pick<OutlookFacts, 'from' | 'history'> & Record<'month' | 'day', BusinessDay>,
): Promise<SegmentOutlookFacts[]> {
  const length = daysBetween(from, day) + 1;
  const found = new Map<SegmentTarget, SegmentOutlookFacts>();
  for (const grouping of new Set(targets.map(({ by }) => JSON.stringify(by)))) {
    const same = targets.filter(({ by }) => JSON.stringify(by) === grouping);
    const by = same[0]?.by ?? [];
    const metrics = [...new Set(same.map(({ metric }) => metric))];
    const within = same.map(({ segment }) => segment);
    const rows = await fetchHistory(reader, dataset, {
      metrics,
      by,
      within,
      from,
      to: day,
      as: 'quantities',
    });
    const toDate = await fetchSegmentsOverDays(reader, dataset, metrics, {
      by,
      within,
      from: month,
      to: day,
    });
    for (const target of same) {
      const { metric, segment } = target;
      const isIt = (one: { readonly segment: readonly string[] }) =>
        segment.join('\0') === one.segment.join('\0');
      const own = rows.find(isIt);
      const quantities = (own?.metrics[metric] ?? []).map((values, index) =>
        withZeros(spread(values, own?.offsets ?? [], length), history.get(metric)?.[index]),
      );
      const kind = outlookKindOf(dataset, metric);
      const sum = toDate.find(isIt)?.metrics.get(metric) ?? (kind === 'sum' ? '0' : null);
      found.set(target, { target, history: quantities, toDate: kind === 'stock' ? null : sum });
    }
  }
  return targets.flatMap((target) => found.get(target) ?? []);
}

function withZeros(values: Float64Array, whole: Float64Array | undefined): Float64Array {
  const first = values.findIndex((value) => !Number.isNaN(value));
  return values.map((value, day) =>
    Number.isNaN(value) && day > first && first >= 0 && !Number.isNaN(whole?.[day] ?? NaN) ? 0 : value,
  );
}

/** What a metric is over several days. */
export function outlookKindOf(dataset: Dataset, name: string): OutlookKind {
  const metric = dataset.metrics[name];
  if (metric === undefined) return 'level';
  const adds = additivity(metric, dataset);
  if (adds === 'all') return 'sum';
  if (adds === 'dimensions') return 'stock';
  if (compositionOf(dataset, name)?.kind !== 'ratio') return 'level';
  // Of levels, such as a mean per account at the end of a day, there is no ratio of sums over days.
  const parts = metric.kind === 'ratio' ? [metric.numerator, metric.denominator] : [];
  return parts.every((part) => dataset.metrics[part] === undefined || isSum(dataset, part))
    ? 'ratio'
    : 'level';
}

function isSum(dataset: Dataset, name: string): boolean {
  const metric = dataset.metrics[name];
  return metric !== undefined && additivity(metric, dataset) === 'all';
}

function spread(values: readonly number[], offsets: readonly number[], length: number): Float64Array {
  const all = new Float64Array(length).fill(NaN);
  offsets.forEach((offset, index) => (all[offset] = values[index] ?? NaN));
  return all;
}
