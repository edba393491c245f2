/** Histories of segments → one series per metric and segment, from the whole down to the segments themselves. */
import type { SegmentKey } from '../../analysis/alert.ts';
import type { Series, SeriesKind, Timeline } from '../../analysis/signal/series.ts';
import { compositionOf } from '../../datasets/composition.ts';
import type { Dataset } from '../../datasets/definition.ts';
import type { SegmentHistory } from '../../query/history.ts';

export interface Watched {
  readonly timeline: Timeline;
  /** By metric; within one the whole first, and every segment before those within it. */
  readonly series: readonly Series[];
}

/** What a metric's series are made from. */
export interface MetricHistory {
  readonly metric: string;
  /** Nothing is asked of its segments. */
  readonly wholeOnly: boolean;
  /**
   * Of a metric that adds up: its segments at the finest grouping, and with shorter names what is in none of these but
   * in what contains them. Of any other: those at each grouping, the whole
   * first, since it cannot be added up.
   */
  readonly groupings: readonly (readonly SegmentHistory[])[];
}

/**
 * @param isKnown by index in the timeline: the day arrived, and whole. A segment that is not in such a day is 0
 *   from its first day on, and not known before.
 */
export function watchedSeries(
  dataset: Dataset,
  timeline: Timeline,
  isKnown: (day: number) => boolean,
  histories: readonly MetricHistory[],
): Watched {
  const series: Series[] = [];
  for (const { metric, wholeOnly, groupings } of histories) {
    const kind = kindOf(dataset, metric);
    const read = { timeline, isKnown, metric, kind };
    const nodes =
      kind === 'other'
        ? groupings.flatMap((segments) => segments.map((one) => leaf(read, one)))
        : rollUp(read, groupings.at(-1) ?? []);
    const wanted = wholeOnly ? nodes.filter(({ segment }) => segment.length === 0) : nodes;
    series.push(...linked(wanted, series.length));
  }
  return { timeline, series };
}

/** How a metric behaves when it is added up. */
export function kindOf(dataset: Dataset, name: string): SeriesKind {
  const composition = compositionOf(dataset, name);
  if (composition === undefined) return 'other';
  if (composition.kind === 'ratio') return 'ratio';
  return dataset.metrics[name]?.unit === 'count' ? 'count' : 'amount';
}

type Node = Omit<Series, 'parent'>;

interface Reading {
  readonly timeline: Timeline;
  readonly isKnown: (day: number) => boolean;
  readonly metric: string;
  readonly kind: SeriesKind;
}

function leaf({ timeline: { length }, isKnown, metric, kind }: Reading, history: SegmentHistory): Node {
  const [values, weights] = history.metrics[metric] ?? [];
  const first = history.offsets[0] ?? length;
  const spread = (numbers: readonly number[]) => {
    const days = new Float64Array(length).fill(NaN);
    // No rows on a day that arrived: a sum of none is 0, any other level is not known.
    for (let day = first; day < length; day++) if (kind !== 'other' && isKnown(day)) days[day] = 0;
    history.offsets.forEach((offset, index) => {
      if (isKnown(offset)) days[offset] = numbers[index] ?? NaN;
    });
    return days;
  };
  return {
    metric,
    segment: history.segment,
    kind,
    values: spread(values ?? []),
    ...(kind === 'ratio' && { weights: spread(weights ?? []) }),
  };
}

/** Every grouping above the segments, by adding them up; each node before those within it. */
function rollUp(read: Reading, segments: readonly SegmentHistory[]): Node[] {
  const nodes = new Map<string, Node>();
  for (const history of segments) {
    const own = leaf(read, history);
    for (let depth = 0; depth < history.segment.length; depth++) {
      const segment = history.segment.slice(0, depth);
      const key = JSON.stringify(segment);
      const node = nodes.get(key) ?? empty(read.timeline, own, segment);
      nodes.set(key, node);
      addNode(node, own);
    }
    const key = JSON.stringify(history.segment);
    const rest = nodes.get(key);
    if (rest === undefined) nodes.set(key, own);
    else addNode(rest, own);
  }
  return [...nodes.values()].sort((a, b) => a.segment.length - b.segment.length);
}

function empty({ length }: Timeline, { metric, kind, weights }: Node, segment: SegmentKey): Node {
  const days = () => new Float64Array(length).fill(NaN);
  return { metric, segment, kind, values: days(), ...(weights && { weights: days() }) };
}

function addNode(to: Node, own: Node): void {
  add(to.values, own.values);
  if (to.weights && own.weights) add(to.weights, own.weights);
}

/** A segment that is not known adds nothing. */
function add(to: Float64Array, values: Float64Array): void {
  for (let day = 0; day < to.length; day++) {
    const value = values[day] ?? NaN;
    if (Number.isNaN(value)) continue;
    const sum = to[day] ?? NaN;
    to[day] = Number.isNaN(sum) ? value : sum + value;
  }
}

function linked(nodes: readonly Node[], first: number): Series[] {
  const indexes = new Map(nodes.map(({ segment }, index) => [JSON.stringify(segment), first + index]));
  return nodes.map((node) => ({
    ...node,
    parent:
      node.segment.length === 0 ? null : (indexes.get(JSON.stringify(node.segment.slice(0, -1))) ?? null),
  }));
}
