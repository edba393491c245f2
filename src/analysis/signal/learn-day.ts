/** What a day teaches: levels, profiles, spreads, calendar effects. After all of the day's scores are made. */
import { weightFactor, sizeOf } from './expect-day.ts';
import { firstProfile, medianOf } from './first-profile.ts';
import { learnCalendar } from './learn-calendar.ts';
import { countProbability } from './low-counts.ts';
import { toErrorScale } from './power-scale.ts';
import type { Series } from './series.ts';
import { LEARNING, UNKNOWN, type Track } from './track.ts';
import { valueOn, type Tracking } from './tracking.ts';

/** Known days from which a first profile is made. */
const FIRST_DAYS = 14;
/** Errors up to so many deviations count whole, up to FAR as much as that, beyond less, from NOTHING on nothing. */
const REACH = 2.5;
const FAR = 4;
const NOTHING = 8;
const DISPERSION_SPEED = 0.03;
const WEIGHT_SPEED = 0.05;
/** How long a new level is told of. */
const SHIFT_TOLD_DAYS = 7;
/** A 0 is next to impossible below this probability. */
const IMPOSSIBLE = Math.log(0.001);
/** So long without a 0, and so far from it, an amount of 0 means that the segment is gone. */
const FEWEST_DAYS_WITHOUT_ZERO = 28;
const FAR_FROM_ZERO = -4;

export function learnDay(tracking: Tracking, day: number): void {
  learnCalendar(tracking, day);
  tracking.series.forEach((series, i) => {
    const value = valueOn(series, day);
    if (Number.isNaN(value)) {
      tracking.shifts.skip(i, day);
      return;
    }
    if (tracking.begun[i] === 1) learnSeries(tracking, series, i, day, value);
    else learnFirst(tracking, series, i, day, value);
  });
  for (const line of tracking.lines) line.draw();
}

function learnFirst(tracking: Tracking, series: Series, i: number, day: number, value: number): void {
  if ((tracking.known[i] as number) > 0 || value !== 0) {
    tracking.known[i] = (tracking.known[i] as number) + 1;
  }
  const track = tracking.tracks[i] as Track;
  track.state[day] = LEARNING;
  if ((tracking.known[i] as number) < FIRST_DAYS) return;
  const values: number[] = [];
  const weekdays: number[] = [];
  const weights: number[] = [];
  for (let t = day; t >= 0 && t > day - 4 * FIRST_DAYS && values.length < FIRST_DAYS; t -= 1) {
    const one = valueOn(series, t);
    if (Number.isNaN(one) || (tracking.days.holiday[t] as number) >= 0) continue;
    values.push(one);
    weekdays.push(tracking.days.weekday[t] as number);
    weights.push(series.weights?.[t] ?? Math.abs(one));
  }
  if (values.length < FIRST_DAYS / 2) return;
  const first = firstProfile(values, weekdays);
  tracking.weight[i] = medianOf(weights);
  tracking.smoothing.begin(i, first.level, first.profile, first.linear);
  tracking.begun[i] = 1;
}

function learnSeries(tracking: Tracking, series: Series, i: number, day: number, value: number): void {
  const track = tracking.tracks[i] as Track;
  const { days } = tracking;
  const score = track.score[day] as number;
  const known = tracking.known[i] as number;
  tracking.known[i] = known + 1;
  noteZeros(tracking, series, i, day, value);
  const weight = series.kind === 'ratio' ? (series.weights?.[day] ?? 0) : Math.abs(value);
  tracking.weight[i] =
    (tracking.weight[i] as number) + WEIGHT_SPEED * (weight - (tracking.weight[i] as number));
  if ((days.holiday[day] as number) >= 0) {
    tracking.shifts.skip(i, day);
    tellShift(tracking, i, day);
    return;
  }
  learnSpread(tracking, series, i, day, value);
  const since = tracking.shifts.add(i, day, score);
  if (since >= 0) {
    moveLevel(tracking, series, i, since, day);
    if (track.state[day] !== LEARNING) tracking.shiftDay[i] = day;
    track.shiftSince[day] = since;
  } else {
    learnLevel(tracking, series, i, day, value, score);
  }
  tellShift(tracking, i, day);
}

