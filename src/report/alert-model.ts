/** The alerts of a report. Statistics are rounded to six significant digits: the same on every machine. */
import type { ZScoreAlert, ZScoreRule, SegmentKey } from '../analysis/alert.ts';
import type { BaselineRule } from '../analysis/alerts/alert-rule.ts';
import type { AnnotationKind } from '../analysis/alerts/annotation.ts';
import type { IncidentStatus } from '../analysis/alerts/incidents.ts';
import type { Direction } from '../analysis/alerts/policy.ts';
import type { BusinessDay } from '../analysis/calendar.ts';

export type AlertSection = ZScoreSection | BaselineSection;

export interface ZScoreSection {
  readonly method: 'zscore';
  readonly rule: ZScoreRule;
  readonly labels: readonly string[];
  /** The day is partial: nothing was judged, and there is no alert. */
  readonly muted: boolean;
  /** Metric × segment pairs with a z-score, and those with too little history to have one. */
  readonly evaluated: number;
  readonly withoutHistory: number;
  /** Segments that are not watched, for there being larger ones. Absent where all are. */
  readonly unwatched?: number;
  /** Largest |z| first. */
  readonly items: readonly ZScoreAlert[];
}

export interface BaselineSection {
  readonly method: 'baseline';
  readonly rule: BaselineRule;
  readonly labels: readonly string[];
  /** The day is partial: nothing was judged, and there is no alert. */
  readonly muted: boolean;
  /** Metric × segment pairs that were judged, wholes and parts; and those with less than four weeks of history. */
  readonly evaluated: number;
  readonly withoutHistory: number;
  /** Segments that are watched only as parts of what contains them, for there being larger ones. Absent where all are. */
  readonly unwatched?: number;
  /** On a day, the share of false ones is expected to be at most `rule.falseDiscoveryRate`. */
  readonly confirmed: readonly ConfirmedAlert[];
  /** Confirmed as well, but somebody has said what they are: they count for no exit code. */
  readonly known: readonly KnownAlert[];
  /** Not told apart from chance: ten at most. */
  readonly watch: readonly BaselineAlert[];
  /** Incidents of the day before that have ended. */
  readonly recovered: readonly RecoveredIncident[];
}

export interface BaselineAlert {
  readonly metric: string;
  /** Values of the first dimensions of `rule.by`; none is the whole. */
  readonly segment: SegmentKey;
  readonly direction: Direction;
  /** `vanished`: nothing is left of a segment of every day. `shift`: the days since `shiftSince` have a new level. */
  readonly kind: 'deviation' | 'vanished' | 'shift';
  readonly shiftSince?: BusinessDay;
  readonly value: number;
  readonly expected: number;
  /** The band of four ordinary days in five. */
  readonly lower: number;
  readonly upper: number;
  /** value − expected, in robust standard deviations. */
  readonly score: number;
  readonly pValue: number;
  /** |value − expected| as a part of what was expected of the containing segment; of a ratio, by its denominator. */
  readonly share: number;
  /** The name of the holiday that the day is; its effect is part of what was expected, as far as history shows it. */
  readonly holiday?: string;
}

export interface ConfirmedAlert extends BaselineAlert {
  readonly incident: IncidentLine;
  /** The segments within that hold most of it, each with the part of it that it holds; none where it is spread. */
  readonly parts: readonly { readonly segment: SegmentKey; readonly part: number }[];
  /** Alerts of segments within that are not told on their own. */
  readonly folded: number;
}

export interface KnownAlert extends ConfirmedAlert {
  readonly annotation: { readonly kind: AnnotationKind; readonly note: string; readonly until: BusinessDay };
}

export interface IncidentLine {
  /** Named by `kpi alerts`. */
  readonly id: string;
  readonly status: IncidentStatus;
  readonly since: BusinessDay;
  /** Calendar days so far. */
  readonly length: number;
}

export interface RecoveredIncident {
  readonly id: string;
  readonly metric: string;
  readonly segment: SegmentKey;
  readonly direction: Direction;
  readonly since: BusinessDay;
  readonly lastDay: BusinessDay;
}

/** Alerts that count for `--fail-on-alert`. */
export function alertCount(section: AlertSection): number {
  return section.method === 'zscore' ? section.items.length : section.confirmed.length;
}
