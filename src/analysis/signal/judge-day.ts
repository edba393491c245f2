import { Calibration } from './calibration.ts';
import type { Judgement } from './judgement.ts';
import { countBand } from './low-counts.ts';
import { fromErrorScale, toErrorScale, type ErrorPower } from './power-scale.ts';
import { sparseDayAt } from './score.ts';
import type { ScorePool } from './score-pool.ts';
import type { Series } from './series.ts';
import { sparseDeviation, sparseQuantile } from './sparse-amounts.ts';
import { HOLIDAY, JUDGED, STATES, type Tracks } from './tracks.ts';

/** The band holds what lies between these quantiles of past scores: 80 %. */
const LOWER = 0.1;
const UPPER = 0.9;
/** Fewer past scores tell less of these quantiles than the normal table. */
const FEWEST_SCORES = 50;
const NORMAL_TENTHS = { lower: -1.2816, upper: 1.2816 };

/**
 * How surprising a day is, for all series at once. Takes nothing from later days than that day. Day after day it costs
 * the same for each; a day that does not follow the one asked before costs series × 112 besides.
 * @param tracks of `trackSeries`, in the order of the series
 * @returns given the index of a day in the timeline: one per series, in their order
 */
export function dayJudge(series: readonly Series[], tracks: Tracks): (day: number) => readonly Judgement[] {
  const calibration = new Calibration(series, tracks);
  return (day) => {
    calibration.moveTo(day);
    return series.map((one, i) => judge(one, i, tracks, day * tracks.series + i, calibration));
  };
}

/** One day by itself. */
export function judgeDay(series: readonly Series[], tracks: Tracks, day: number): readonly Judgement[] {
  return dayJudge(series, tracks)(day);
}

function judge(one: Series, series: number, tracks: Tracks, at: number, calibration: Calibration): Judgement {
  const state = tracks.state[at] as number;
  const score = tracks.score[at] as number;
  const judged = (state === JUDGED || state === HOLIDAY) && !Number.isNaN(score);
  const since = tracks.shiftSince[at] as number;
  const band = tracks.band[at] as number;
  return {
    series,
    state: STATES[state] ?? 'unknown',
    value: tracks.value[at] as number,
    ...bandOf(tracks, at, calibration.byThemselves(one.metric, band)),
    score,
    pValue: judged ? calibration.pValue(one.metric, band, score) : 1,
    vanished: judged && tracks.vanished[at] === 1,
    ...(since >= 0 && { shiftSince: since }),
  };
}

type Band = Pick<Judgement, 'expected' | 'scale' | 'lower' | 'upper'>;

function bandOf(tracks: Tracks, at: number, pool: ScorePool): Band {
  const expected = tracks.expected[at] as number;
  const spread = tracks.spread[at] as number;
  if (Number.isNaN(expected)) return { expected, scale: NaN, lower: NaN, upper: NaN };
  const power: ErrorPower = tracks.linear[at] === 1 ? 'linear' : 'cube-root';
  const root = toErrorScale(power, expected);
  const place = (score: number) => fromErrorScale(power, root + score * spread);
  const scale = (place(1) - place(-1)) / 2;
  const dispersion = tracks.dispersion[at] as number;
  if (dispersion > 0) {
    const mean = Math.max(expected, 0.01);
    return {
      expected,
      scale: Math.max(scale, Math.sqrt(dispersion * mean)),
      ...countBand(UPPER - LOWER, mean, dispersion),
    };
  }
  const sparse = sparseDayAt(tracks, at);
  if (sparse) {
    // All that is below is 0, which more than a fifth of the days are.
    return {
      expected,
      scale: sparseDeviation(sparse),
      lower: 0,
      upper: sparseQuantile(sparse, UPPER - LOWER),
    };
  }
  const tenths = pool.count >= FEWEST_SCORES ? pool.tenths() : NORMAL_TENTHS;
  const lower = place(Math.min(0, tenths.lower));
  const upper = place(Math.max(0, tenths.upper));
  // What counts, or was never below zero, is not expected there.
  return { expected, scale, lower: power === 'linear' ? lower : Math.max(0, lower), upper };
}
