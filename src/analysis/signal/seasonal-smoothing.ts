/**
 * Level × weekday profile, updated day by day with errors that were clipped first (robust exponential smoothing:
 * Gelper, Fried and Croux 2010). Where a series goes below zero, level + profile. Four levels that forget at different speeds are kept; they
 * share the word by how near each has come of late.
 */
import type { FirstProfile } from './first-profile.ts';

const WEEK = 7;
/** How much of a clipped error each level takes over. */
const SPEEDS = [0.05, 0.15, 0.4, 0.8] as const;
const PROFILE_SPEED = 0.1;
/** How different the weekdays of a segment are from those of its parent: standard deviation as share of the level. */
const PROFILE_DIFFERENCE = 0.2;
/** Weeks that a profile of this speed remembers. */
const PROFILE_MEMORY = 2 / PROFILE_SPEED - 1;
/** Days after which the errors of the levels are half forgotten: about 6 weeks. */
const ERROR_MEMORY = 0.985;
/** Squared errors, in deviations: sizes would favour the median, which of a series with many zeros is 0. */
const MOST_SQUARED = 16;

/** What a day says of a series. */
interface Lesson {
  /** Freed of calendar effects, in the metric's unit. */
  readonly value: number;
  /** The largest error that is believed, and one deviation, in the metric's unit. */
  readonly reach: number;
  readonly deviation: number;
  /** 0 to 1: how much of the step is taken. An outlier teaches nothing. */
  readonly trust: number;
  /** The mean of single events is learned slowly, whatever has come nearest of late. */
  readonly sparse: boolean;
  /** How often this weekday was known before. */
  readonly weeks: number;
}

export class SeasonalSmoothing {
  /** Shape: series × speeds. */
  private readonly levels: Float64Array;
  private readonly errors: Float64Array;
  /** Shape: series × 7, of Monday first. Shares of the level, or differences from it. */
  private readonly own: Float64Array;
  private readonly shared: Float64Array;
  private readonly linear: Uint8Array;

  constructor(count: number) {
    this.levels = new Float64Array(count * SPEEDS.length);
    this.errors = new Float64Array(count * SPEEDS.length);
    this.own = new Float64Array(count * WEEK);
    this.shared = new Float64Array(count * WEEK);
    this.linear = new Uint8Array(count);
  }

  isLinear(series: number): boolean {
    return this.linear[series] === 1;
  }

  begin(series: number, { level, profile, linear }: FirstProfile): void {
    this.linear[series] = linear ? 1 : 0;
    this.levels.fill(level, series * SPEEDS.length, (series + 1) * SPEEDS.length);
    this.errors.fill(0, series * SPEEDS.length, (series + 1) * SPEEDS.length);
    const none = linear ? 0 : 1;
    for (let day = 0; day < WEEK; day += 1) {
      const share = profile[day] as number;
      this.own[series * WEEK + day] = Number.isNaN(share) ? none : share;
      this.shared[series * WEEK + day] = this.own[series * WEEK + day] as number;
    }
  }

  /** The profile that the forecast uses: the parent's where the own one is mostly noise. Parents first. */
  share(series: number, parent: number | null, weeks: number, noise: number): void {
    const start = series * WEEK;
    let weight = 1;
    if (parent !== null && this.linear[series] === 0 && this.linear[parent] === 0) {
      const seen = Math.max(1, Math.min(weeks, PROFILE_MEMORY));
      weight = PROFILE_DIFFERENCE ** 2 / (PROFILE_DIFFERENCE ** 2 + (noise * noise) / seen);
    }
    for (let day = 0; day < WEEK; day += 1) {
      const other = weight === 1 ? 0 : (this.shared[(parent as number) * WEEK + day] as number);
      this.shared[start + day] = weight * (this.own[start + day] as number) + (1 - weight) * other;
    }
  }

  /** What the weighted levels say, without weekday. */
  level(series: number): number {
    const start = series * SPEEDS.length;
    let sum = 0;
    let weights = 0;
    for (let speed = 0; speed < SPEEDS.length; speed += 1) {
      const error = (this.errors[start + speed] as number) + 1e-9;
      const weight = 1 / (error * error * error);
      sum += weight * (this.levels[start + speed] as number);
      weights += weight;
    }
    return sum / weights;
  }

  /** A level with its weekday. */
  compose(series: number, level: number, weekday: number): number {
    const share = this.shared[series * WEEK + weekday - 1] as number;
    return this.linear[series] === 1 ? level + share : Math.max(0, level * share);
  }

  /** @param level as it was expected from, of `level` */
  update(series: number, weekday: number, level: number, lesson: Lesson): void {
    const { value, reach, deviation, trust, sparse, weeks } = lesson;
    const start = series * SPEEDS.length;
    const linear = this.linear[series] === 1;
    const share = this.shared[series * WEEK + weekday - 1] as number;
    // A weekday of a small share says little about the level.
    const pull = linear ? 1 : share / Math.max(share * share, 0.25);
    for (let speed = 0; speed < SPEEDS.length; speed += 1) {
      const before = this.levels[start + speed] as number;
      const raw = value - this.compose(series, before, weekday);
      const error = clip(raw, reach);
      this.levels[start + speed] =
        before + (sparse ? SPEEDS[0] : (SPEEDS[speed] as number)) * trust * error * pull;
      const size = raw === 0 ? 0 : Math.min((raw / deviation) ** 2, MOST_SQUARED);
      this.errors[start + speed] =
        ERROR_MEMORY * (this.errors[start + speed] as number) + (1 - ERROR_MEMORY) * size;
    }
    const believed = this.compose(series, level, weekday);
    const near = believed + clip(value - believed, reach);
    this.learnProfile(series, weekday, near, level, trust * Math.max(PROFILE_SPEED, 1 / (weeks + 2)));
  }

  private learnProfile(series: number, weekday: number, near: number, level: number, speed: number): void {
    const linear = this.linear[series] === 1;
    if (!linear && level <= 0) return;
    const at = series * WEEK + weekday - 1;
    const target = linear ? near - level : near / level;
    this.own[at] = (this.own[at] as number) + speed * (target - (this.own[at] as number));
    let mean = 0;
    for (let day = 0; day < WEEK; day += 1) mean += (this.own[series * WEEK + day] as number) / WEEK;
    for (let day = 0; day < WEEK; day += 1) {
      const share = this.own[series * WEEK + day] as number;
      this.own[series * WEEK + day] = linear ? share - mean : mean > 0 ? share / mean : share;
    }
  }

  /** A value without its weekday. */
  levelOf(series: number, weekday: number, value: number): number {
    const share = this.shared[series * WEEK + weekday - 1] as number;
    return this.linear[series] === 1 ? value - share : share > 0.05 ? value / share : NaN;
  }

  moveLevel(series: number, level: number): void {
    this.levels.fill(level, series * SPEEDS.length, (series + 1) * SPEEDS.length);
  }
}

function clip(value: number, reach: number): number {
  return Math.max(-reach, Math.min(reach, value));
}
