/** The alerts as every renderer shows them: a title, tables, and the rule that was applied. */
import type {
  BaselineAlert,
  BaselineSection,
  ConfirmedAlert,
  KnownAlert,
  Report,
  ReportMetric,
  ZScoreSection,
} from '../report/model.ts';
import { formatDayOfYear, formatDayWithWeekday } from './format-day.ts';
import { NONE, type Phrases } from './phrases.ts';
import { visibleText } from './visible-text.ts';
import { ALERT_WORDS, type AlertWords } from './words/alert-words.ts';

export interface AlertView {
  /** `2 confirmed alerts` */
  readonly title: string;
  readonly calm: boolean;
  /** Nothing was judged. */
  readonly muted: boolean;
  /** How many were looked at. */
  readonly coverage: string;
  readonly tables: readonly AlertTable[];
  /** Sentences about what is over. */
  readonly notes: readonly string[];
  readonly rule: string;
}

export interface AlertTable {
  /** None of the alerts proper, which have the title of the section. */
  readonly title: string | null;
  readonly note: string | null;
  /** Of the last column: the z-score, or since when. */
  readonly last: string;
  readonly rows: readonly AlertRow[];
}

export interface AlertRow {
  readonly segment: string;
  readonly metric: ReportMetric;
  readonly value: string | number;
  readonly expected: number;
  readonly direction: 'down' | 'up';
  /** `▼ -31,20 %` */
  readonly off: string;
  readonly last: string;
  /** What else there is to say. */
  readonly details: readonly string[];
}

export function alertView(report: Report, phrases: Phrases): AlertView {
  const { alerts } = report;
  if (alerts.muted) return mutedView(phrases);
  return alerts.method === 'zscore' ? zScoreView(alerts, phrases) : baselineView(report, alerts, phrases);
}

function mutedView(phrases: Phrases): AlertView {
  const { words } = phrases;
  const title = words.mutedAlerts;
  return {
    title,
    calm: false,
    muted: true,
    coverage: phrases.coverage(),
    tables: [],
    notes: [],
    rule: `${words.rule}: ${phrases.rule()}`,
  };
}

function zScoreView(alerts: ZScoreSection, phrases: Phrases): AlertView {
  const { words, format } = phrases;
  const count = alerts.items.length;
  const rows = alerts.items.map((alert): AlertRow => {
    const { segment, value, mean, direction, z } = alert;
    const off = offExpected(Number(value), mean, direction, phrases);
    const metric = phrases.metric(alert.metric);
    return {
      segment: phrases.segment(segment),
      metric,
      value,
      expected: mean,
      direction,
      off,
      last: format.score(z),
      details: [],
    };
  });
  return {
    title: count === 0 ? words.noAlerts : words.alertCount(format.count(count), count === 1),
    calm: count === 0,
    muted: false,
    coverage: phrases.coverage(),
    tables: count === 0 ? [] : [{ title: null, note: null, last: 'z', rows }],
    notes: [],
    rule: `${words.rule}: ${phrases.rule()}`,
  };
}

function baselineView(report: Report, alerts: BaselineSection, phrases: Phrases): AlertView {
  const words = ALERT_WORDS[report.locale];
  const { confirmed, known, watch, recovered } = alerts;
  const segmentName = (segment: readonly string[]) =>
    segment.length === 0 ? words.whole : phrases.segment(segment);
  const tables: AlertTable[] = [];
  if (confirmed.length > 0) {
    const rows = confirmed.map((alert) => ({
      ...rowOf(alert, segmentName, phrases),
      last: sinceText(report, alert, words),
      details: [...detailsOf(report, alert, words), ...incidentDetails(alert, segmentName, words, phrases)],
    }));
    tables.push({ title: null, note: null, last: words.since, rows });
  }
  if (known.length > 0) {
    const rows = known.map((alert) => ({
      ...rowOf(alert, segmentName, phrases),
      last: sinceText(report, alert, words),
      details: [annotationText(report, alert, words), ...detailsOf(report, alert, words), idText(alert)],
    }));
    tables.push({ title: words.known, note: null, last: words.since, rows });
  }
  if (watch.length > 0) {
    const rows = watch.map((alert) => ({
      ...rowOf(alert, segmentName, phrases),
      details: detailsOf(report, alert, words),
    }));
    tables.push({ title: words.watch, note: words.watchNote, last: 'p', rows });
  }
  const count = confirmed.length;
  return {
    title: count === 0 ? words.noneConfirmed : words.confirmedCount(phrases.format.count(count), count === 1),
    calm: count === 0,
    muted: false,
    coverage: phrases.coverage(),
    tables,
    notes: recovered.map(({ segment, metric, since }) =>
      words.ended(
        segmentName(segment),
        phrases.metric(metric).label,
        formatDayWithWeekday(since, report.locale),
      ),
    ),
    rule: `${phrases.words.rule}: ${phrases.rule()}`,
  };
}

function rowOf(
  alert: BaselineAlert,
  segmentName: (segment: readonly string[]) => string,
  phrases: Phrases,
): AlertRow {
  const { value, expected, direction, pValue } = alert;
  return {
    segment: segmentName(alert.segment),
    metric: phrases.metric(alert.metric),
    value,
    expected,
    direction,
    off: offExpected(value, expected, direction, phrases),
    last: phrases.format.plain(pValue),
    details: [],
  };
}

function offExpected(value: number, expected: number, direction: 'down' | 'up', { format }: Phrases): string {
  const percent = expected === 0 ? NONE : format.percent(((value - expected) / Math.abs(expected)) * 100);
  return `${direction === 'up' ? '▲' : '▼'} ${percent}`;
}

function sinceText({ day, locale }: Report, { incident }: ConfirmedAlert, words: AlertWords): string {
  return incident.since === day ? words.today : formatDayOfYear(incident.since, locale);
}

function annotationText({ locale }: Report, { annotation }: KnownAlert, words: AlertWords): string {
  const { kind, until, note } = annotation;
  return words.annotation(kind, formatDayOfYear(until, locale), visibleText(note));
}

function detailsOf({ locale }: Report, alert: BaselineAlert, { detail }: AlertWords): string[] {
  const { kind, shiftSince, holiday } = alert;
  return [
    ...(kind === 'vanished' ? [detail.vanished] : []),
    ...(shiftSince === undefined ? [] : [detail.shift(formatDayWithWeekday(shiftSince, locale))]),
    ...(holiday === undefined ? [] : [detail.holiday(visibleText(holiday))]),
  ];
}

function incidentDetails(
  { incident, parts, folded }: ConfirmedAlert,
  segmentName: (segment: readonly string[]) => string,
  { detail }: AlertWords,
  { format }: Phrases,
): string[] {
  const named = parts.map(({ segment, part }) => `${segmentName(segment)} (${format.share(part * 100)})`);
  return [
    ...(incident.length > 1 ? [detail.days(format.count(incident.length))] : []),
    ...(incident.status === 'worse' ? [detail.worse] : []),
    ...(named.length > 0 ? [detail.mostlyIn(named.join(', '))] : []),
    ...(folded > 0 ? [detail.folded(format.count(folded), folded === 1)] : []),
    idText({ incident }),
  ];
}

/** As `kpi alerts` takes it. */
function idText({ incident }: Pick<ConfirmedAlert, 'incident'>): string {
  return `id\u00a0${incident.id}`;
}
