import { calibrate } from './calibration.ts';
import type { Judgement } from './judgement.ts';
import { countQuantile } from './low-counts.ts';
import { fromErrorScale, toErrorScale, type ErrorPower } from './power-scale.ts';
import type { ScorePool } from './score-pool.ts';
import type { Series } from './series.ts';
import { HOLIDAY, JUDGED, STATES, type Track } from './track.ts';
import { valueOn } from './tracking.ts';

/** The band holds what lies between these quantiles of past scores: 80 %. */
const LOWER = 0.1;
const UPPER = 0.9;
/** Fewer past scores tell less of these quantiles than the normal table. */
const FEWEST_SCORES = 50;
const NORMAL_QUANTILE = 1.2816;

/**
 * How surprising a day is, for all series at once. Takes nothing from later days than `day`, and the same time for any
 * day: series × 56.
 * @param tracks of `trackSeries`, in the order of the series
 * @param day index in the timeline
 * @returns one per series, in their order
 */
export function judgeDay(
  series: readonly Series[],
  tracks: readonly Track[],
  day: number,
): readonly Judgement[] {
  const calibration = calibrate(series, tracks, day);
  return series.map((one, i) => {
    const track = tracks[i] as Track;
    return judge(one, i, track, day, calibration.poolOf(one.metric, track.band[day] as number));
  });
}

function judge(series: Series, index: number, track: Track, day: number, pool: ScorePool): Judgement {
  const state = track.state[day] as number;
  const score = track.score[day] as number;
  const judged = (state === JUDGED || state === HOLIDAY) && !Number.isNaN(score);
  const since = track.shiftSince[day] as number;
  return {
    series: index,
    state: STATES[state] ?? 'unknown',
    value: valueOn(series, day),
    ...bandOf(track, day, pool),
    score,
    pValue: judged ? pool.pValue(score) : 1,
    vanished: judged && track.vanished[day] === 1,
    ...(since >= 0 && { shiftSince: since }),
  };
}

type Band = Pick<Judgement, 'expected' | 'scale' | 'lower' | 'upper'>;

function bandOf(track: Track, day: number, pool: ScorePool): Band {
  const expected = track.expected[day] as number;
  const spread = track.spread[day] as number;
  if (Number.isNaN(expected)) return { expected, scale: NaN, lower: NaN, upper: NaN };
  const power: ErrorPower = track.linear[day] === 1 ? 'linear' : 'cube-root';
  const root = toErrorScale(power, expected);
  const at = (score: number) => fromErrorScale(power, root + score * spread);
  const scale = (at(1) - at(-1)) / 2;
  const dispersion = track.dispersion[day] as number;
  if (dispersion > 0) {
    const mean = Math.max(expected, 0.01);
    return {
      expected,
      scale: Math.max(scale, Math.sqrt(dispersion * mean)),
      lower: countQuantile(LOWER, mean, dispersion),
      upper: countQuantile(UPPER, mean, dispersion),
    };
  }
  const known = pool.count >= FEWEST_SCORES;
  const lower = at(Math.min(0, known ? pool.quantile(LOWER) : -NORMAL_QUANTILE));
  const upper = at(Math.max(0, known ? pool.quantile(UPPER) : NORMAL_QUANTILE));
  // What counts, or was never below zero, is not expected there.
  return { expected, scale, lower: power === 'linear' ? lower : Math.max(0, lower), upper };
}
