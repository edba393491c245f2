import type { SegmentKey } from '../../analysis/alert.ts';
import type { BaselineRule } from '../../analysis/alerts/alert-rule.ts';
import { annotationOf, type Annotation } from '../../analysis/alerts/annotation.ts';
import type { Deviation } from '../../analysis/alerts/deviation.ts';
import type { Explained } from '../../analysis/alerts/explaining-set.ts';
import { findAlerts, type DayAlerts } from '../../analysis/alerts/find-alerts.ts';
import { incidentDays, lengthOf, type Incident, type IncidentDay } from '../../analysis/alerts/incidents.ts';
import { addDays, eachDay, type BusinessDay } from '../../analysis/calendar.ts';
import { dayAt, indexOf } from '../../analysis/signal/series.ts';
import type { Dataset } from '../../datasets/definition.ts';
import type {
  BaselineAlert,
  BaselineSection,
  ConfirmedAlert,
  IncidentLine,
  KnownAlert,
} from '../alert-model.ts';
import { rounded } from '../rounded.ts';
import type { JudgedHistory } from './judged-history.ts';

/** Days before the target day that are gone through for incidents that still last. */
const INCIDENT_DAYS = 28;

export type BaselineFindings = Omit<BaselineSection, 'method' | 'rule' | 'labels' | 'muted'>;

/** The alerts of a day by the baseline rule, each within its incident. */
export function baselineFindings(
  dataset: Dataset,
  rule: BaselineRule,
  history: JudgedHistory,
  annotations: readonly Annotation[],
  day: BusinessDay,
): BaselineFindings {
  const days = alertDays(dataset, rule, history, addDays(day, -INCIDENT_DAYS), day);
  const today = days.at(-1);
  if (today?.day !== day)
    return { evaluated: 0, withoutHistory: 0, confirmed: [], known: [], watch: [], recovered: [] };
  const { alerts, incidents } = today;
  const confirmed: ConfirmedAlert[] = [];
  const known: KnownAlert[] = [];
  for (const { alert, incident } of incidents.alerts) {
    const told = confirmedAlert(history, alert, incident);
    const annotation = annotationOf(incident, annotations);
    if (annotation === undefined) confirmed.push(told);
    else
      known.push({
        ...told,
        annotation: { kind: annotation.kind, note: annotation.note, until: annotation.to },
      });
  }
  return {
    evaluated: alerts.evaluated,
    withoutHistory: alerts.learning,
    confirmed,
    known,
    watch: alerts.watch.map((deviation) => baselineAlert(history, deviation, day)),
    recovered: incidents.recovered.map(({ id, metric, segment, direction, since, lastDay }) => ({
      id,
      metric,
      segment,
      direction,
      since,
      lastDay,
    })),
  };
}

export interface FoundOnDay {
  readonly day: BusinessDay;
  readonly alerts: DayAlerts;
  readonly incidents: IncidentDay;
}

/** Day by day, each with what was known then only; days that did not arrive are not among them. */
export function alertDays(
  dataset: Dataset,
  rule: BaselineRule,
  history: JudgedHistory,
  from: BusinessDay,
  to: BusinessDay,
): FoundOnDay[] {
  const proportions = new Set(
    Object.entries(dataset.metrics).flatMap(([name, { unit }]) => (unit === 'percent' ? [name] : [])),
  );
  const found = eachDay(from, to).flatMap((day) => {
    const judgements = history.isKnown(day) ? history.on(day) : undefined;
    if (judgements === undefined) return [];
    const index = indexOf(history.timeline, day);
    return [{ day, alerts: findAlerts(history.series, judgements, index, { ...rule, proportions }) }];
  });
  const incidents = incidentDays(found.map(({ day, alerts: { confirmed } }) => ({ day, confirmed })));
  return found.map((one, index) => ({ ...one, incidents: incidents[index] as IncidentDay }));
}

function confirmedAlert(history: JudgedHistory, alert: Explained, incident: Incident): ConfirmedAlert {
  const { deviation, parts, folded } = alert;
  return {
    ...baselineAlert(history, deviation, incident.lastDay),
    incident: incidentLine(incident),
    parts: parts.map((part) => ({
      segment: part.series.segment,
      part: rounded(Math.abs(part.impact / deviation.impact)),
    })),
    folded,
  };
}

function incidentLine(incident: Incident): IncidentLine {
  const { id, status, since } = incident;
  return { id, status, since, length: lengthOf(incident) };
}

function baselineAlert(history: JudgedHistory, deviation: Deviation, day: BusinessDay): BaselineAlert {
  const { series, judgement, direction, share } = deviation;
  const { value, expected, lower, upper, score, pValue, state } = judgement;
  const holiday = state === 'holiday' ? history.calendar(day).holiday?.name : undefined;
  return {
    metric: series.metric,
    segment: series.segment satisfies SegmentKey,
    direction,
    ...kindOf(history, deviation),
    value: rounded(value, 12),
    expected: rounded(expected),
    lower: rounded(lower),
    upper: rounded(upper),
    score: rounded(score, 3),
    pValue: rounded(pValue, 2),
    share: rounded(share),
    ...(holiday !== undefined && { holiday }),
  };
}

function kindOf(
  { timeline }: JudgedHistory,
  { judgement }: Deviation,
): Pick<BaselineAlert, 'kind' | 'shiftSince'> {
  if (judgement.vanished) return { kind: 'vanished' };
  const { shiftSince } = judgement;
  return shiftSince === undefined
    ? { kind: 'deviation' }
    : { kind: 'shift', shiftSince: dayAt(timeline, shiftSince) };
}
