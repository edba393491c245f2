/** What a day of the calendar teaches about its like, in each series and in all of a metric together. */
import { ROOT } from './expect-day.ts';
import type { Tracking } from './tracking.ts';

/** A day's error counts up to so many deviations of the series. */
const REACH = 3;
/** Beside what the series scatters by: no series speaks for all. */
const SHARED_NOISE = 0.03;
const MOST = 2.5;
/** Known days of a series before it teaches the calendar. */
const FEWEST_KNOWN_DAYS = 28;

export function learnCalendar(tracking: Tracking, day: number): void {
  const holiday = tracking.days.holiday[day] as number;
  const metrics = tracking.lines.length;
  const sums = new Float64Array(metrics);
  const weights = new Float64Array(metrics);
  for (let i = 0; i < tracking.series.length; i += 1) {
    const effect = holiday >= 0 ? holidayEffect(tracking, i, day) : errorOf(tracking, i, day);
    if (Number.isNaN(effect)) continue;
    const noise = (tracking.today.noise[i] as number) / ROOT;
    const weight = 1 / (noise * noise + SHARED_NOISE * SHARED_NOISE);
    const metric = tracking.metric[i] as number;
    sums[metric] = (sums[metric] as number) + weight * effect;
    weights[metric] = (weights[metric] as number) + weight;
  }
  for (let metric = 0; metric < metrics; metric += 1) {
    const weight = weights[metric] as number;
    if (weight > 0) learnMetric(tracking, metric, day, (sums[metric] as number) / weight);
  }
  const ofSeries = holiday >= 0 ? learnHoliday : learnKinds;
  if (holiday < 0 && tracking.days.kinds[day]?.length === 0) return;
  for (let i = 0; i < tracking.series.length; i += 1) {
    const metric = tracking.metric[i] as number;
    const weight = weights[metric] as number;
    if (weight > 0) ofSeries(tracking, i, day, (sums[metric] as number) / weight);
  }
}

function learnMetric(tracking: Tracking, metric: number, day: number, effect: number): void {
  const { days, holidays, kinds } = tracking;
  const holiday = days.holiday[day] as number;
  if (holiday >= 0) {
    holidays.addMetric(metric, holiday, days.off[day] === 1, effect);
    return;
  }
  const present = days.kinds[day] as readonly number[];
  if (present.length === 0) kinds.addOrdinary(metric, effect);
  for (const kind of present) {
    kinds.addMetric(metric, kind, effect + kinds.ofMetric(metric, kind));
  }
}

function learnHoliday(tracking: Tracking, i: number, day: number, ofMetric: number): void {
  const effect = holidayEffect(tracking, i, day);
  if (Number.isNaN(effect)) return;
  const holiday = tracking.days.holiday[day] as number;
  tracking.holidays.addSeries(i, holiday, tracking.days.off[day] === 1, effect, ofMetric);
}

function learnKinds(tracking: Tracking, i: number, day: number, ofMetric: number): void {
  const error = errorOf(tracking, i, day);
  if (Number.isNaN(error)) return;
  const metric = tracking.metric[i] as number;
  const noise = (tracking.today.noise[i] as number) / ROOT;
  for (const kind of tracking.days.kinds[day] as readonly number[]) {
    const used = tracking.kinds.of(i, metric, kind, noise) - tracking.kinds.ofMetric(metric, kind);
    tracking.kinds.addSeries(i, kind, error - ofMetric + used);
  }
}

/** Logarithm, nearly: what the day was over what was expected, as far as it is believed. NaN where not known. */
function errorOf(tracking: Tracking, i: number, day: number): number {
  if (!isTaught(tracking, i, day)) return NaN;
  const at = day * tracking.tracks.series + i;
  const value = tracking.tracks.value[at] as number;
  const expected = tracking.tracks.expected[at] as number;
  if (Number.isNaN(value) || !(expected > 0)) return NaN;
  const error = (Math.cbrt(value) / Math.cbrt(expected) - 1) / ROOT;
  const reach = (REACH * (tracking.today.noise[i] as number)) / ROOT;
  return Math.max(-reach, Math.min(reach, error));
}

function holidayEffect(tracking: Tracking, i: number, day: number): number {
  if (!isTaught(tracking, i, day)) return NaN;
  const value = tracking.tracks.value[day * tracking.tracks.series + i] as number;
  const like = (tracking.days.off[day] === 1 ? tracking.today.sunday[i] : tracking.today.base[i]) as number;
  if (Number.isNaN(value) || !(like > 0)) return NaN;
  return Math.max(-MOST, Math.min(MOST, value > 0 ? Math.log(value / like) : -MOST));
}

function isTaught(tracking: Tracking, i: number, day: number): boolean {
  return (
    tracking.tracks.excluded?.[day * tracking.tracks.series + i] !== 1 &&
    tracking.begun[i] === 1 &&
    !tracking.smoothing.isLinear(i) &&
    (tracking.known[i] as number) >= FEWEST_KNOWN_DAYS
  );
}
