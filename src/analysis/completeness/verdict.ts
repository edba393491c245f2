import type { SegmentKey } from '../alert.ts';

/**
 * `learning`: fewer than four days of the same weekday, or three weeks in all, are known. `missing`: no row of the
 * day arrived.
 */
export type CompletenessState = 'complete' | 'partial' | 'missing' | 'learning';

/** What was found, against what a day of this weekday usually has. */
export type Finding =
  | { readonly kind: 'rows'; readonly found: number; readonly usual: number }
  | {
      readonly kind: 'segments';
      readonly found: number;
      readonly usual: number;
      /** Those that usually are there, the largest first, at most five. */
      readonly missing: readonly SegmentKey[];
    }
  /** Minutes after midnight of the last row. */
  | { readonly kind: 'last-row'; readonly found: number; readonly usual: number };

export interface DayCompleteness {
  readonly state: CompletenessState;
  /** Empty but for a partial day. */
  readonly findings: readonly Finding[];
}
