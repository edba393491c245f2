/** The share of injected anomalies that a method catches when it may flag so many untouched segment-days. */
import { dayAt, type Series } from '../signal/series.ts';
import { injectedValue, INJECTIONS, type Injection } from './injections.ts';
import type { SeriesGroup } from './groups.ts';
import type { History, Method, Surprise } from './methods.ts';
import { FALSE_SHARES, thresholdsOf } from './thresholds.ts';

/** Days of history before a day is used: eight weeks. */
export const WARM_UP = 56;

export interface RecallRequest {
  readonly history: History;
  /** Each has thresholds of its own. */
  readonly groups: readonly SeriesGroup[];
  /** Index in the timeline of the first day that is tested. Default and least: the ninth week. */
  readonly first?: number;
}

export interface Recall {
  /** Untouched segment-days that the thresholds are set on. */
  readonly untouched: number;
  /** Shape: `FALSE_SHARES`. */
  readonly thresholds: readonly number[];
  /** Shape: `INJECTIONS`. */
  readonly caught: readonly Caught[];
}

export interface Caught {
  readonly trials: number;
  /** Of the trials, at each threshold; NaN without trials. */
  readonly shares: readonly number[];
}

/**
 * Thresholds are set on the days as they are, of days with a name and known events none. A single day is changed
 * where it stands: what was expected of it does not know. Several days in a row are written into the history, so that
 * the second is expected after the first; each series on its own, its parents stay.
 * @returns one per group. Time and memory grow as series × days; the same history gives the same answer
 */
export function recallsOf(method: Method, request: RecallRequest): Recall[] {
  const { history, groups } = request;
  const surprise = method.prepare(history);
  const groupOf = history.series.map((one) => groups.findIndex(({ has }) => has(one)));
  const untouched = groups.map((): number[] => []);
  eachTested(request, (i, t, value) => {
    const size = surprise(i, t, value);
    if (!Number.isNaN(size)) untouched[groupOf[i] as number]?.push(size);
  });
  const thresholds = untouched.map((sizes) => thresholdsOf(sizes));
  const caught = INJECTIONS.map((injection) => {
    const counts = thresholds.map((limits) => ({ trials: 0, above: limits.map(() => 0), limits }));
    const count: Trial = (i, size) => {
      const group = counts[groupOf[i] as number];
      if (group === undefined || Number.isNaN(size)) return;
      group.trials += 1;
      group.limits.forEach((limit, at) => {
        if (size > limit) group.above[at] = (group.above[at] as number) + 1;
      });
    };
    if (injection.days === 1) oneDay(surprise, request, injection, count);
    else severalDays(method, request, injection, count);
    return counts;
  });
  return groups.map((_, group) => ({
    untouched: untouched[group]?.length ?? 0,
    thresholds: thresholds[group] ?? FALSE_SHARES.map(() => Infinity),
    caught: caught.map((counts) => {
      const { trials = 0, above = [] } = counts[group] ?? {};
      return { trials, shares: above.map((one) => one / trials) };
    }),
  }));
}

/** A series, and the size of the surprise there. */
type Trial = (series: number, size: number) => void;

function firstOf({ first = WARM_UP }: RecallRequest): number {
  return Math.max(first, WARM_UP);
}

/** Known, with history, no day with a name, and nothing that people have said to be different. */
function isTested({ timeline, calendar }: History, series: Series, day: number): boolean {
  if (Number.isNaN(series.values[day] ?? NaN) || series.excluded?.[day] === 1) return false;
  return calendar(dayAt(timeline, day)).holiday === undefined;
}

function eachTested(
  request: RecallRequest,
  visit: (series: number, day: number, value: number) => void,
): void {
  const { history, groups } = request;
  history.series.forEach((one, i) => {
    if (!groups.some(({ has }) => has(one))) return;
    for (let t = firstOf(request); t < history.timeline.length; t += 1) {
      if (isTested(history, one, t)) visit(i, t, one.values[t] as number);
    }
  });
}

function oneDay(surprise: Surprise, request: RecallRequest, { factor }: Injection, count: Trial): void {
  eachTested(request, (i, t, value) => {
    // Nothing can be taken from 0.
    if (value === 0) return;
    count(i, surprise(i, t, injectedValue(request.history.series[i] as Series, value, factor)));
  });
}

/** Days between two injections into one series, so that neither sees the other in what it expects. */
const APART = 70;
/** How often the history is learned from again, each time with other days changed: as often as a week has days. */
const RUNS = 7;
/** Series × days that are learned from for one injection: some 20 s (2026-11). Beyond, there are fewer runs. */
const MOST_LEARNED = 15_000_000;

function severalDays(method: Method, request: RecallRequest, injection: Injection, count: Trial): void {
  const { history } = request;
  const { factor, days } = injection;
  const { length } = history.timeline;
  const first = firstOf(request);
  const room = Math.max(1, Math.min(APART, length - first - days + 1));
  const affordable = Math.floor(MOST_LEARNED / (history.series.length * length));
  const runs = Math.max(1, Math.min(RUNS, affordable));
  for (let run = 0; run < runs; run += 1) {
    // All weekdays, other days for other series, and nothing drawn by chance.
    const starts = history.series.map((_, i) => {
      const start = first + ((Math.floor((run * room) / runs) + 11 * i) % room);
      const count = Math.max(0, Math.floor((length - days - start) / APART) + 1);
      return Array.from({ length: count }, (_, at) => start + at * APART);
    });
    const series = history.series.map((one, i) => {
      const values = one.values.slice();
      for (const start of starts[i] ?? []) {
        for (let t = start; t < start + days; t += 1)
          values[t] = injectedValue(one, values[t] as number, factor);
      }
      return { ...one, values };
    });
    const surprise = method.prepare({ ...history, series });
    history.series.forEach((one, i) => {
      for (const start of starts[i] ?? []) {
        let largest = NaN;
        for (let t = start; t < start + days; t += 1) {
          if (!isTested(history, one, t) || one.values[t] === 0) continue;
          const size = surprise(i, t, series[i]?.values[t] as number);
          if (!(size <= largest) && !Number.isNaN(size)) largest = size;
        }
        count(i, largest);
      }
    });
  }
}
