/** The share of injected anomalies that each method catches when it may flag so many untouched segment-days. */
import { dayAt, type Series } from '../../src/analysis/signal/series.ts';
import type { BenchData } from './datasets.ts';
import type { Method, Surprise } from './methods.ts';

/** Days of history before a day is used. */
export const WARM_UP = 56;

export interface Injection {
  readonly name: string;
  readonly factor: number;
  /** Of several days it is enough that one is caught. */
  readonly days: number;
}

export const INJECTIONS: readonly Injection[] = [
  { name: '−30 %', factor: 0.7, days: 1 },
  { name: '+30 %', factor: 1.3, days: 1 },
  { name: '−50 %', factor: 0.5, days: 1 },
  { name: '+50 %', factor: 1.5, days: 1 },
  { name: 'zero', factor: 0, days: 1 },
  { name: '3 days −30 %', factor: 0.7, days: 3 },
  { name: 'gone for 3 days', factor: 0, days: 3 },
];

/** Shape of both: injections. At 1 and at 3 false alerts per 100 segment-days. */
export interface Recall {
  readonly at1: readonly number[];
  readonly at3: readonly number[];
}

export type Choice = (series: Series) => boolean;
type Cell = readonly [series: number, day: number];

/** One per group of series; each group has its own threshold. */
export function recallsOf(method: Method, data: BenchData, groups: readonly Choice[]): Recall[] {
  const surprise = method.prepare(data);
  const cells = cellsOf(data);
  const thresholds = groups.map((choice) => thresholdsOf(surprise, data, cells, choice));
  const caught = INJECTIONS.map((injection) => {
    const trials =
      injection.days === 1 ? oneDay(surprise, data, cells, injection) : severalDays(method, data, injection);
    return groups.map((choice, group) => {
      const sizes = trials.filter(([i]) => choice(data.series[i] as Series)).map(([, size]) => size);
      return (thresholds[group] as number[]).map(
        (limit) => sizes.filter((size) => size > limit).length / sizes.length,
      );
    });
  });
  return groups.map((_, group) => ({
    at1: caught.map((shares) => shares[group]?.[0] ?? NaN),
    at3: caught.map((shares) => shares[group]?.[1] ?? NaN),
  }));
}

/** Series × days that are tested: known, with history, and no day with a name. */
function cellsOf({ series, timeline, calendar }: BenchData): Cell[] {
  const cells: Cell[] = [];
  for (let t = WARM_UP; t < timeline.length; t += 1) {
    if (calendar(dayAt(timeline, t)).holiday) continue;
    series.forEach((one, i) => {
      if (!Number.isNaN(one.values[t])) cells.push([i, t]);
    });
  }
  return cells;
}

function thresholdsOf(surprise: Surprise, data: BenchData, cells: readonly Cell[], choice: Choice): number[] {
  const untouched = cells
    .filter(([i]) => choice(data.series[i] as Series))
    .map(([i, t]) => surprise(i, t, data.series[i]?.values[t] ?? NaN))
    .filter((size) => !Number.isNaN(size))
    .sort((a, b) => b - a);
  return [0.01, 0.03].map((share) => untouched[Math.floor(share * untouched.length)] ?? Infinity);
}

function injected(series: Series, value: number, factor: number): number {
  return series.kind === 'count' ? Math.round(value * factor) : value * factor;
}

/** A series, and the size of the surprise there. */
type Trial = readonly [series: number, size: number];

function oneDay(
  surprise: Surprise,
  { series }: BenchData,
  cells: readonly Cell[],
  { factor }: Injection,
): Trial[] {
  const trials: Trial[] = [];
  for (const [i, t] of cells) {
    const one = series[i] as Series;
    const value = one.values[t] as number;
    // Nothing can be taken from 0.
    if (value === 0) continue;
    const size = surprise(i, t, injected(one, value, factor));
    if (!Number.isNaN(size)) trials.push([i, size]);
  }
  return trials;
}

/** Days between two injections into one series, so that neither sees the other in what it expects. */
const APART = 70;
const RUNS = 7;

function severalDays(method: Method, data: BenchData, { factor, days }: Injection): Trial[] {
  const trials: Trial[] = [];
  const { timeline, calendar } = data;
  const room = Math.max(1, Math.min(APART, timeline.length - WARM_UP - days + 1));
  for (let run = 0; run < RUNS; run += 1) {
    // All weekdays, other days for other series, and nothing drawn by chance.
    const start = (i: number) => WARM_UP + ((Math.floor((run * room) / RUNS) + 11 * i) % room);
    const series = data.series.map((one, i) => {
      const values = one.values.slice();
      for (let t = start(i); t + days <= values.length; t += APART) {
        for (let d = 0; d < days; d += 1) values[t + d] = injected(one, values[t + d] as number, factor);
      }
      return { ...one, values };
    });
    const surprise = method.prepare({ ...data, series });
    series.forEach((one, i) => {
      for (let t = start(i); t + days <= one.values.length; t += APART) {
        const sizes = Array.from({ length: days }, (_, d) => t + d)
          .filter(
            (day) => !calendar(dayAt(timeline, day)).holiday && (data.series[i]?.values[day] ?? 0) !== 0,
          )
          .map((day) => surprise(i, day, one.values[day] as number))
          .filter((size) => !Number.isNaN(size));
        if (sizes.length > 0) trials.push([i, Math.max(...sizes)]);
      }
    });
  }
  return trials;
}
