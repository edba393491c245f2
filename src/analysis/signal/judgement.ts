/**
 * What a day is against what the days before it let expect. `learning`: fewer than four weeks are known.
 * `unknown`: the day itself is not known. `holiday`: judged, but by a factor that other holidays taught, and wider.
 */
export type DayState = 'judged' | 'holiday' | 'learning' | 'unknown';

/** One series on one day. Made from that day's value and the days before it only. */
export interface Judgement {
  /** Index of the series. */
  readonly series: number;
  readonly state: DayState;
  /** In the metric's unit; of a ratio the ratio itself. NaN where undefined. */
  readonly value: number;
  readonly expected: number;
  /** One robust standard deviation of value − expected, in the metric's unit. */
  readonly scale: number;
  /** The band that holds 80 % of ordinary days, from the errors of the past. */
  readonly lower: number;
  readonly upper: number;
  /** Signed robust deviations, on the scale where errors are even (`power-scale.ts`); NaN where not scored. */
  readonly score: number;
  /** Two-sided, from the ranks of past errors of like series; uniform on ordinary days. 1 where not judged. */
  readonly pValue: number;
  /** Was there, should be there, is not: 0 where 0 has a probability below 0.001. */
  readonly vanished: boolean;
  /** Set while the last days lie on one side of what was expected: the first day of the new level. */
  readonly shiftSince?: number;
}
