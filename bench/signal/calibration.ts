/** How well p-values and bands keep their word on days that nobody touched. */
import { dayJudge } from '../../src/analysis/signal/judge-day.ts';
import type { Judgement } from '../../src/analysis/signal/judgement.ts';
import { trackSeries } from '../../src/analysis/signal/track-series.ts';
import type { BenchData } from './datasets.ts';
import { WARM_UP } from '../../src/analysis/backtest/recall.ts';

/** All judgements from the ninth week on; shape: days × series. */
export function judgeAll({ timeline, series, calendar }: BenchData): (readonly Judgement[])[] {
  const judge = dayJudge(series, trackSeries(timeline, series, calendar));
  const days: (readonly Judgement[])[] = [];
  for (let t = WARM_UP; t < timeline.length; t += 1) days.push(judge(t));
  return days;
}

export interface Uniformity {
  readonly count: number;
  /** Greatest distance of the distribution function from that of a uniform one. */
  readonly distance: number;
  /** Shares of p-values at or below .001, .01, .05, .1. */
  readonly below: readonly number[];
  /** Share of values within the 80 % band. */
  readonly coverage: number;
}

export const LEVELS = [0.001, 0.01, 0.05, 0.1] as const;

export function uniformityOf(days: readonly (readonly Judgement[])[]): Uniformity {
  const judged = days.flat().filter(({ state }) => state === 'judged');
  const p = judged.map(({ pValue }) => pValue).sort((a, b) => a - b);
  let distance = 0;
  p.forEach((value, at) => {
    distance = Math.max(distance, Math.abs(value - at / p.length), Math.abs(value - (at + 1) / p.length));
  });
  const within = judged.filter(({ value, lower, upper }) => value >= lower && value <= upper);
  return {
    count: p.length,
    distance,
    below: LEVELS.map((level) => p.filter((value) => value <= level).length / p.length),
    coverage: within.length / judged.length,
  };
}
