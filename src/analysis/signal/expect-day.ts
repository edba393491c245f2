/** What the days before let expect of a day, and how surprising it then is. Changes nothing that is carried on. */
import { LOW_COUNT } from './low-counts.ts';
import { toErrorScale } from './power-scale.ts';
import { scoreOf } from './score.ts';
import type { Series } from './series.ts';
import { HOLIDAY, JUDGED, LEARNING, UNKNOWN, type Track } from './track.ts';
import { valueOn, type Tracking } from './tracking.ts';

/** Known days before a series is judged: four weeks. */
const LEARNING_DAYS = 28;
/** The least share of the level that a series is thought to scatter by. */
const LEAST_NOISE = 0.01;
const LEAST_RATIO_NOISE = 0.003;
/** On cube roots a share is a third of its size. */
const ROOT = 1 / 3;
const HOLIDAY_WIDTH = 2;
const SEEN_HOLIDAY_WIDTH = 1.5;
const SUNDAY = 7;
/** Least shares of the whole of the volume bands 0 to 2; what is smaller is band 3. */
const BANDS = [0.1, 0.01, 0.001] as const;
const LOW_COUNT_BAND = 4;

export function expectDay(tracking: Tracking, day: number): void {
  tracking.series.forEach((series, i) => {
    if (tracking.begun[i] === 1) expectSeries(tracking, series, i, day);
  });
}

function expectSeries(tracking: Tracking, series: Series, i: number, day: number): void {
  const { smoothing, days } = tracking;
  const track = tracking.tracks[i] as Track;
  const weekday = days.weekday[day] as number;
  const linear = smoothing.isLinear(i);
  const power = linear ? 'linear' : 'cube-root';
  const level = smoothing.level(i);
  const metric = tracking.metric[i] as number;
  const prior = linear ? NaN : (tracking.lines[metric]?.at(sizeOf(tracking, series, i, level)) ?? NaN);
  let noise = tracking.spread.of(i, weekday, prior);
  if (!(noise > 0)) noise = 0;

  const parent = series.parent !== null && tracking.begun[series.parent] === 1 ? series.parent : null;
  smoothing.share(i, parent, (tracking.known[i] as number) / 7, noise / ROOT);
  const base = smoothing.expected(i, weekday);
  const sunday = smoothing.expected(i, SUNDAY);
  const effect = linear ? 0 : calendarEffect(tracking, i, day, noise / ROOT);
  const holiday = days.holiday[day] as number;
  const off = holiday >= 0 && days.off[day] === 1;
  const expected = (off ? sunday : base) * Math.exp(effect);
  const unit = linear ? 1 : toErrorScale(power, Math.max(level, 0)) || 1;
  noise = Math.max(noise, leastNoise(tracking, series, i, expected, unit, linear));
  tracking.base[i] = base;
  tracking.sunday[i] = sunday;
  tracking.effect[i] = effect;
  tracking.noise[i] = noise;
  tracking.unit[i] = unit;

  let spread = noise * unit;
  if (series.kind === 'ratio') spread *= weightFactor(tracking, series, i, day);
  if (holiday >= 0) spread = holidaySpread(tracking, i, day, spread, power);
  track.expected[day] = expected;
  track.spread[day] = spread;
  track.linear[day] = linear ? 1 : 0;
  track.band[day] = bandOf(tracking, series, i, expected);
  const low = series.kind === 'count' && !linear && expected < LOW_COUNT;
  track.dispersion[day] = low ? Math.max(1, tracking.dispersion[i] as number) : 0;

  const value = valueOn(series, day);
  if (Number.isNaN(value)) {
    track.state[day] = UNKNOWN;
    return;
  }
  track.state[day] =
    (tracking.known[i] as number) < LEARNING_DAYS ? LEARNING : holiday >= 0 ? HOLIDAY : JUDGED;
  track.score[day] = scoreOf(track, day, value);
}

function calendarEffect(tracking: Tracking, i: number, day: number, noise: number): number {
  const { days, holidays, kinds } = tracking;
  const metric = tracking.metric[i] as number;
  const holiday = days.holiday[day] as number;
  if (holiday >= 0) return holidays.of(i, metric, holiday, days.off[day] === 1);
  let effect = 0;
  for (const kind of days.kinds[day] as readonly number[]) effect += kinds.of(i, metric, kind, noise);
  return effect;
}

function leastNoise(
  tracking: Tracking,
  series: Series,
  i: number,
  expected: number,
  unit: number,
  linear: boolean,
): number {
  // Of a series that goes below zero no share can be taken; a least one keeps the division from 0.
  if (linear) return Math.max(LEAST_NOISE * (tracking.weight[i] as number), Number.MIN_VALUE * 1e10);
  const least = (series.kind === 'ratio' ? LEAST_RATIO_NOISE : LEAST_NOISE) * ROOT;
  if (series.kind !== 'count') return least;
  // Chance alone: √λ on the error scale, √λ / (3 λ^⅔).
  const chance = (ROOT * Math.sqrt(Math.max(expected, 1))) / Math.max(expected, 1) ** (2 / 3) / unit;
  return Math.max(least, chance);
}

/** What a ratio's deviation is multiplied by, since its denominator is not the usual one: √(usual / today's). */
export function weightFactor(tracking: Tracking, series: Series, i: number, day: number): number {
  const weight = series.weights?.[day] ?? NaN;
  const usual = tracking.weight[i] as number;
  if (!(weight > 0) || !(usual > 0)) return 1;
  return Math.max(0.5, Math.min(4, Math.sqrt(usual / weight)));
}

/** Twice as wide; where this very day was never seen, as wide as between the two days that it may resemble. */
function holidaySpread(
  tracking: Tracking,
  i: number,
  day: number,
  spread: number,
  power: 'linear' | 'cube-root',
): number {
  const { holidays, days } = tracking;
  if (holidays.seen(i, days.holiday[day] as number) > 0) return SEEN_HOLIDAY_WIDTH * spread;
  const apart =
    toErrorScale(power, tracking.base[i] as number) - toErrorScale(power, tracking.sunday[i] as number);
  return Math.max(HOLIDAY_WIDTH * spread, days.off[day] === 1 ? Math.abs(apart) / 2 : 0);
}

/** What a series is large by: a ratio by its denominator. */
export function sizeOf(tracking: Tracking, series: Series, i: number, level: number): number {
  return series.kind === 'ratio' ? (tracking.weight[i] as number) : level;
}

function bandOf(tracking: Tracking, series: Series, i: number, expected: number): number {
  if (series.kind === 'count' && expected < LOW_COUNT && !tracking.smoothing.isLinear(i))
    return LOW_COUNT_BAND;
  const root = tracking.root[i] as number;
  if (root === i) return 0;
  const whole = sizeOf(tracking, tracking.series[root] as Series, root, tracking.smoothing.level(root));
  const share = sizeOf(tracking, series, i, tracking.smoothing.level(i)) / whole;
  if (!(whole > 0) || !(share >= 0)) return 0;
  const band = BANDS.findIndex((least) => share >= least);
  return band < 0 ? BANDS.length : band;
}
