/** The tables of a report: comparisons, breakdowns, alerts, restated days. */
import type { Breakdown, Comparison, Report, ReportMetric, RestatementSection } from '../../report/model.ts';
import type { AlertTable } from '../alert-view.ts';
import { breakdownTables } from '../breakdown-tables.ts';
import { formatDayWithWeekday } from '../format-day.ts';
import { NONE, type Phrases } from '../phrases.ts';
import { alertTone, toneOf } from '../tone.ts';
import { verdictTexts } from '../verdict-text.ts';
import { ALERT_WORDS } from '../words/alert-words.ts';
import type { Cell, Column, Row, Table } from './table.ts';
import { COLOUR, TONE_COLOUR, TYPE } from './theme.ts';

export function comparisonTable(report: Report, phrases: Phrases): Table {
  const { headline, locale } = report;
  const { words } = phrases;
  const verdicts = verdictTexts(report, phrases);
  const rows = headline.flatMap((line): Row[] => {
    const metric = phrases.metric(line.metric);
    const value: Cell = { text: phrases.value(line.value, metric), style: { ...TYPE.strong, tabular: true } };
    const group: Row = { cells: [{ text: metric.label, style: TYPE.strong }, value], group: true };
    const comparisons = line.comparisons.map((comparison, index): Row => {
      const { kind, day, baseline, delta, missing } = comparison;
      return {
        cells: [
          text(`${kind} · ${formatDayWithWeekday(day, locale)}`),
          number(phrases.value(baseline, metric)),
          number(delta === null ? NONE : phrases.format.delta(delta, metric)),
          missing === null ? change(comparison, metric, phrases) : muted(words.missing[missing]),
          ...(verdicts.any ? [muted(verdicts.change(line, index))] : []),
        ],
      };
    });
    return [group, ...comparisons];
  });
  const columns = [
    left(''),
    right(words.value),
    right(words.delta),
    right(words.percent),
    ...(verdicts.any ? [left(ALERT_WORDS[locale].verdict)] : []),
  ];
  return { title: words.comparisons, columns, rows, continued: words.continued };
}

export function breakdownTable(report: Report, breakdown: Breakdown, phrases: Phrases): Table {
  const { words, format } = phrases;
  const title = phrases.dimensions(breakdown.labels);
  const kinds = report.headline[0]?.comparisons.map(({ kind }) => kind) ?? [];
  const tables = breakdownTables(report, breakdown);
  const anyShares = tables.some(({ shares }) => shares !== null);
  const rows = tables.flatMap(({ metric, rows, shares }): Row[] => {
    const largest = Math.max(...(shares ?? []));
    const group: Row = { cells: [{ text: metric.label, style: TYPE.strong }], group: true };
    const segments = rows.map(({ segment, line }, index): Row => {
      const share = shares?.[index];
      const shareCells: Cell[] =
        share === undefined
          ? [blank, blank]
          : [number(format.share(share)), { ...blank, bar: share / largest }];
      return {
        cells: [
          text(phrases.segment(segment)),
          number(phrases.value(line.value, metric)),
          ...(anyShares ? shareCells : []),
          ...line.comparisons.map((comparison) => change(comparison, metric, phrases)),
        ],
      };
    });
    return segments.length === 0 ? [] : [group, ...segments];
  });
  const shareColumns = anyShares ? [right(words.share), left('')] : [];
  const columns = [left(''), right(words.value), ...shareColumns, ...kinds.map(right)];
  const empty: Row = { cells: [muted(words.noSegments)] };
  return { title, columns, rows: rows.length === 0 ? [empty] : rows, continued: words.continued };
}

export function alertTable(table: AlertTable, { alerts }: Report, phrases: Phrases): Table {
  const { words, format } = phrases;
  const rows = table.rows.flatMap((alert): Row[] => {
    const { metric } = alert;
    const colour = TONE_COLOUR[alertTone(alert.direction, metric)];
    const row: Row = {
      cells: [
        text(alert.segment),
        text(metric.label),
        number(format.value(alert.value, metric)),
        number(format.value(alert.expected, metric)),
        { text: alert.off, style: { ...TYPE.number, colour } },
        number(alert.last),
      ],
    };
    const details: Row = { cells: [muted(alert.details.join('; '))], deeper: true };
    return alert.details.length === 0 ? [row] : [row, details];
  });
  const columns = [
    left(phrases.dimensions(alerts.labels)),
    left(words.metric),
    ...[words.value, words.expected, words.offExpected, table.last].map(right),
  ];
  return { title: table.title ?? words.alerts, columns, rows, continued: words.continued };
}

export function restatementTable({ locale }: Report, { items }: RestatementSection, phrases: Phrases): Table {
  const { words, value } = phrases;
  const rows = items.map((item): Row => {
    const metric = phrases.metric(item.metric);
    return {
      cells: [
        text(formatDayWithWeekday(item.day, locale)),
        text(metric.label),
        number(value(item.before, metric)),
        number(value(item.after, metric)),
        number(phrases.restated(item)),
      ],
    };
  });
  const columns = [
    left(words.day),
    left(words.metric),
    ...[words.before, words.after, words.percent].map(right),
  ];
  return { title: words.restatements, columns, rows, continued: words.continued };
}

const blank: Cell = { text: '', style: TYPE.body };

function text(value: string): Cell {
  return { text: value, style: TYPE.body };
}

function number(value: string): Cell {
  return { text: value, style: TYPE.number };
}

function muted(value: string): Cell {
  return { text: value, style: { ...TYPE.body, colour: COLOUR.muted } };
}

function change(comparison: Comparison, metric: ReportMetric, phrases: Phrases): Cell {
  if (comparison.percent === null) return muted(phrases.change(comparison));
  return {
    text: phrases.change(comparison),
    style: { ...TYPE.number, colour: TONE_COLOUR[toneOf(comparison, metric)] },
  };
}

function left(header: string): Column {
  return { header, align: 'left' };
}

function right(header: string): Column {
  return { header, align: 'right' };
}
