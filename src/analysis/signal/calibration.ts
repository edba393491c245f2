/**
 * Whose past scores a score is ranked among: those of the same metric and volume band over the last sixteen weeks; of
 * the metric where these are few, and of all metrics where those are few too.
 */
import { ScorePool } from './score-pool.ts';
import { scoreByItselfAt } from './score.ts';
import type { Series } from './series.ts';
import { JUDGED, LEARNING, type Tracks } from './tracks.ts';

const DAYS = 112;
const ENOUGH = 200;
const ENOUGH_DAYS = 21;

export interface Calibration {
  /** How often a score of this size or more is to be expected of an ordinary day of a series of that band. */
  pValue(metric: string, band: number, score: number): number;
  /** Scores that do not know of siblings, of which there are enough for quantiles, if there are anywhere. */
  byThemselves(metric: string, band: number): ScorePool;
}

/** The same days in both. */
interface Pools {
  /** What days are ranked by. */
  readonly scores: ScorePool;
  /** Whatever the siblings did: what bands are made from. */
  readonly byThemselves: ScorePool;
}

/** Costs series × 112, whichever day it is. */
export function calibrate(series: readonly Series[], tracks: Tracks, day: number): Calibration {
  const bands = new Map<string, (Pools | undefined)[]>();
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
      const pools = ofSeries[i] as (Pools | undefined)[];
      const pool = (pools[tracks.band[at] as number] ??= emptyPools());
      pool.scores.add(score);
      pool.byThemselves.add(scoreByItselfAt(tracks, at));
    }
  }
  const all = emptyPools();
  const wholes = new Map<string, Pools>();
  for (const [metric, pools] of bands) {
    const whole = emptyPools();
    for (const pool of pools) if (pool) merge(whole, pool);
    wholes.set(metric, whole);
    merge(all, whole);
  }
  const wider = (metric: string) => {
    const whole = wholes.get(metric);
    return whole !== undefined && whole.scores.count >= ENOUGH ? whole : all;
  };
  return {
    pValue: (metric, band, score) => {
      const own = bands.get(metric)?.[band]?.scores;
      const count = own?.count ?? 0;
      if (own !== undefined && count >= ENOUGH) return own.pValue(score);
      // Small segments scatter in ways of their own: the few scores of their like have a say by how many they are.
      const part = count / ENOUGH;
      const general = wider(metric).scores.pValue(score);
      return own === undefined ? general : part * own.pValue(score) + (1 - part) * general;
    },
    byThemselves: (metric, band) => {
      const own = bands.get(metric)?.[band];
      return (own !== undefined && own.scores.count >= ENOUGH ? own : wider(metric)).byThemselves;
    },
  };
}

function emptyPools(): Pools {
  return { scores: new ScorePool(), byThemselves: new ScorePool() };
}

function merge(into: Pools, other: Pools): void {
  into.scores.merge(other.scores);
  into.byThemselves.merge(other.byThemselves);
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
