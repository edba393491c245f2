import { daysBetween, type BusinessDay } from '../calendar.ts';
import type { Deviation } from './deviation.ts';
import type { Explained } from './explaining-set.ts';
import { isWithin } from './find-alerts.ts';
import type { Direction } from './policy.ts';

/** Alerts on days that follow each other, of one metric on one side: one thing that happened. */
export interface Incident {
  /** The same on every machine as long as the first alert stands. */
  readonly id: string;
  readonly metric: string;
  /** Of the last alert: an incident may spread to a whole, or narrow to a part. */
  readonly segment: readonly string[];
  readonly direction: Direction;
  readonly since: BusinessDay;
  readonly lastDay: BusinessDay;
  /** Days with an alert. */
  readonly days: number;
  /** The largest share of the containing segment so far. */
  readonly worst: number;
  readonly status: IncidentStatus;
}

/** On its last day. `worse`: half as much again as on any day before. */
export type IncidentStatus = 'new' | 'continuing' | 'worse';

export interface AlertDay {
  readonly day: BusinessDay;
  readonly confirmed: readonly Explained[];
}

export interface IncidentDay {
  readonly day: BusinessDay;
  /** In the order of the day's alerts. */
  readonly alerts: readonly { readonly alert: Explained; readonly incident: Incident }[];
  /** Had an alert on the known day before, and has none any more. */
  readonly recovered: readonly Incident[];
}

const WORSE = 1.5;
/** A known day without an alert may lie within an incident. */
export const LONGEST_GAP = 1;

/** @param days known days in ascending order */
export function incidentDays(days: readonly AlertDay[]): IncidentDay[] {
  let open: Incident[] = [];
  return days.map(({ day, confirmed }, index) => {
    const earliest = days[Math.max(0, index - 1 - LONGEST_GAP)]?.day ?? day;
    open = open.filter((incident) => incident.lastDay >= earliest);
    const left = new Set(open);
    const alerts = confirmed.map((alert) => {
      const known = open.find((incident) => left.has(incident) && isSame(incident, alert.deviation));
      if (known) left.delete(known);
      return {
        alert,
        incident: known ? continued(known, alert.deviation, day) : started(alert.deviation, day),
      };
    });
    const yesterday = days[index - 1]?.day;
    const recovered = [...left].filter((incident) => incident.lastDay === yesterday);
    open = [...left, ...alerts.map(({ incident }) => incident)];
    return { day, alerts, recovered };
  });
}

function isSame(incident: Incident, { series, direction }: Deviation): boolean {
  return (
    incident.metric === series.metric &&
    incident.direction === direction &&
    (isWithin(incident, series) || isWithin(series, incident))
  );
}

function started({ series, direction, share }: Deviation, day: BusinessDay): Incident {
  const { metric, segment } = series;
  const id = incidentId([metric, direction, day, ...segment]);
  return {
    id,
    metric,
    segment,
    direction,
    since: day,
    lastDay: day,
    days: 1,
    worst: share,
    status: 'new',
  };
}

function continued(incident: Incident, { series, share }: Deviation, day: BusinessDay): Incident {
  return {
    ...incident,
    segment: series.segment,
    lastDay: day,
    days: incident.days + 1,
    worst: Math.max(incident.worst, share),
    status: share >= WORSE * incident.worst ? 'worse' : 'continuing',
  };
}

/** Seven letters and digits: FNV-1a, 32 bits, over what names the incident. */
export function incidentId(parts: readonly string[]): string {
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify(parts)) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0).toString(36).padStart(7, '0');
}

/** Calendar days that an incident has lasted, both ends included. */
export function lengthOf({ since, lastDay }: Pick<Incident, 'since' | 'lastDay'>): number {
  return daysBetween(since, lastDay) + 1;
}
