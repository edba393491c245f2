/**
 * Whose past scores a score is ranked among: those of the same metric and volume band over the last sixteen weeks; of
 * the metric where these are few, and of all metrics where those are few too.
 */
import { ScorePool } from './score-pool.ts';
import type { Series } from './series.ts';
import { JUDGED, LEARNING, type Tracks } from './tracks.ts';

const DAYS = 112;
const ENOUGH = 200;
const ENOUGH_DAYS = 21;

export interface Calibration {
  poolOf(metric: string, band: number): ScorePool;
}

/** Costs series × 112, whichever day it is. */
export function calibrate(series: readonly Series[], tracks: Tracks, day: number): Calibration {
  const bands = new Map<string, (ScorePool | undefined)[]>();
  const ofSeries = series.map(({ metric }) => {
    const known = bands.get(metric) ?? [];
    bands.set(metric, known);
    return known;
  });
  const from = Math.max(0, day - DAYS);
  const learningCounts = fewJudgedDays(tracks, from, day);
  for (let t = from; t < day; t += 1) {
    for (let i = 0; i < tracks.series; i += 1) {
      const at = t * tracks.series + i;
      const state = tracks.state[at] as number;
      if (tracks.excluded?.[at] === 1) continue;
      if (state !== JUDGED && !(state === LEARNING && learningCounts[i] === 1)) continue;
      const score = tracks.score[at] as number;
      if (Number.isNaN(score)) continue;
      const pools = ofSeries[i] as (ScorePool | undefined)[];
      const band = tracks.band[at] as number;
      (pools[band] ??= new ScorePool()).add(score);
    }
  }
  const all = new ScorePool();
  const wholes = new Map<string, ScorePool>();
  for (const [metric, pools] of bands) {
    const whole = new ScorePool();
    for (const pool of pools) if (pool) whole.merge(pool);
    wholes.set(metric, whole);
    all.merge(whole);
  }
  return {
    poolOf: (metric, band) => {
      const pool = bands.get(metric)?.[band];
      if (pool !== undefined && pool.count >= ENOUGH) return pool;
      const whole = wholes.get(metric);
      return whole !== undefined && whole.count >= ENOUGH ? whole : all;
    },
  };
}

/** Scores of the weeks of learning are too small: they stand in only until a series has others. 1 where they do. */
function fewJudgedDays(tracks: Tracks, from: number, to: number): Uint8Array {
  const counts = new Uint8Array(tracks.series);
  for (let t = from; t < to; t += 1) {
    for (let i = 0; i < tracks.series; i += 1) {
      if (tracks.state[t * tracks.series + i] === JUDGED) counts[i] = (counts[i] as number) + 1;
    }
  }
  return counts.map((count) => (count < ENOUGH_DAYS ? 1 : 0));
}
