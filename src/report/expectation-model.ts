/** What the days before let expect of the whole, beside what happened. Statistics have six significant digits. */
import type { Direction } from '../analysis/alerts/policy.ts';

export type Expectation =
  /** Fewer than four weeks are known. */
  | { readonly state: 'learning' }
  | {
      readonly state: 'judged';
      readonly expected: number;
      /** The band of four ordinary days in five. */
      readonly lower: number;
      readonly upper: number;
      readonly verdict: DayVerdict;
      /** In the order of the comparisons of the line. */
      readonly comparisons: readonly ChangeVerdict[];
    };

/** `unusual`: one ordinary day in twenty is so far from what was expected. */
export type DayVerdict =
  | { readonly kind: 'usual' }
  | { readonly kind: 'unusual'; readonly direction: Direction }
  /** A holiday, and as holidays are. */
  | { readonly kind: 'holiday'; readonly name: string };

/**
 * What to make of a change: `usual` where both days were as expected, so that weekdays, calendar and level account for
 * it; else which of both days is not an ordinary one.
 */
export type ChangeVerdict =
  | DayVerdict
  | { readonly kind: 'baseline-unusual'; readonly direction: Direction }
  | { readonly kind: 'baseline-holiday'; readonly name: string }
  /** Nothing is known of the baseline day. */
  | { readonly kind: 'unknown' };
