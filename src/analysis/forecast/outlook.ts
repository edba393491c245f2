/** Where a metric is going: the next days, the next weeks and the end of the month, each with an 80 % interval. */
import {
  bandOf,
  errorsOf,
  forecastOf,
  heldSize,
  LEAST_ERRORS,
  usualSize,
  type Band,
  type Stretch,
} from './band.ts';
import type { Track } from './rolling-origins.ts';
import { forecastSeasonalMedian } from './seasonal-median.ts';

export type { Band } from './band.ts';

/**
 * `sum`: adds up over days. `ratio`: Σ numerator / Σ denominator. `stock`: a level at the end of each day.
 * `level`: of each day by itself, such as a percentile: days only.
 */
export type OutlookKind = 'sum' | 'ratio' | 'stock' | 'level';

export interface OutlookRequest {
  readonly kind: OutlookKind;
  /** Of a ratio numerator and denominator, else one; each AHEAD days long, over the same days up to today. */
  readonly tracks: readonly Track[];
  /** Days of this month up to today, and those that are left. */
  readonly elapsed: number;
  readonly remaining: number;
}

export interface Outlook {
  readonly days: readonly Band[];
  /** Of a stock the level at the end of each week. Empty for a level. */
  readonly weeks: readonly Band[];
  /** The whole month, of a stock its last day. Null for a level, and where no remaining stretch has been tried. */
  readonly month: Band | null;
  /** Days of this month whose value is not known and was put in for the projection. */
  readonly estimated: number;
}

export const DAYS_AHEAD = 7;
export const WEEKS_AHEAD = 8;
const WEEK = 7;
export const AHEAD = WEEKS_AHEAD * WEEK;
/** Known days that it takes. */
export const LEAST_DAYS = 28;

/** Undefined while fewer than four weeks are known, or nothing can be said. */
export function outlookOf(request: OutlookRequest): Outlook | undefined {
  const { kind, tracks } = request;
  if (tracks.some(({ values }) => knownDays(values) < LEAST_DAYS)) return undefined;
  const days = bandsOfDays(tracks);
  if (days.some(({ value, lower, upper }) => !Number.isFinite(value + lower + upper))) return undefined;
  return {
    days,
    weeks: kind === 'level' ? [] : bandsOfWeeks(tracks, kind),
    ...monthOf(tracks, request),
  };
}

function knownDays(values: Float64Array): number {
  return values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
}

/** The errors of the first seven days are one pool: one day ahead or six makes little difference. */
function bandsOfDays(tracks: readonly Track[]): Band[] {
  const stretches = Array.from({ length: DAYS_AHEAD }, (_, day) => ({ from: day, to: day + 1 }));
  const held = heldSize(stretches.flatMap((stretch) => errorsOf(tracks, stretch)));
  return stretches.map((stretch) => around(tracks, stretch, held));
}

function bandsOfWeeks(tracks: readonly Track[], kind: OutlookKind): Band[] {
  let errors: readonly number[] = [];
  let learntAt = 0;
  return Array.from({ length: WEEKS_AHEAD }, (_, week) => {
    const to = (week + 1) * WEEK;
    const stretch = { from: kind === 'stock' ? to - 1 : to - WEEK, to };
    const own = errorsOf(tracks, stretch);
    if (own.length >= LEAST_ERRORS || week === 0) [errors, learntAt] = [own, week];
    // Further than the past can tell, errors are taken to grow as those of a random walk.
    const growth = Math.sqrt((week + 1) / (learntAt + 1));
    return around(tracks, stretch, heldSize(errors.map((error) => error * growth)));
  });
}

function monthOf(tracks: readonly Track[], request: OutlookRequest): Pick<Outlook, 'month' | 'estimated'> {
  const { kind, remaining } = request;
  const elapsed = Math.min(request.elapsed, tracks[0]?.values.length ?? 0);
  if (kind === 'level') return { month: null, estimated: 0 };
  if (kind === 'stock') {
    if (remaining === 0) return { month: null, estimated: 0 };
    return {
      month: around(
        tracks,
        { from: remaining - 1, to: remaining },
        heldSize(errorsUpTo(tracks, remaining, 1)),
      ),
      estimated: 0,
    };
  }
  const whole = tracks.map((track) => estimate(track, elapsed));
  const estimated = Math.max(...whole.map(({ estimated }) => estimated));
  const filled = whole.map(({ track }) => track);
  const from = kind === 'ratio' ? -elapsed : 0;
  const value = forecastOf(filled, { from: -elapsed, to: remaining });
  if (remaining === 0) return { month: { value, lower: value, upper: value }, estimated };
  const errors = errorsUpTo(tracks, remaining, remaining, from);
  if (errors.length < LEAST_ERRORS) return { month: null, estimated };
  const unit = unitOf(filled, { from, to: remaining });
  const known = value - forecastOf(filled, { from, to: remaining });
  const floor = floorOf(tracks, kind === 'ratio' ? 0 : known);
  return { month: bandOf(value, unit, heldSize(errors), floor), estimated };
}

/** Errors of the longest stretch, up to the one asked for, that the past has enough of. */
function errorsUpTo(tracks: readonly Track[], to: number, length: number, from?: number): number[] {
  const [first] = tracks;
  const reaching = (end: number) =>
    first?.past.filter(({ origin }) => origin + end <= first.values.length).length ?? 0;
  for (let end = to; end > 1; end -= 1) {
    if (reaching(end) < LEAST_ERRORS) continue;
    const errors = errorsOf(tracks, { from: from ?? end - length, to: end });
    if (errors.length >= LEAST_ERRORS) return errors;
  }
  return errorsOf(tracks, { from: from ?? 0, to: 1 });
}

/** With the usual value of the weekday where a day of the month is not known. */
function estimate(track: Track, elapsed: number): { track: Track; estimated: number } {
  const values = Float64Array.from(track.values);
  let estimated = 0;
  for (let index = Math.max(0, values.length - elapsed); index < values.length; index += 1) {
    if (!Number.isNaN(values[index])) continue;
    values[index] = forecastSeasonalMedian(values.subarray(0, index), WEEK, 1)[0] ?? NaN;
    estimated += 1;
  }
  return { track: { ...track, values }, estimated };
}

function around(tracks: readonly Track[], stretch: Stretch, held: number): Band {
  return bandOf(forecastOf(tracks, stretch), unitOf(tracks, stretch), held, floorOf(tracks, 0));
}

/** What the errors of a stretch are parts of, as `errorsOf` has it. */
function unitOf(tracks: readonly Track[], stretch: Stretch): number {
  const value = forecastOf(tracks, stretch);
  const [first] = tracks;
  if (first === undefined || (tracks.every(({ nonNegative }) => nonNegative) && value > 0)) return value;
  return usualSize(first.values, first.values.length) * (stretch.to - stretch.from);
}

/** Nothing falls below 0 that never did, and no month below what it has already. */
function floorOf(tracks: readonly Track[], least: number): number {
  return tracks.every(({ nonNegative }) => nonNegative) ? least : -Infinity;
}
