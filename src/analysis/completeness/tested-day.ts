import type { ArrivedDay } from './arrivals.ts';

/** The day under test with the days that it is judged by, ascending. */
export interface TestedDay {
  readonly target: ArrivedDay;
  readonly history: readonly ArrivedDay[];
  /** Those of the history that have its weekday. */
  readonly same: readonly ArrivedDay[];
  /** The last days that arrived, whole or not: what is on none of them has stopped, and is not missed any more. */
  readonly lately: readonly ArrivedDay[];
  /** The calendar gives it a name on which many stay closed. */
  readonly off: boolean;
}
