/** An interval around a forecast, from the errors that forecasts of like days had. */
import type { Track } from './rolling-origins.ts';

/** Days from the first one that is forecast: `from` included, `to` not. Below 0 lie known days. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A forecast with the interval that should hold 80 % of outcomes. */
export interface Band {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** Fewer errors than this have no fifth that is largest. */
export const LEAST_ERRORS = 10;
/** The part of outcomes that an interval holds. */
const HELD = 0.8;

/** Σ over a stretch of one quantity, or of a ratio the quotient of the two sums. */
export function forecastOf(tracks: readonly Track[], { from, to }: Stretch): number {
  return quotient(
    tracks.map(
      ({ values, ahead }) =>
        sum(values, values.length + from, values.length) + sum(ahead, Math.max(0, from), to),
    ),
  );
}

/**
 * Errors of past forecasts of the same stretch, as parts of the forecast; of what may be below 0 as parts of the
 * usual size of as many days. Forecasts that overlap err together: there are about as many independent ones as
 * stretches fit into the time between the first and the last. Errors are widened as the interval for the next of n
 * values is against that of values whose middle is known, √(1 + 1/n).
 */
export function errorsOf(tracks: readonly Track[], { from, to }: Stretch): number[] {
  const [first] = tracks;
  if (first === undefined) return [];
  const origins = first.past
    .map(({ origin }) => origin)
    .filter((origin) => origin + to <= first.values.length);
  const span = Math.max(...origins) - Math.min(...origins);
  const widening = Math.sqrt(1 + 1 / (1 + span / to));
  return first.past.flatMap(({ origin }, index) => {
    if (origin + from < 0 || origin + to > first.values.length) return [];
    const actual = quotient(tracks.map(({ values }) => sum(values, origin + from, origin + to)));
    const told = quotient(
      tracks.map(({ values, past }) => {
        const path = past[index]?.path ?? new Float64Array();
        return sum(values, Math.min(origin, origin + from), origin) + sum(path, Math.max(0, from), to);
      }),
    );
    const positive = tracks.every(({ nonNegative }) => nonNegative) && told > 0;
    const unit = positive ? told : usualSize(first.values, origin) * (to - from);
    const error = (actual - told) / unit;
    return Number.isFinite(error) ? [error * widening] : [];
  });
}

/**
 * The size that 80 % of errors do not exceed.
 * @param errors at least LEAST_ERRORS
 */
export function heldSize(errors: readonly number[]): number {
  // Either way: trials of a few months share one drift, and the next one need not go the same way.
  const sizes = Float64Array.from(errors, Math.abs).sort();
  // As of n exchangeable errors and one more, which is the outcome: rank 0.8 (n + 1), between two of them by parts.
  const place = Math.min(sizes.length, HELD * (sizes.length + 1)) - 1;
  const [before, after] = [sizes[Math.floor(place)] ?? 0, sizes[Math.ceil(place)] ?? 0];
  return before + (place - Math.floor(place)) * (after - before);
}

/**
 * @param unit what errors are parts of
 * @param held of `heldSize`
 */
export function bandOf(value: number, unit: number, held: number, atLeast: number): Band {
  const half = unit * held;
  return { value, lower: Math.max(atLeast, value - half), upper: value + half };
}

/** Mean size of a day over the four weeks before an origin. */
export function usualSize(values: Float64Array, origin: number): number {
  let total = 0;
  let known = 0;
  for (const value of values.subarray(Math.max(0, origin - 28), origin)) {
    if (Number.isNaN(value)) continue;
    total += Math.abs(value);
    known += 1;
  }
  return total / known;
}

function quotient([first = NaN, second]: readonly number[]): number {
  return second === undefined ? first : first / second;
}

function sum(values: Float64Array, from: number, to: number): number {
  let total = 0;
  for (let index = from; index < to; index += 1) total += values[index] ?? NaN;
  return total;
}
