import type { DayState } from './judgement.ts';

/** Codes of `Track.state`. */
export const STATES = ['unknown', 'learning', 'judged', 'holiday'] as const satisfies readonly DayState[];
export const UNKNOWN = 0;
export const LEARNING = 1;
export const JUDGED = 2;
export const HOLIDAY = 3;

/** What is known of a series each day, made from the days before it; scores and flags also from the day itself. */
export interface Track {
  /** Shape of all arrays: one per day of the timeline. In the metric's unit; NaN while there is no expectation. */
  readonly expected: Float64Array;
  /** One robust standard deviation on the error scale (`power-scale.ts`); NaN while there is none. */
  readonly spread: Float64Array;
  /** The error in such deviations, signed; of low counts the normal score of the mid-p. NaN where not scored. */
  readonly score: Float64Array;
  /** Index into `STATES`. */
  readonly state: Uint8Array;
  /** 1 where errors are measured as they are, 0 where on cube roots. */
  readonly linear: Uint8Array;
  /** Volume band for calibration (`conformal.ts`). */
  readonly band: Uint8Array;
  /** Of low counts: variance over mean, at least 1; 0 for all others. */
  readonly dispersion: Float32Array;
  /** 1 where a 0 is next to impossible, and is there. */
  readonly vanished: Uint8Array;
  /** The first day of a level that was found to be new within the last week; −1 where there is none. */
  readonly shiftSince: Int32Array;
}

export function emptyTrack(length: number): Track {
  return {
    expected: new Float64Array(length).fill(NaN),
    spread: new Float64Array(length).fill(NaN),
    score: new Float64Array(length).fill(NaN),
    state: new Uint8Array(length),
    linear: new Uint8Array(length),
    band: new Uint8Array(length),
    dispersion: new Float32Array(length),
    vanished: new Uint8Array(length),
    shiftSince: new Int32Array(length).fill(-1),
  };
}
