/** The outlook as text, cell by cell, for every renderer. */
import { LEAST_DAYS } from '../analysis/forecast/outlook.ts';
import type { Forecast, MonthLine, OutlookSection, Report, ReportMetric } from '../report/model.ts';
import { formatDayOfYear, formatDayWithWeekday, formatMonth } from './format-day.ts';
import { NONE, type Phrases } from './phrases.ts';
import { visibleText } from './visible-text.ts';

export interface OutlookBlocks {
  readonly title: string;
  readonly months: readonly MonthRow[];
  /** Whether any metric has a target. */
  readonly hasTargets: boolean;
  /** Null where nothing is forecast. */
  readonly days: ForecastBlock | null;
  readonly weeks: ForecastBlock | null;
  /** Sentences: where targets lie, what lacks, what intervals are. */
  readonly notes: readonly string[];
}

export interface MonthRow {
  readonly label: string;
  /** Of a segment: it stands below the row of its metric. */
  readonly segment: string | null;
  readonly toDate: string;
  readonly projected: string;
  readonly interval: string;
  readonly target: string;
  readonly percent: string;
}

export interface ForecastBlock {
  readonly title: string;
  readonly rows: readonly ForecastRow[];
}

interface ForecastRow {
  readonly label: string;
  /** A holiday's name, or nothing. */
  readonly name: string;
  readonly value: string;
  readonly interval: string;
}

export function outlookBlocks(outlook: OutlookSection, { locale }: Report, phrases: Phrases): OutlookBlocks {
  const { words, format } = phrases;
  const { month, state, days, weeks } = outlook;
  const main = phrases.metric(outlook.metric);
  const title = `${words.outlook}: ${words.outlookMonth(
    formatMonth(month.from, locale),
    format.count(month.elapsed),
    format.count(month.elapsed + month.remaining),
  )}`;
  const learning = words.outlookLearning(format.count(LEAST_DAYS));
  const segments = outlook.segments?.items ?? [];
  const hasTargets = segments.length > 0 || outlook.metrics.some(({ target }) => target !== null);
  // Without forecasts month to date matters only against a target.
  const shown = state === 'learning' && !hasTargets ? [] : outlook.metrics;
  const block = (name: string, rows: readonly ForecastRow[]) =>
    rows.length === 0 ? null : { title: `${main.label}, ${name}`, rows };
  const dayValues = valuesOf(days, main, phrases);
  const weekValues = valuesOf(weeks, main, phrases);
  return {
    title,
    months: shown.flatMap((line) => [
      monthRow(line, null, phrases),
      ...segments
        .filter(({ metric }) => metric === line.metric)
        .map((one) => monthRow(one, phrases.segment(one.segment), phrases)),
    ]),
    hasTargets,
    days: block(
      words.nextDays,
      days.map(({ day, holiday }, index) => ({
        label: formatDayWithWeekday(day, locale),
        name: holiday === null ? '' : visibleText(holiday),
        ...(dayValues[index] ?? NOTHING),
      })),
    ),
    weeks: block(
      words.nextWeeks,
      weeks.map(({ from, to }, index) => ({
        label: `${formatDayOfYear(from, locale)} – ${formatDayOfYear(to, locale)}`,
        name: '',
        ...(weekValues[index] ?? NOTHING),
      })),
    ),
    notes: [
      ...outlook.metrics.flatMap((line) => targetSentence(line, phrases)),
      ...segmentSentences(outlook, phrases),
      ...(month.partial ? [words.outlookPartial] : []),
      ...(month.missing > 0 && state === 'told'
        ? [words.outlookMissing(format.count(month.missing), month.missing === 1)]
        : []),
      state === 'learning' ? learning : words.outlookNote,
    ],
  };
}

const NOTHING = { value: NONE, interval: NONE };

function monthRow(
  { metric: name, toDate, projected, target }: MonthLine,
  segment: string | null,
  phrases: Phrases,
): MonthRow {
  const metric = phrases.metric(name);
  const [told = NOTHING] = projected === null ? [] : valuesOf([projected], metric, phrases);
  return {
    label: metric.label,
    segment,
    toDate: phrases.value(toDate, metric),
    projected: told.value,
    interval: told.interval,
    target: target === null ? NONE : phrases.value(target.value, metric),
    percent: target === null || target.percent === null ? NONE : phrases.format.share(target.percent),
  };
}

function targetSentence({ metric, target }: MonthLine, { words, format, metric: named }: Phrases): string[] {
  if (target === null || target.percent === null) return [];
  const percent = format.share(target.percent);
  return [words.targetReached({ metric: named(metric).label, percent, position: target.position })];
}

/** Those that lag, and how many are not told of. */
function segmentSentences({ segments }: OutlookSection, phrases: Phrases): string[] {
  const { words, format } = phrases;
  const behind = (segments?.items ?? []).filter(({ target }) => target.position === 'above');
  const named = behind.map(
    ({ metric, segment }) => `${phrases.metric(metric).label} ${phrases.segment(segment)}`,
  );
  const more = segments?.more ?? 0;
  return [
    ...(named.length === 0 ? [] : [words.targetsAbove(named.join(', '))]),
    ...(more === 0 ? [] : [words.moreTargets(format.count(more), more === 1)]),
  ];
}

/** All in one magnitude, so that they compare at a glance. An interval without width is none. */
function valuesOf(forecasts: readonly Forecast[], metric: ReportMetric, { format }: Phrases) {
  const numbers = forecasts.flatMap(({ value, lower, upper }) => [value, lower, upper]);
  const texts = format.magnitudes(numbers, metric, 2);
  return forecasts.map(({ lower, upper }, index) => {
    const [value = NONE, low = NONE, high = NONE] = texts.slice(3 * index);
    return { value, interval: lower === upper ? NONE : `${low} – ${high}` };
  });
}
