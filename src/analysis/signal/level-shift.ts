/**
 * Tells a new level from a spike: three of four days beyond two deviations on one side, or a cumulated sum of smaller
 * ones (CUSUM, Page 1954, k = 0.5). Its usual limit of 5 holds for independent normal scores; those of business days
 * follow each other, and at 8 fewer weeks are called shifts that are none, and expectations come nearer (2026-11).
 */
const FAR = 2;
const DAYS = 4;
const AT_LEAST = 3;
const SLACK = 0.5;
const DECISION = 8;
/** One day adds no more than this, so that no single day decides. */
const MOST_A_DAY = 2;

export class LevelShifts {
  /** Shape: series × 4, a ring; the index of the day is kept by the caller. */
  private readonly scores: Float32Array;
  private readonly up: Float32Array;
  private readonly down: Float32Array;
  private readonly upSince: Int32Array;
  private readonly downSince: Int32Array;

  constructor(count: number) {
    this.scores = new Float32Array(count * DAYS);
    this.up = new Float32Array(count);
    this.down = new Float32Array(count);
    this.upSince = new Int32Array(count).fill(-1);
    this.downSince = new Int32Array(count).fill(-1);
  }

  /** @returns the first day of the new level, when this day makes it one; otherwise −1 */
  add(series: number, day: number, score: number): number {
    this.scores[series * DAYS + (day % DAYS)] = score;
    const since = Math.max(this.farDays(series, day), this.cumulate(series, day, score));
    if (since >= 0) this.forget(series);
    return since;
  }

  /** The day is not known, or a holiday: it belongs to no run. */
  skip(series: number, day: number): void {
    this.scores[series * DAYS + (day % DAYS)] = 0;
  }

  forget(series: number): void {
    this.scores.fill(0, series * DAYS, (series + 1) * DAYS);
    this.up[series] = this.down[series] = 0;
    this.upSince[series] = this.downSince[series] = -1;
  }

  private farDays(series: number, day: number): number {
    let above = 0;
    let below = 0;
    let firstAbove = -1;
    let firstBelow = -1;
    for (let back = Math.min(DAYS - 1, day); back >= 0; back -= 1) {
      const score = this.scores[series * DAYS + ((day - back) % DAYS)] as number;
      if (score > FAR) {
        above += 1;
        if (firstAbove < 0) firstAbove = day - back;
      } else if (score < -FAR) {
        below += 1;
        if (firstBelow < 0) firstBelow = day - back;
      }
    }
    if (above >= AT_LEAST) return firstAbove;
    return below >= AT_LEAST ? firstBelow : -1;
  }

  private cumulate(series: number, day: number, score: number): number {
    const bounded = Math.max(-MOST_A_DAY, Math.min(MOST_A_DAY, score));
    const up = Math.max(0, (this.up[series] as number) + bounded - SLACK);
    const down = Math.max(0, (this.down[series] as number) - bounded - SLACK);
    if (up > 0 && (this.up[series] as number) === 0) this.upSince[series] = day;
    if (down > 0 && (this.down[series] as number) === 0) this.downSince[series] = day;
    this.up[series] = up;
    this.down[series] = down;
    if (up > DECISION) return this.upSince[series] as number;
    return down > DECISION ? (this.downSince[series] as number) : -1;
  }
}
