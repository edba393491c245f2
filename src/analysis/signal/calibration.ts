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
/** By how far this part of scores reach, pools too small for more are compared. */
const WIDTH_AT = 0.8;
/** Scores of the weeks of learning are too small: they stand in only until a series has so many others. */
const ENOUGH_DAYS = 21;

/** The same days in both. */
interface Pools {
  /** What days are ranked by. */
  readonly scores: ScorePool;
  /** Whatever the siblings did: what bands are made from. */
  readonly byThemselves: ScorePool;
}

/** Those of one metric. */
interface MetricPools {
  readonly bands: (Pools | undefined)[];
  readonly whole: Pools;
}

/**
 * The scores before one day at a time. To go on to the next day takes the scores of two days, the one that joins and
 * the one that leaves; any other step back takes those of all sixteen weeks.
 */
export class Calibration {
  private readonly series: readonly Series[];
  private readonly tracks: Tracks;
  private metrics = new Map<string, MetricPools>();
  /** Shape: series. */
  private ofSeries: readonly MetricPools[] = [];
  private all = emptyPools();
  /** Shape: series. Days of the window on which it was judged. */
  private judgedDays = new Uint8Array();
  /** The days of the window: `from` included, `to` not. */
  private from = 0;
  private to = 0;

  constructor(series: readonly Series[], tracks: Tracks) {
    this.series = series;
    this.tracks = tracks;
    this.restart(0);
  }

  /** To the days before this one. */
  moveTo(day: number): void {
    const from = Math.max(0, day - DAYS);
    if (day < this.to || from >= this.to) this.restart(from);
    for (; this.to < day; this.to += 1) this.join(this.to);
    for (; this.from < from; this.from += 1) this.leave(this.from);
  }

  /** How often a score of this size or more is to be expected of an ordinary day of a series of that band. */
  pValue(metric: string, band: number, score: number): number {
    const own = this.metrics.get(metric)?.bands[band]?.scores;
    if (own !== undefined && own.count >= ENOUGH) return own.pValue(score);
    const { scores } = this.wider(metric);
    return scores.pValue(own === undefined ? score : score / widthOf(own, scores));
  }

  /** Scores that do not know of siblings, of which there are enough for quantiles, if there are anywhere. */
  byThemselves(metric: string, band: number): ScorePool {
    const own = this.metrics.get(metric)?.bands[band];
    return (own !== undefined && own.scores.count >= ENOUGH ? own : this.wider(metric)).byThemselves;
  }

  private wider(metric: string): Pools {
    const whole = this.metrics.get(metric)?.whole;
    return whole !== undefined && whole.scores.count >= ENOUGH ? whole : this.all;
  }

  private restart(day: number): void {
    this.metrics = new Map();
    this.all = emptyPools();
    this.ofSeries = this.series.map(({ metric }) => {
      const known = this.metrics.get(metric) ?? { bands: [], whole: emptyPools() };
      this.metrics.set(metric, known);
      return known;
    });
    this.judgedDays = new Uint8Array(this.series.length);
    this.from = this.to = day;
  }

  private join(day: number): void {
    for (let i = 0; i < this.tracks.series; i += 1) {
      const judged = this.judgedDays[i] as number;
      const state = this.tracks.state[day * this.tracks.series + i];
      if (state === JUDGED) {
        this.judgedDays[i] = judged + 1;
        if (judged + 1 === ENOUGH_DAYS) this.learning(i, this.from, day, 'remove');
        this.one(i, day, 'add');
      } else if (state === LEARNING && judged < ENOUGH_DAYS) this.one(i, day, 'add');
    }
  }

  private leave(day: number): void {
    for (let i = 0; i < this.tracks.series; i += 1) {
      const judged = this.judgedDays[i] as number;
      const state = this.tracks.state[day * this.tracks.series + i];
      if (state === JUDGED) {
        this.judgedDays[i] = judged - 1;
        if (judged === ENOUGH_DAYS) this.learning(i, day + 1, this.to, 'add');
        this.one(i, day, 'remove');
      } else if (state === LEARNING && judged < ENOUGH_DAYS) this.one(i, day, 'remove');
    }
  }

  /** The scores of a series' days of learning. */
  private learning(i: number, from: number, to: number, how: 'add' | 'remove'): void {
    for (let day = from; day < to; day += 1) {
      if (this.tracks.state[day * this.tracks.series + i] === LEARNING) this.one(i, day, how);
    }
  }

  private one(i: number, day: number, how: 'add' | 'remove'): void {
    const at = day * this.tracks.series + i;
    const score = this.tracks.score[at] as number;
    if (this.tracks.excluded?.[at] === 1 || Number.isNaN(score)) return;
    const { bands, whole } = this.ofSeries[i] as MetricPools;
    const pool = (bands[this.tracks.band[at] as number] ??= emptyPools());
    const byItself = scoreByItselfAt(this.tracks, at);
    for (const { scores, byThemselves } of [pool, whole, this.all]) {
      scores[how](score);
      byThemselves[how](byItself);
    }
  }
}

/**
 * How much farther the few scores of a band scatter than those of all, drawn towards 1 the fewer they are. Small segments
 * scatter in ways of their own; but ranks among so few would let no day of theirs be told from chance, were it ever so far off.
 */
function widthOf(own: ScorePool, all: ScorePool): number {
  const ratio = own.sizeQuantile(WIDTH_AT) / all.sizeQuantile(WIDTH_AT);
  return ratio > 0 && Number.isFinite(ratio) ? ratio ** (own.count / ENOUGH) : 1;
}

function emptyPools(): Pools {
  return { scores: new ScorePool(), byThemselves: new ScorePool() };
}
