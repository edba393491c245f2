/** The incidents of a span of days, as the reports of those days told them. */
import type { BaselineRule } from '../../analysis/alerts/alert-rule.ts';
import { annotationOf, type Annotation } from '../../analysis/alerts/annotation.ts';
import type { Incident } from '../../analysis/alerts/incidents.ts';
import { addDays, type BusinessDay } from '../../analysis/calendar.ts';
import { loadCalendar } from '../../calendars/load-calendar.ts';
import type { Dataset, Locale } from '../../datasets/definition.ts';
import type { Database } from '../../db/database.ts';
import { SourceError } from '../../errors.ts';
import { fetchAnnotations, type AnnotationEntry } from '../../query/annotations.ts';
import { fetchCoverage } from '../../query/coverage.ts';
import { alertDays } from './baseline-section.ts';
import { fetchHistoryFacts } from './history-facts.ts';
import { judgedHistory } from './judged-history.ts';

export interface IncidentLog {
  /** The last day with data that was gone through. */
  readonly to: BusinessDay;
  readonly from: BusinessDay;
  /** The latest first. */
  readonly incidents: readonly LoggedIncident[];
  readonly annotations: readonly AnnotationEntry[];
}

export interface LoggedIncident extends Incident {
  /** Had an alert on the last day gone through. */
  readonly open: boolean;
  /** Of its last alert. */
  readonly value: number;
  readonly expected: number;
  readonly annotation: Annotation | undefined;
}

export interface IncidentLogRequest {
  readonly rule: BaselineRule;
  /** The last day; an earlier one is taken where it has no data. */
  readonly day: BusinessDay;
  /** Days gone through, the last one included. */
  readonly days: number;
  readonly locale: Locale;
}

/** @throws SourceError when no day up to the one asked for has data */
export async function fetchIncidentLog(
  db: Database,
  dataset: Dataset,
  { rule, day, days, locale }: IncidentLogRequest,
): Promise<IncidentLog> {
  const calendar = await loadCalendar(dataset.holidays, locale);
  const { to, facts, annotations } = await db.readOnly(async (reader) => {
    const coverage = await fetchCoverage(reader, dataset, day);
    const last = coverage?.lastDayUpTo;
    if (coverage === undefined || last === undefined) {
      throw new SourceError(`the dataset ${dataset.name} has no data on or before ${day}`, {
        hint: 'load some: kpi ingest <file.csv>',
      });
    }
    const { firstDay } = coverage;
    return {
      to: last,
      facts: await fetchHistoryFacts(reader, dataset, { rule, day: last, firstDay, back: days }),
      annotations: await fetchAnnotations(reader, dataset, rule.by),
    };
  });
  const from = addDays(to, 1 - days);
  const history = judgedHistory(dataset, facts, annotations, calendar);
  const incidents = new Map<string, LoggedIncident>();
  for (const found of alertDays(dataset, rule, history, from, to)) {
    for (const { alert, incident } of found.incidents.alerts) {
      const { value, expected } = alert.deviation.judgement;
      const open = incident.lastDay === to;
      incidents.delete(incident.id);
      incidents.set(incident.id, {
        ...incident,
        open,
        value,
        expected,
        annotation: annotationOf(incident, annotations),
      });
    }
  }
  return { from, to, incidents: [...incidents.values()].reverse(), annotations };
}
