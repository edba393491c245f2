/** What the outlook of segments is made from: those that have a target. */
import { daysBetween, type BusinessDay } from '../analysis/calendar.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { Reader } from '../db/database.ts';
import { fetchHistory } from '../query/history.ts';
import type { SegmentTarget } from '../query/month-targets.ts';
import { fetchSegmentsOverDays } from '../query/over-days.ts';
import { outlookKindOf } from './outlook-kind.ts';
import { spread } from './spread.ts';

export interface SegmentOutlookFacts {
  readonly target: SegmentTarget;
  /** By quantity, as in `history`; 0 where the whole is known and the segment has no rows, from its first day on. */
  readonly history: readonly Float64Array[];
  readonly toDate: string | null;
}

interface SegmentRequest {
  /** The first day of the history. */
  readonly from: BusinessDay;
  /** The first day of the month. */
  readonly month: BusinessDay;
  /** The last day of both. */
  readonly day: BusinessDay;
  /** The history of the whole, by metric, then quantity. */
  readonly whole: ReadonlyMap<string, readonly Float64Array[]>;
}

export async function fetchSegments(
  reader: Reader,
  dataset: Dataset,
  targets: readonly SegmentTarget[],
  { from, month, day, whole }: SegmentRequest,
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
        withZeros(spread(values, own?.offsets ?? [], length), whole.get(metric)?.[index]),
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
