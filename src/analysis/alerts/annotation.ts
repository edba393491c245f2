/** What people said about incidents and days, and what follows from it. */
import type { SegmentKey } from '../alert.ts';
import { eachDay, type BusinessDay } from '../calendar.ts';
import { indexOf, type Series, type Timeline } from '../signal/series.ts';
import { isWithin } from './find-alerts.ts';
import type { Incident } from './incidents.ts';

export const ANNOTATION_KINDS = ['ack', 'snooze', 'true', 'false', 'event'] as const;
/**
 * `ack`: known, and no alert any more while it lasts. `snooze`: not told until the last day. `true`, `false`: whether the
 * alert was right. `event`: days that were known to be different.
 */
export type AnnotationKind = (typeof ANNOTATION_KINDS)[number];

export interface Annotation {
  readonly id: string;
  readonly kind: AnnotationKind;
  /** Of the incident that it was said about; null for days that somebody named. */
  readonly incident: string | null;
  /** Null: all. */
  readonly metric: string | null;
  /** Empty: the whole dataset. */
  readonly segment: SegmentKey;
  readonly from: BusinessDay;
  /** Included. Of a snooze: the last day on which it is not told. */
  readonly to: BusinessDay;
  /** The name of an event, or why. */
  readonly note: string;
}

/** The last that was said about an incident on its last day; undefined if nothing was. */
export function annotationOf(incident: Incident, annotations: readonly Annotation[]): Annotation | undefined {
  return annotations.findLast((annotation) => applies(annotation, incident));
}

function applies({ kind, incident: id, metric, segment, from, to }: Annotation, incident: Incident): boolean {
  if (metric !== null && metric !== incident.metric) return false;
  if (!isWithin(incident, { segment }) && !(id === incident.id && isWithin({ segment }, incident)))
    return false;
  switch (kind) {
    case 'ack':
    case 'true':
    case 'false':
      // Said about one incident: the same as long as it lasts, however it spreads.
      return id === incident.id || (incident.since >= from && incident.since <= to);
    case 'event':
    case 'snooze':
      return incident.lastDay >= from && incident.lastDay <= to;
  }
}

/** Events that hold one of these days, for the whole or for any segment. */
export function eventsOn(annotations: readonly Annotation[], days: readonly BusinessDay[]): Annotation[] {
  return annotations.filter(
    ({ kind, from, to }) => kind === 'event' && days.some((day) => day >= from && day <= to),
  );
}

/** Days of the whole dataset from which nothing is learned. */
export function excludedDays(annotations: readonly Annotation[]): ReadonlySet<BusinessDay> {
  const excluding = annotations.filter(({ segment, ...one }) => isExcluding(one) && segment.length === 0);
  return new Set(excluding.flatMap(({ from, to }) => eachDay(from, to)));
}

function isExcluding({ kind }: Pick<Annotation, 'kind'>): boolean {
  return kind === 'true' || kind === 'event';
}

/**
 * The series with the days marked from which no baseline learns: incidents that were right, and known events, within
 * their segment. What contains the segment learns on: there it is one part of many.
 */
export function withExclusions(
  timeline: Timeline,
  series: readonly Series[],
  annotations: readonly Annotation[],
): readonly Series[] {
  const excluding = annotations.filter(isExcluding);
  if (excluding.length === 0) return series;
  return series.map((one) => {
    const excluded = new Uint8Array(timeline.length);
    for (const { segment, from, to } of excluding) {
      if (!isWithin(one, { segment })) continue;
      const first = Math.max(0, indexOf(timeline, from));
      const last = Math.min(timeline.length - 1, indexOf(timeline, to));
      if (first <= last) excluded.fill(1, first, last + 1);
    }
    return excluded.includes(1) ? { ...one, excluded } : one;
  });
}
