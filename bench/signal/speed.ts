/** What the analysis of a day costs, by the number of segments: the history of all, and the last 29 days judged. */
import { toDay } from '../../src/analysis/calendar.ts';
import { dayJudge } from '../../src/analysis/signal/judge-day.ts';
import type { DayCalendar, Series, SeriesKind } from '../../src/analysis/signal/series.ts';
import { trackSeries } from '../../src/analysis/signal/track-series.ts';
import { Random } from '../../src/generate/random.ts';

const WEEK = [1, 1, 1.1, 1.1, 1.2, 0.8, 0.4] as const;
const LEAVES_OF_GROUP = 20;

export interface Cost {
  readonly segments: number;
  /** Wall seconds and CPU seconds of the process. */
  readonly seconds: number;
  readonly cpu: number;
  /** Of it: the judgement of one day. */
  readonly secondsADay: number;
  /** Peak of the process until then, the series among it. */
  readonly megabytes: number;
}

export function cost(segments: number, days: number, calendar: DayCalendar): Cost {
  const series = made(segments, days);
  const timeline = { from: toDay('2024-01-01'), length: days };
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const tracks = trackSeries(timeline, series, calendar);
  const trackedAt = performance.now();
  const judge = dayJudge(series, tracks);
  for (let day = days - 29; day < days; day += 1) judge(day);
  const endedAt = performance.now();
  const cpu = process.cpuUsage(cpuBefore);
  return {
    segments,
    seconds: (endedAt - startedAt) / 1000,
    cpu: (cpu.user + cpu.system) / 1e6,
    secondsADay: (endedAt - trackedAt) / 29_000,
    megabytes: process.resourceUsage().maxRSS / 1024,
  };
}

/** Whole, groups and leaves of three metrics: an amount, a count and their ratio. */
function made(segments: number, days: number): Series[] {
  const random = new Random(1, 2, 3);
  const groups = Math.max(1, Math.round(segments / LEAVES_OF_GROUP));
  const series: Series[] = [];
  const add = (metric: string, kind: SeriesKind, parent: number | null, size: number) => {
    const weights = Float64Array.from({ length: days }, (_, t) =>
      Math.max(1, Math.round(size * (WEEK[t % 7] as number) * (1 + 0.1 * random.normal()))),
    );
    const values =
      kind === 'count' ? weights : weights.map((weight) => weight * 50 * (1 + 0.05 * random.normal()));
    series.push({ metric, segment: [], parent, kind, values, ...(kind === 'ratio' && { weights }) });
  };
  for (const [metric, kind] of [
    ['amount', 'amount'],
    ['count', 'count'],
    ['ratio', 'ratio'],
  ] as const) {
    const whole = series.length;
    add(metric, kind, null, segments * 100);
    for (let group = 0; group < groups; group += 1) add(metric, kind, whole, 2_000);
    for (let leaf = 0; leaf < segments; leaf += 1) {
      add(metric, kind, whole + 1 + (leaf % groups), 100 * Math.exp(1.5 * random.normal()));
    }
  }
  return series;
}
