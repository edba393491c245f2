/** How well p-values and bands keep their word on days that nobody touched. */
import { countProbability } from '../../src/analysis/signal/low-counts.ts';
import { dayJudge } from '../../src/analysis/signal/judge-day.ts';
import type { Judgement } from '../../src/analysis/signal/judgement.ts';
import { trackSeries } from '../../src/analysis/signal/track-series.ts';
import type { Tracks } from '../../src/analysis/signal/tracks.ts';
import type { BenchData } from './datasets.ts';
import { WARM_UP } from '../../src/analysis/backtest/recall.ts';

export interface JudgedDay extends Judgement {
  /**
   * What part of the value lies within the middle 80 % of its distribution: of whole counts and of zeros, which have a
   * probability of their own, as much as lies there of that; of all others 1 within the band, 0 outside.
   */
  readonly held: number;
}

/** All judgements from the ninth week on; shape: days × series. */
export function judgeAll({ timeline, series, calendar }: BenchData): (readonly JudgedDay[])[] {
  const tracks = trackSeries(timeline, series, calendar);
  const judge = dayJudge(series, tracks);
  const days: (readonly JudgedDay[])[] = [];
  for (let t = WARM_UP; t < timeline.length; t += 1) {
    days.push(
      judge(t).map((one) => ({
        ...one,
        held: heldOf(tracks, t * tracks.series + one.series, one),
      })),
    );
  }
  return days;
}

function heldOf(tracks: Tracks, at: number, { value, expected, lower, upper }: Judgement): number {
  const dispersion = tracks.dispersion[at] as number;
  const zeros = tracks.zeros[at] as number;
  if (dispersion > 0) return middlePart(...countStep(value, Math.max(expected, 0.01), dispersion));
  if (zeros > 0 && value === 0) return middlePart(0, zeros);
  if (zeros > 0) {
    // From zeros to 1 in steps of nothing: the score is that of the probability.
    return Math.abs(tracks.score[at] as number) <= NORMAL_TENTH ? 1 : 0;
  }
  return value >= lower && value <= upper ? 1 : 0;
}

/** The normal score that a tenth lies beyond. */
const NORMAL_TENTH = 1.2816;

/** F(count − 1) and F(count). */
function countStep(count: number, mean: number, dispersion: number): [number, number] {
  let below = 0;
  for (let n = 0; n < count; n += 1) {
    below += 2 * (countProbability(n, mean, dispersion).lower - below);
  }
  return [below, below + 2 * (countProbability(count, mean, dispersion).lower - below)];
}

function middlePart(from: number, to: number): number {
  return to - from < 1e-12 ? 0 : Math.max(0, Math.min(to, 0.9) - Math.max(from, 0.1)) / (to - from);
}

export interface Uniformity {
  readonly count: number;
  /** Greatest distance of the distribution function from that of a uniform one. */
  readonly distance: number;
  /** Shares of p-values at or below .001, .01, .05, .1. */
  readonly below: readonly number[];
  /** Share of values within the 80 % band. */
  readonly coverage: number;
  /** The same with whole counts and zeros by parts. */
  readonly held: number;
  /** Standard error of the coverage, from how it differs between days: series move together. */
  readonly error: number;
}

export const LEVELS = [0.001, 0.01, 0.05, 0.1] as const;

export function uniformityOf(days: readonly (readonly JudgedDay[])[]): Uniformity {
  const judged = days.flat().filter(({ state }) => state === 'judged');
  const p = judged.map(({ pValue }) => pValue).sort((a, b) => a - b);
  let distance = 0;
  p.forEach((value, at) => {
    distance = Math.max(distance, Math.abs(value - at / p.length), Math.abs(value - (at + 1) / p.length));
  });
  const isWithin = ({ value, lower, upper }: Judgement) => value >= lower && value <= upper;
  const coverage = judged.filter(isWithin).length / judged.length;
  let squares = 0;
  for (const day of days) {
    const ofDay = day.filter(({ state }) => state === 'judged');
    squares += (ofDay.filter(isWithin).length - coverage * ofDay.length) ** 2;
  }
  return {
    count: p.length,
    distance,
    below: LEVELS.map((level) => p.filter((value) => value <= level).length / p.length),
    coverage,
    held: judged.reduce((sum, { held }) => sum + held, 0) / judged.length,
    error: Math.sqrt(squares) / judged.length,
  };
}
