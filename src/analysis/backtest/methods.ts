/** Methods side by side: each says how far a value lies from what the days before let expect. */
import { scoreAt } from '../signal/score.ts';
import type { DayCalendar, Series, Timeline } from '../signal/series.ts';
import { trackSeries } from '../signal/track-series.ts';

/** What a method may learn from. */
export interface History {
  readonly timeline: Timeline;
  /** Parents before their children. */
  readonly series: readonly Series[];
  readonly calendar: DayCalendar;
}

export interface Method {
  readonly name: string;
  /** Sees the whole history once; asks of a day see the days before it only. */
  prepare(history: History): Surprise;
}

/**
 * Size of the surprise, in deviations, if the series had `value` (of a ratio: as numerator) on the day; NaN where it
 * cannot be told.
 */
export type Surprise = (series: number, day: number, value: number) => number;

/** What reports judge by: the absolute score before it is ranked among those of like series. */
export const BASELINE: Method = {
  name: 'baseline',
  prepare: ({ timeline, series, calendar }) => {
    const tracks = trackSeries(timeline, series, calendar);
    return (index, day, value) =>
      Math.abs(scoreAt(tracks, day * tracks.series + index, levelOf(series[index] as Series, day, value)));
  },
};

/** Share of the window that has to be known. */
const FEWEST = 0.7;

/** The classic rule: |z| against the days before, 28 of them unless said otherwise. */
export function classicRule(windowDays = 28): Method {
  const lags = Array.from({ length: windowDays }, (_, at) => at + 1);
  return meanAndDeviation('zscore', lags, Math.max(2, Math.ceil(FEWEST * windowDays)));
}

/**
 * |value − mean| / standard deviation (n − 1) of the days at `lags` before.
 * @param fewest known days of these below which nothing is told
 */
export function meanAndDeviation(name: string, lags: readonly number[], fewest: number): Method {
  return {
    name,
    prepare: ({ timeline: { length }, series }) => {
      // Once for each day that is asked for: all that is injected there is measured by the same days before it.
      const means = new Float64Array(series.length * length);
      const deviations = new Float64Array(series.length * length).fill(-1);
      return (index, day, value) => {
        const one = series[index] as Series;
        const at = index * length + day;
        if (deviations[at] === -1) {
          const window = lags
            .map((lag) => levelOf(one, day - lag, one.values[day - lag] ?? NaN))
            .filter((level) => !Number.isNaN(level));
          [means[at], deviations[at]] = window.length < fewest ? [NaN, NaN] : momentsOf(window);
        }
        const deviation = deviations[at] as number;
        return deviation > 0 ? Math.abs((levelOf(one, day, value) - (means[at] as number)) / deviation) : NaN;
      };
    },
  };
}

function momentsOf(window: readonly number[]): [mean: number, deviation: number] {
  const mean = window.reduce((sum, value) => sum + value, 0) / window.length;
  const squares = window.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return [mean, Math.sqrt(squares / (window.length - 1))];
}

/** In the metric's unit; NaN where a ratio has nothing below its line. */
function levelOf({ kind, weights }: Series, day: number, value: number): number {
  if (kind !== 'ratio') return value;
  const weight = weights?.[day] ?? NaN;
  return weight > 0 ? value / weight : NaN;
}
