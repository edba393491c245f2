/** Methods side by side: each says how far a value lies from what the days before let expect. */
import { scoreAt } from '../../src/analysis/signal/score.ts';
import { trackSeries } from '../../src/analysis/signal/track-series.ts';
import type { Series } from '../../src/analysis/signal/series.ts';
import type { BenchData } from './datasets.ts';

export interface Method {
  readonly name: string;
  /** Sees the whole data once; asks of a day see the days before it only. */
  prepare(data: BenchData): Surprise;
}

/** Size of the surprise if the series had `value` (of a ratio: as numerator) on the day; NaN where it cannot be told. */
export type Surprise = (series: number, day: number, value: number) => number;

/** mean and sd of the days at `lags` before. */
function meanAndDeviation(name: string, lags: readonly number[], fewest: number): Method {
  return {
    name,
    prepare:
      ({ series }) =>
      (index, day, value) => {
        const one = series[index] as Series;
        const window: number[] = [];
        for (const lag of lags) {
          const known = ratioOf(one, day - lag, one.values[day - lag] ?? NaN);
          if (!Number.isNaN(known)) window.push(known);
        }
        if (window.length < fewest) return NaN;
        const mean = window.reduce((sum, other) => sum + other, 0) / window.length;
        const squares = window.reduce((sum, other) => sum + (other - mean) ** 2, 0);
        const deviation = Math.sqrt(squares / (window.length - 1));
        return deviation > 0 ? Math.abs((ratioOf(one, day, value) - mean) / deviation) : NaN;
      },
  };
}

export function ratioOf(series: Series, day: number, value: number): number {
  if (series.kind !== 'ratio') return value;
  const weight = series.weights?.[day] ?? NaN;
  return weight > 0 ? value / weight : NaN;
}

export const CLASSIC = meanAndDeviation(
  'classic, 28 days',
  Array.from({ length: 28 }, (_, at) => at + 1),
  20,
);
export const SAME_WEEKDAY = meanAndDeviation(
  'same weekday, 8 weeks',
  Array.from({ length: 8 }, (_, at) => 7 * (at + 1)),
  6,
);
export const OURS: Method = {
  name: 'kpi',
  prepare: ({ timeline, series, calendar }) => {
    const tracks = trackSeries(timeline, series, calendar);
    return (index, day, value) => {
      const one = series[index] as Series;
      return Math.abs(scoreAt(tracks, day * tracks.series + index, ratioOf(one, day, value)));
    };
  },
};
