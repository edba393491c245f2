/**
 * Whose past scores a score is ranked among: those of the same metric and volume band over the last eight weeks; of
 * the metric where these are few, and of all metrics where those are few too.
 */
import { ScorePool } from './score-pool.ts';
import type { Series } from './series.ts';
import { JUDGED, LEARNING, type Track } from './track.ts';

const DAYS = 56;
const ENOUGH = 200;
const ENOUGH_DAYS = 21;

export interface Calibration {
  poolOf(metric: string, band: number): ScorePool;
}

/** Costs series × 56, whichever day it is. */
export function calibrate(series: readonly Series[], tracks: readonly Track[], day: number): Calibration {
  const bands = new Map<string, Map<number, ScorePool>>();
  const from = Math.max(0, day - DAYS);
  series.forEach(({ metric }, i) => {
    const track = tracks[i] as Track;
    let ofMetric = bands.get(metric);
    if (ofMetric === undefined) bands.set(metric, (ofMetric = new Map<number, ScorePool>()));
    // Scores of the weeks of learning are too small; they only stand in until there are others.
    const taken = judgedDays(track, from, day) >= ENOUGH_DAYS ? JUDGED : LEARNING;
    for (let t = from; t < day; t += 1) {
      const state = track.state[t] as number;
      const score = track.score[t] as number;
      if ((state !== JUDGED && state !== taken) || Number.isNaN(score)) continue;
      const band = track.band[t] as number;
      let pool = ofMetric.get(band);
      if (pool === undefined) ofMetric.set(band, (pool = new ScorePool()));
      pool.add(score);
    }
  });
  const all = new ScorePool();
  const wholes = new Map<string, ScorePool>();
  for (const [metric, pools] of bands) {
    const whole = new ScorePool();
    for (const pool of pools.values()) whole.merge(pool);
    wholes.set(metric, whole);
    all.merge(whole);
  }
  return {
    poolOf: (metric, band) => {
      const pool = bands.get(metric)?.get(band);
      if (pool !== undefined && pool.count >= ENOUGH) return pool;
      const whole = wholes.get(metric);
      return whole !== undefined && whole.count >= ENOUGH ? whole : all;
    },
  };
}

function judgedDays(track: Track, from: number, to: number): number {
  let count = 0;
  for (let t = from; t < to; t += 1) if (track.state[t] === JUDGED) count += 1;
  return count;
}
