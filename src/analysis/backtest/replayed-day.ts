import type { SegmentKey } from '../alert.ts';
import type { Direction } from '../alerts/policy.ts';
import type { BusinessDay } from '../calendar.ts';

/** What would have been told on a day. */
export interface ReplayedDay {
  readonly day: BusinessDay;
  /** The name of the day, where it has one. */
  readonly holiday: string | null;
  /** Segments × metrics that were judged. */
  readonly evaluated: number;
  readonly alerts: readonly ReplayedAlert[];
}

export interface ReplayedAlert {
  readonly metric: string;
  readonly segment: SegmentKey;
  readonly direction: Direction;
  readonly value: number;
  /** Of the classic rule the mean of its window. */
  readonly expected: number;
  /** Id of the incident that it belongs to. */
  readonly incident: string;
  /** What people said about it; such an alert stands in the report, and counts for nothing. */
  readonly said: string | null;
}
