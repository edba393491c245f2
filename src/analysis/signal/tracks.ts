import type { DayState } from './judgement.ts';

/** Codes of `Tracks.state`. */
export const STATES = ['unknown', 'learning', 'judged', 'holiday'] as const satisfies readonly DayState[];
export const UNKNOWN = 0;
export const LEARNING = 1;
export const JUDGED = 2;
export const HOLIDAY = 3;

/**
 * What is known of each series on each day, made from the days before it; scores and flags also from the day itself.
 * Shape of all arrays: days × series, the series of a day side by side, as they are gone through (three times as
 * fast as an array per series, 2026-11).
 */
export interface Tracks {
  readonly days: number;
  readonly series: number;
  /** In the metric's unit; of a ratio the ratio. NaN where not known. */
  readonly value: Float64Array;
  /** In the metric's unit; NaN while there is no expectation. */
  readonly expected: Float64Array;
  /** One robust standard deviation on the error scale (`power-scale.ts`); NaN while there is none. */
  readonly spread: Float64Array;
  /** Signed, in deviations (`score.ts`). NaN where not scored. */
  readonly score: Float64Array;
  /** What its siblings let expect of the score (`sibling-moves.ts`). */
  readonly moved: Float32Array;
  /** What is left then scatters by so many deviations. */
  readonly width: Float32Array;
  /** Of sparse amounts: the share of zeros, 0 for all others, and the mean cube root of the rest, whose deviation is `spread`. */
  readonly zeros: Float32Array;
  readonly events: Float32Array;
  /** Index into `STATES`. */
  readonly state: Uint8Array;
  /** 1 where errors are measured as they are, 0 where on cube roots. */
  readonly linear: Uint8Array;
  /** Volume band for calibration (`calibration.ts`). */
  readonly band: Uint8Array;
  /** Of low counts: variance over mean, at least 1; 0 for all others. */
  readonly dispersion: Float32Array;
  /** 1 where a 0 is next to impossible, and is there. */
  readonly vanished: Uint8Array;
  /** The first day of a level that was found to be new within the last week; −1 where there is none. */
  readonly shiftSince: Int32Array;
  /** 1 where nothing is learned from the day; absent where everything is. */
  readonly excluded?: Uint8Array;
}

/** @param excluded in the shape of the tracks */
export function emptyTracks(days: number, series: number, excluded?: Uint8Array): Tracks {
  const size = days * series;
  return {
    days,
    series,
    value: new Float64Array(size),
    expected: new Float64Array(size).fill(NaN),
    spread: new Float64Array(size).fill(NaN),
    score: new Float64Array(size).fill(NaN),
    moved: new Float32Array(size),
    width: new Float32Array(size).fill(1),
    zeros: new Float32Array(size),
    events: new Float32Array(size),
    state: new Uint8Array(size),
    linear: new Uint8Array(size),
    band: new Uint8Array(size),
    dispersion: new Float32Array(size),
    vanished: new Uint8Array(size),
    shiftSince: new Int32Array(size).fill(-1),
    ...(excluded && { excluded }),
  };
}
