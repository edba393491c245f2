/** What the days before let expect of a day, and how surprising it then is. Nothing that is carried on changes here. */
import { LOW_COUNT } from './low-counts.ts';
import { isSparse } from './note-zeros.ts';
import { toErrorScale, type ErrorPower } from './power-scale.ts';
import { compareSiblings } from './compare-siblings.ts';
import { scoreByItself } from './score.ts';
import type { Series } from './series.ts';
import type { Tracking } from './tracking.ts';
import { HOLIDAY, JUDGED, LEARNING, UNKNOWN } from './tracks.ts';
import { LOW_COUNT_BAND, volumeBand } from './volume-band.ts';

/** Known days before a series is judged: four weeks. */
const LEARNING_DAYS = 28;
/** The least share of the level that a series is thought to scatter by. */
const LEAST_NOISE = 0.01;
const LEAST_RATIO_NOISE = 0.003;
/** On cube roots a share is a third of its size. */
export const ROOT = 1 / 3;
/** How much wider a holiday is, until this very day was seen in the series, and after. */
const HOLIDAY_WIDTH = 3;
const SEEN_HOLIDAY_WIDTH = 1.5;
const SUNDAY = 7;

export function expectDay(tracking: Tracking, day: number): void {
  for (let i = 0; i < tracking.series.length; i += 1) {
    if (tracking.begun[i] === 1) expectSeries(tracking, i, day);
  }
  compareSiblings(tracking, day);
}

function expectSeries(tracking: Tracking, i: number, day: number): void {
  const { smoothing, days, tracks, today } = tracking;
  const series = tracking.series[i] as Series;
  const at = day * tracks.series + i;
  const weekday = days.weekday[day] as number;
  const linear = smoothing.isLinear(i);
  const power = linear ? 'linear' : 'cube-root';
  const level = smoothing.level(i);
  today.level[i] = level;
  const prior = linear
    ? NaN
    : (tracking.lines[tracking.metric[i] as number]?.logAt(sizeOf(tracking, i)) ?? NaN);
  const own = tracking.spread.of(i, weekday, prior);
  const noise = own > 0 ? own : 0;

  const parent = series.parent !== null && tracking.begun[series.parent] === 1 ? series.parent : null;
  smoothing.share(i, parent, (tracking.known[i] as number) / 7, noise / ROOT);
  const base = smoothing.compose(i, level, weekday);
  const sunday = smoothing.compose(i, level, SUNDAY);
  const effect = linear ? 0 : calendarEffect(tracking, i, day, noise / ROOT);
  const holiday = days.holiday[day] as number;
  const off = holiday >= 0 && days.off[day] === 1;
  const expected = (off ? sunday : base) * (effect === 0 ? 1 : Math.exp(effect));
  const low = series.kind === 'count' && !linear && expected < LOW_COUNT;
  today.base[i] = base;
  today.sunday[i] = sunday;
  today.effect[i] = effect;
  today.unit[i] = linear ? 1 : toErrorScale(power, Math.max(level, 0)) || 1;
  today.noise[i] = Math.max(noise, leastNoise(tracking, i, expected, linear));
  today.thinness[i] = series.kind === 'ratio' ? thinness(tracking, i, at) : 1;

  const ordinary = today.noise[i] * today.unit[i] * today.thinness[i];
  tracks.expected[at] = expected;
  tracks.spread[at] = holiday >= 0 ? holidaySpread(tracking, i, day, ordinary, power) : ordinary;
  tracks.linear[at] = linear ? 1 : 0;
  tracks.dispersion[at] = low ? Math.max(1, tracking.dispersion[i] as number) : 0;
  const root = tracking.root[i] as number;
  tracks.band[at] = low ? LOW_COUNT_BAND : volumeBand(sizeOf(tracking, i), sizeOf(tracking, root));
  if (series.kind === 'amount' && !linear && isSparse(tracking, i)) expectSparse(tracking, i, at);
  const value = tracks.value[at] as number;
  if (Number.isNaN(value)) {
    tracks.state[at] = UNKNOWN;
    return;
  }
  const known = tracking.known[i] as number;
  tracks.state[at] = known < LEARNING_DAYS ? LEARNING : holiday >= 0 ? HOLIDAY : JUDGED;
  today.score[i] = scoreByItself(tracks, at, value);
}

/** Whole days without anything are part of what is ordinary. */
function expectSparse({ sparse, tracks, zeroShare }: Tracking, i: number, at: number): void {
  const day = sparse.dayOf(i, zeroShare[i] as number);
  if (day === undefined) return;
  tracks.zeros[at] = day.zeros;
  tracks.events[at] = day.mean;
  tracks.spread[at] = day.deviation;
  tracks.band[at] = LOW_COUNT_BAND;
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

function leastNoise(tracking: Tracking, i: number, expected: number, linear: boolean): number {
  const kind = tracking.series[i]?.kind;
  // Of a series that goes below zero no share can be taken; its usual size stands in, and keeps the division from 0.
  if (linear) return Math.max(LEAST_NOISE * (tracking.weight[i] as number), 1e-300);
  if (kind === 'ratio') return LEAST_RATIO_NOISE * ROOT;
  const least = LEAST_NOISE * ROOT;
  if (kind !== 'count') return least;
  // Chance alone scatters a count by √λ, on cube roots by √λ / (3 λ^⅔) = λ^(−1/6) / 3.
  const chance = ROOT / Math.sqrt(Math.cbrt(Math.max(expected, 1))) / (tracking.today.unit[i] as number);
  return Math.max(least, chance);
}

/** √(usual / today's): a mean of fewer scatters more, by the square root of how many. */
function thinness(tracking: Tracking, i: number, at: number): number {
  const weight = tracking.weights[at] as number;
  const usual = tracking.weight[i] as number;
  if (!(weight > 0) || !(usual > 0)) return 1;
  return Math.max(0.5, Math.min(4, Math.sqrt(usual / weight)));
}

/** Wider; where this very day was never seen, at least half as wide as the two days that it may resemble lie apart. */
function holidaySpread(
  tracking: Tracking,
  i: number,
  day: number,
  ordinary: number,
  power: ErrorPower,
): number {
  const { holidays, days, today } = tracking;
  if (holidays.seen(i, days.holiday[day] as number) > 0) return SEEN_HOLIDAY_WIDTH * ordinary;
  const least = HOLIDAY_WIDTH * ordinary;
  if (days.off[day] === 0) return least;
  const apart = toErrorScale(power, today.base[i] as number) - toErrorScale(power, today.sunday[i] as number);
  return Math.max(least, Math.abs(apart) / 2);
}

/** What a series is large by: a ratio by its denominator. */
function sizeOf(tracking: Tracking, i: number): number {
  const sizes = tracking.series[i]?.kind === 'ratio' ? tracking.weight : tracking.today.level;
  return sizes[i] as number;
}
