/** What the outlook is made from: days up to the one reported, and never a later one. */
import { addDays, toDay, type BusinessDay } from '../analysis/calendar.ts';
import { compositionOf } from '../datasets/composition.ts';
import type { Dataset } from '../datasets/definition.ts';
import { additivity } from '../datasets/metric-traits.ts';
import type { OutlookKind } from '../analysis/forecast/outlook.ts';
import type { Reader } from '../db/database.ts';
import { fetchHistory } from '../query/history.ts';
import { fetchMonthTargets } from '../query/month-targets.ts';
import { fetchOverDays } from '../query/over-days.ts';
import type { HistoryFacts } from './alerts/history-facts.ts';

export interface OutlookFacts {
  /** The first day of the history. */
  readonly from: BusinessDay;
  /** By metric, then quantity (numerator and denominator of a ratio): one per day from `from` on, NaN where unknown. */
  readonly history: ReadonlyMap<string, readonly Float64Array[]>;
  /** Exact, of metrics that are something over several days. */
  readonly monthToDate: ReadonlyMap<string, string | null>;
  /** Exact, of the month. */
  readonly targets: ReadonlyMap<string, string>;
}

/**
 * Undefined for a dataset that wants none.
 * @param day the last one of the history
 */
export async function fetchOutlookFacts(
  reader: Reader,
  dataset: Dataset,
  day: BusinessDay,
  history: HistoryFacts,
): Promise<OutlookFacts | undefined> {
  if (dataset.report.outlook === false) return undefined;
  const month = toDay(`${day.slice(0, 7)}-01`);
  const ofKind = (...kinds: readonly OutlookKind[]) =>
    Object.keys(dataset.metrics).filter((metric) => kinds.includes(outlookKindOf(dataset, metric)));
  const { mainMetric } = dataset.report;
  const added = ofKind('sum', 'ratio', 'stock').map((metric) => [metric, addedUp(history, metric)] as const);
  return {
    from: history.timeline.from,
    history: new Map([
      ...added.filter(([, quantities]) => quantities.length > 0),
      // Of what is something for a day only, none but the main metric is shown.
      ...(ofKind('level').includes(mainMetric) ? await fetchLevel(reader, dataset, mainMetric, history) : []),
    ]),
    monthToDate: await fetchOverDays(reader, dataset, ofKind('sum', 'ratio'), { from: month, to: day }),
    targets: await fetchMonthTargets(reader, dataset, month),
  };
}

/** The whole, from what the alerts know of its segments: the same question again would cost as much as theirs. */
function addedUp({ timeline, metrics }: HistoryFacts, name: string): Float64Array[] {
  const segments = metrics.find(({ metric }) => metric === name)?.groupings.at(-1) ?? [];
  const quantities = segments[0]?.metrics[name] ?? [];
  return quantities.map((_, quantity) => {
    const days = new Float64Array(timeline.length).fill(NaN);
    for (const { offsets, metrics } of segments) {
      offsets.forEach((offset, index) => {
        const before = days[offset] as number;
        days[offset] = (Number.isNaN(before) ? 0 : before) + (metrics[name]?.[quantity]?.[index] ?? NaN);
      });
    }
    return days;
  });
}

/** Of what cannot be added up. */
async function fetchLevel(
  reader: Reader,
  dataset: Dataset,
  metric: string,
  { timeline: { from, length } }: HistoryFacts,
): Promise<(readonly [string, Float64Array[]])[]> {
  const to = addDays(from, length - 1);
  const [whole] = await fetchHistory(reader, dataset, { metrics: [metric], by: [], from, to, as: 'value' });
  const quantities = whole?.metrics[metric] ?? [];
  const values = quantities.map((values) => spread(values, whole?.offsets ?? [], length));
  return whole === undefined ? [] : [[metric, values]];
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
