import type { Series } from '../signal/series.ts';

/** Series of one metric that share a threshold: they are alike enough to be flagged by the same number. */
export interface SeriesGroup {
  readonly metric: string;
  /** `leaves`: the segments themselves. `sums`: the whole and all between. `whole`: nothing is watched by segment. */
  readonly level: 'leaves' | 'sums' | 'whole';
  readonly has: (series: Series) => boolean;
}

/** By metric, leaves first; only groups that some series belongs to. */
export function groupsOf(series: readonly Series[], metrics: readonly string[]): SeriesGroup[] {
  const deepest = Math.max(0, ...series.map(({ segment }) => segment.length));
  const levels: readonly SeriesGroup['level'][] = deepest === 0 ? ['whole'] : ['leaves', 'sums'];
  return levels
    .flatMap((level) =>
      metrics.map((metric): SeriesGroup => ({
        metric,
        level,
        has: (one) =>
          one.metric === metric &&
          (level === 'whole' || (one.segment.length === deepest) === (level === 'leaves')),
      })),
    )
    .filter(({ has }) => series.some(has));
}
