/** What the outlook is made from: days up to the one reported, and never a later one. */
import { addDays, toDay, type BusinessDay } from '../analysis/calendar.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { OutlookKind } from '../analysis/forecast/outlook.ts';
import type { Reader } from '../db/database.ts';
import { fetchHistory } from '../query/history.ts';
import { fetchMonthTargets } from '../query/month-targets.ts';
import { fetchOverDays } from '../query/over-days.ts';
import type { HistoryFacts } from './alerts/history-facts.ts';
import { outlookKindOf } from './outlook-kind.ts';
import { fetchSegments, type SegmentOutlookFacts } from './segment-outlook-facts.ts';
import { spread } from './spread.ts';

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

/** The forecast of each takes 15 to 80 ms over 448 days (2026-11), and a page holds no more. */
const MOST_SEGMENTS = 20;

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
  const { from } = history.timeline;
  const whole = new Map([
    ...added.filter(([, quantities]) => quantities.length > 0),
    // Of what is something for a day only, none but the main metric is shown.
    ...(ofKind('level').includes(mainMetric) ? await fetchLevel(reader, dataset, mainMetric, history) : []),
  ]);
  const monthToDate = await fetchOverDays(reader, dataset, ofKind('sum', 'ratio'), { from: month, to: day });
  const targets = await fetchMonthTargets(reader, dataset, month);
  // What is nothing over a month has no target.
  const aims = targets.segments.filter(({ metric }) => outlookKindOf(dataset, metric) !== 'level');
  const told = aims.slice(0, MOST_SEGMENTS);
  return {
    from,
    history: whole,
    monthToDate,
    targets: targets.whole,
    segments: await fetchSegments(reader, dataset, told, { from, month, day, whole }),
    moreSegments: aims.length - told.length,
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
