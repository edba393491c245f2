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

type Choice = (series: Series) => boolean;
type Cell = readonly [series: number, day: number];

export function recallOf(method: Method, data: BenchData, choice: Choice): Recall {
  const surprise = method.prepare(data);
  const cells = cellsOf(data, choice);
  const untouched = cells
    .map(([i, t]) => surprise(i, t, data.series[i]?.values[t] ?? NaN))
    .filter((size) => !Number.isNaN(size))
    .sort((a, b) => b - a);
  const thresholds = [0.01, 0.03].map((share) => untouched[Math.floor(share * untouched.length)] ?? Infinity);
  const at = INJECTIONS.map((injection) =>
    injection.days === 1
      ? oneDay(surprise, data, cells, injection, thresholds)
      : severalDays(method, data, choice, injection, thresholds),
  );
  return { at1: at.map(([one]) => one ?? NaN), at3: at.map(([, three]) => three ?? NaN) };
}

/** Series × days that are tested: known, with history, and no day with a name. */
function cellsOf({ series, timeline, calendar }: BenchData, choice: Choice): Cell[] {
  const cells: Cell[] = [];
  for (let t = WARM_UP; t < timeline.length; t += 1) {
    if (calendar(dayAt(timeline, t)).holiday) continue;
    series.forEach((one, i) => {
      if (choice(one) && !Number.isNaN(one.values[t])) cells.push([i, t]);
    });
  }
  return cells;
}

function injected(series: Series, value: number, factor: number): number {
  return series.kind === 'count' ? Math.round(value * factor) : value * factor;
}

function oneDay(
  surprise: Surprise,
  { series }: BenchData,
  cells: readonly Cell[],
  { factor }: Injection,
  thresholds: readonly number[],
): number[] {
  const caught = thresholds.map(() => 0);
  let tried = 0;
  for (const [i, t] of cells) {
    const one = series[i] as Series;
    const value = one.values[t] as number;
    // Nothing can be taken from 0.
    if (value === 0) continue;
    const size = surprise(i, t, injected(one, value, factor));
    if (Number.isNaN(size)) continue;
    tried += 1;
    thresholds.forEach((threshold, at) => {
      if (size > threshold) caught[at] = (caught[at] as number) + 1;
    });
  }
  return caught.map((count) => count / tried);
}

/** Gap between two injections into one series, so that neither sees the other in what it expects. */
const APART = 70;

function severalDays(
  method: Method,
  data: BenchData,
  choice: Choice,
  { factor, days }: Injection,
  thresholds: readonly number[],
): number[] {
  const caught = thresholds.map(() => 0);
  let tried = 0;
  const runs = Math.min(APART, data.timeline.length - WARM_UP - days + 1);
  // A prime step through the offsets: all weekdays, other days for other series, nothing drawn by chance.
  for (let run = 0; run < runs; run += data.series.length > 5 ? 10 : 2) {
    const starts = data.series.map((_, i) => WARM_UP + ((run + 11 * i) % runs));
    const series = data.series.map((one, i) => {
      if (!choice(one)) return one;
      const values = one.values.slice();
      for (let t = starts[i] as number; t + days <= values.length; t += APART) {
        for (let d = 0; d < days; d += 1) values[t + d] = injected(one, values[t + d] as number, factor);
      }
      return { ...one, values };
    });
    const surprise = method.prepare({ ...data, series });
    series.forEach((one, i) => {
      if (!choice(one)) return;
      for (let t = starts[i] as number; t + days <= one.values.length; t += APART) {
        let most = NaN;
        for (let d = 0; d < days; d += 1) {
          if (data.calendar(dayAt(data.timeline, t + d)).holiday) continue;
          const size = surprise(i, t + d, one.values[t + d] as number);
          if (!(size <= most) && !Number.isNaN(size)) most = size;
        }
        if (Number.isNaN(most) || (data.series[i]?.values[t] ?? 0) === 0) continue;
        tried += 1;
        thresholds.forEach((threshold, at) => {
          if (most > threshold) caught[at] = (caught[at] as number) + 1;
        });
      }
    });
  }
  return caught.map((count) => count / tried);
}