function learnSpread(tracking: Tracking, series: Series, i: number, day: number, value: number): void {
  const track = tracking.tracks[i] as Track;
  const power = tracking.smoothing.isLinear(i) ? 'linear' : 'cube-root';
  const unit = tracking.unit[i] as number;
  const expected = track.expected[day] as number;
  let error = (toErrorScale(power, value) - toErrorScale(power, expected)) / unit;
  if (series.kind === 'ratio') error /= weightFactor(tracking, series, i, day);
  const noise = tracking.noise[i] as number;
  // The first errors tell how far errors go; later ones are believed as far as they may lie.
  const reach = tracking.spread.known(i) < FIRST_DAYS ? Infinity : 5 * noise;
  tracking.spread.add(i, tracking.days.weekday[day] as number, error, reach);
  const line = tracking.lines[tracking.metric[i] as number];
  if (power === 'cube-root') line?.add(sizeOf(tracking, series, i, expected), tracking.spread.pooled(i));
  if ((track.dispersion[day] as number) > 0) {
    const size = (value - expected) ** 2 / Math.max(expected, 0.1);
    const before = tracking.dispersion[i] as number;
    const speed = Math.max(DISPERSION_SPEED, 1 / ((tracking.known[i] as number) + 5));
    tracking.dispersion[i] = before + speed * (Math.min(size, 9 * Math.max(1, before)) - before);
  }
}

function learnLevel(
  tracking: Tracking,
  series: Series,
  i: number,
  day: number,
  value: number,
  score: number,
): void {
  const track = tracking.tracks[i] as Track;
  const linear = tracking.smoothing.isLinear(i);
  const expected = track.expected[day] as number;
  const factor = Math.exp(tracking.effect[i] as number);
  // One deviation in the metric's unit: that of the cube is 3 λ^⅔ times that of the root.
  const spread = track.spread[day] as number;
  const low = (track.dispersion[day] as number) > 0;
  const deviation = low
    ? Math.sqrt((track.dispersion[day] as number) * Math.max(expected, 0.3))
    : linear
      ? spread
      : 3 * spread * Math.max(expected, (tracking.unit[i] as number) ** 3 * 0.05) ** (2 / 3);
  const size = Math.abs(score);
  const distance = size <= FAR ? 1 : Math.max(0, 1 - (size - FAR) / (NOTHING - FAR));
  const heavy = series.kind === 'ratio' ? Math.min(1, 1 / weightFactor(tracking, series, i, day) ** 2) : 1;
  const weeks = Math.floor((tracking.known[i] as number) / 7);
  tracking.smoothing.update(
    i,
    tracking.days.weekday[day] as number,
    value / factor,
    (REACH * deviation) / factor,
    distance * heavy,
    weeks,
    deviation / factor,
  );
}

function moveLevel(tracking: Tracking, series: Series, i: number, since: number, day: number): void {
  const levels: number[] = [];
  for (let t = since; t <= day; t += 1) {
    const value = valueOn(series, t);
    if (Number.isNaN(value) || (tracking.days.holiday[t] as number) >= 0) continue;
    const factor = t === day ? Math.exp(tracking.effect[i] as number) : 1;
    const level = tracking.smoothing.levelOf(i, tracking.days.weekday[t] as number, value / factor);
    if (!Number.isNaN(level)) levels.push(level);
  }
  if (levels.length > 0) tracking.smoothing.moveLevel(i, medianOf(levels));
}

function tellShift(tracking: Tracking, i: number, day: number): void {
  const track = tracking.tracks[i] as Track;
  const found = tracking.shiftDay[i] as number;
  if (found < 0 || day === found || day - found >= SHIFT_TOLD_DAYS) return;
  if ((track.shiftSince[day] as number) < 0) track.shiftSince[day] = track.shiftSince[found] as number;
}

function noteZeros(tracking: Tracking, series: Series, i: number, day: number, value: number): void {
  const track = tracking.tracks[i] as Track;
  if (value !== 0) {
    tracking.sinceZero[i] = (tracking.sinceZero[i] as number) + 1;
    tracking.zeroRun[i] = 0;
    return;
  }
  const judged = track.state[day] !== LEARNING && track.state[day] !== UNKNOWN;
  const expected = track.expected[day] as number;
  if (series.kind === 'count' && expected > 0) {
    const dispersion = Math.max(1, tracking.dispersion[i] as number);
    const zero = countProbability(0, expected, dispersion).zero;
    const run = (tracking.zeroRun[i] as number) + Math.log(Math.max(zero, 1e-12));
    tracking.zeroRun[i] = run;
    if (judged && run < IMPOSSIBLE) track.vanished[day] = 1;
  } else if (series.kind === 'amount') {
    const before = (tracking.sinceZero[i] as number) >= FEWEST_DAYS_WITHOUT_ZERO;
    const far = (track.score[day] as number) < FAR_FROM_ZERO;
    const goesOn = day > 0 && track.vanished[day - 1] === 1;
    if (judged && ((before && far) || goesOn)) track.vanished[day] = 1;
  }
  tracking.sinceZero[i] = 0;
}
