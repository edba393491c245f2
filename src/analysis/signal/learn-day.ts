/** What a day teaches: levels, profiles, spreads, calendar effects. After all of the day's scores are made. */
import { beginSeries } from './begin-series.ts';
import { ROOT } from './expect-day.ts';
import { medianOf } from '../median.ts';
import { hasReturned } from './has-returned.ts';
import { learnCalendar } from './learn-calendar.ts';
import { isSparse, noteZeros } from './note-zeros.ts';
import { toErrorScale } from './power-scale.ts';
import type { Tracking } from './tracking.ts';
import { LEARNING } from './tracks.ts';

/** Errors of so many deviations count as they are; up to FAR as this; beyond less and less, from NOTHING on not. */
const REACH = 2.5;
const FAR = 4;
const NOTHING = 8;
/** The spread believes errors up to so many deviations, but for the first, which tell how far they go. */
const SPREAD_REACH = 5;
const FIRST_ERRORS = 14;
const DISPERSION_SPEED = 0.03;
const WEIGHT_SPEED = 0.05;
/** How long a new level is told of. */
const SHIFT_TOLD_DAYS = 7;

export function learnDay(tracking: Tracking, day: number): void {
  learnCalendar(tracking, day);
  const { tracks } = tracking;
  for (let i = 0; i < tracking.series.length; i += 1) {
    const at = day * tracks.series + i;
    const value = tracks.value[at] as number;
    if (Number.isNaN(value) || tracks.excluded?.[at] === 1) tracking.shifts.skip(i, day);
    else if (tracking.begun[i] === 1) learnSeries(tracking, i, day, at, value);
    else beginSeries(tracking, i, day);
  }
  for (const line of tracking.lines) line.draw();
}

function learnSeries(tracking: Tracking, i: number, day: number, at: number, value: number): void {
  const { tracks, shifts, today } = tracking;
  tracking.known[i] = (tracking.known[i] as number) + 1;
  noteZeros(tracking, i, at, value);
  const usual = tracking.weight[i] as number;
  tracking.weight[i] = usual + WEIGHT_SPEED * ((tracking.weights[at] as number) - usual);
  if ((tracking.days.holiday[day] as number) >= 0) {
    shifts.skip(i, day);
  } else if (hasReturned(tracking, i, day, value)) {
    returnToFormer(tracking, i, day);
  } else {
    tracking.siblings.learn(i, today.score[i] as number);
    learnSpread(tracking, i, day, at, value);
    const since = shifts.add(i, day, today.score[i] as number);
    if (since < 0) {
      learnLevel(tracking, i, day, at, value);
    } else {
      tracking.former.leave(i, today.level[i] as number, day);
      moveLevel(tracking, i, since, day);
      tracks.shiftSince[at] = since;
      if (tracks.state[at] !== LEARNING) tracking.shiftDay[i] = day;
    }
  }
  const found = tracking.shiftDay[i] as number;
  if (found >= 0 && day > found && day - found < SHIFT_TOLD_DAYS && (tracks.shiftSince[at] as number) < 0) {
    tracks.shiftSince[at] = tracks.shiftSince[found * tracks.series + i] as number;
  }
}

function learnSpread(tracking: Tracking, i: number, day: number, at: number, value: number): void {
  const { tracks, today, spread } = tracking;
  const linear = tracks.linear[at] === 1;
  const power = linear ? 'linear' : 'cube-root';
  const expected = tracks.expected[at] as number;
  const error =
    (toErrorScale(power, value) - toErrorScale(power, expected)) /
    ((today.unit[i] as number) * (today.thinness[i] as number));
  const reach = spread.known(i) < FIRST_ERRORS ? Infinity : SPREAD_REACH * (today.noise[i] as number);
  spread.add(i, tracking.days.weekday[day] as number, error, reach);
  if (!linear) {
    const size = (tracking.series[i]?.kind === 'ratio' ? tracking.weight[i] : today.level[i]) as number;
    tracking.lines[tracking.metric[i] as number]?.add(size, spread.pooled(i));
  }
  if ((tracks.dispersion[at] as number) > 0) {
    const size = (value - expected) ** 2 / Math.max(expected, 0.1);
    const before = tracking.dispersion[i] as number;
    const speed = Math.max(DISPERSION_SPEED, 1 / ((tracking.known[i] as number) + 5));
    tracking.dispersion[i] = before + speed * (Math.min(size, 9 * Math.max(1, before)) - before);
  }
}

function learnLevel(tracking: Tracking, i: number, day: number, at: number, value: number): void {
  const { today } = tracking;
  const effect = today.effect[i] as number;
  const factor = effect === 0 ? 1 : Math.exp(effect);
  const sparse = isSparse(tracking, i);
  const size = sparse ? 0 : Math.abs(today.score[i] as number);
  const near = size <= FAR ? 1 : Math.max(0, 1 - (size - FAR) / (NOTHING - FAR));
  const deviation = deviationOf(tracking, i, at) / factor;
  tracking.smoothing.update(i, tracking.days.weekday[day] as number, today.level[i] as number, {
    value: value / factor,
    reach: sparse ? Infinity : REACH * deviation,
    deviation,
    // A ratio of little teaches little.
    trust: near / Math.max(1, (today.thinness[i] as number) ** 2),
    sparse,
    weeks: Math.floor((tracking.known[i] as number) / 7),
  });
}

/** One deviation in the metric's unit: that of a value is 3 λ^⅔ times that of its cube root. */
function deviationOf(tracking: Tracking, i: number, at: number): number {
  const { tracks, today } = tracking;
  const spread = tracks.spread[at] as number;
  const expected = tracks.expected[at] as number;
  if (tracks.linear[at] === 1) return spread;
  const dispersion = tracks.dispersion[at] as number;
  if (dispersion > 0) return Math.sqrt(dispersion * Math.max(expected, 0.3));
  const root = Math.cbrt(Math.max(expected, 0.05 * (today.level[i] as number)));
  return (spread / ROOT) * root * root;
}

function returnToFormer(tracking: Tracking, i: number, day: number): void {
  const { former, smoothing, shifts, today } = tracking;
  const old = former.level[i] as number;
  former.leave(i, today.level[i] as number, day);
  smoothing.moveLevel(i, old);
  shifts.forget(i);
  tracking.shiftDay[i] = -1;
}

function moveLevel(tracking: Tracking, i: number, since: number, day: number): void {
  const { tracks, days, smoothing } = tracking;
  const levels: number[] = [];
  for (let t = since; t <= day; t += 1) {
    const value = tracks.value[t * tracks.series + i] as number;
    if (Number.isNaN(value) || tracks.excluded?.[t * tracks.series + i] === 1) continue;
    if ((days.holiday[t] as number) >= 0) continue;
    const factor = t === day ? Math.exp(tracking.today.effect[i] as number) : 1;
    const level = smoothing.levelOf(i, days.weekday[t] as number, value / factor);
    if (!Number.isNaN(level)) levels.push(level);
  }
  if (levels.length > 0) smoothing.moveLevel(i, medianOf(levels));
}
