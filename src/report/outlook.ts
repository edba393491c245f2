/** History of the whole dataset → where it is going. Pure. */
import { addDays, daysBetween, eachDay, toDay, weekday, type BusinessDay } from '../analysis/calendar.ts';
import { AHEAD, LEAST_DAYS, outlookOf, type Band, type Outlook } from '../analysis/forecast/outlook.ts';
import { trackOf, type Track } from '../analysis/forecast/rolling-origins.ts';
import type { DayCalendar } from '../analysis/signal/series.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { ReportFacts } from './facts.ts';
import type { Forecast, MonthLine, OutlookMonth, Report, SegmentMonthLine, TargetLine } from './model.ts';
import type { OutlookFacts } from './outlook-facts.ts';
import { outlookKindOf } from './outlook-kind.ts';
import { rounded } from './rounded.ts';
import type { SegmentOutlookFacts } from './segment-outlook-facts.ts';

interface Circumstances {
  readonly calendar: DayCalendar;
  /** Days that did not arrive whole: they are no part of what is learnt, and month to date is partial with them. */
  readonly partialDays: ReadonlySet<BusinessDay>;
  /** Known events and the like: they count, and nothing is learnt from them. */
  readonly excludedDays: ReadonlySet<BusinessDay>;
}

export function outlookSectionOf(
  dataset: Dataset,
  { day, outlook: facts }: Pick<ReportFacts, 'day' | 'outlook'>,
  { calendar, partialDays, excludedDays }: Circumstances,
): Pick<Report, 'outlook'> {
  if (facts === undefined) return {};
  const { mainMetric } = dataset.report;
  // What happened in the month itself counts towards its end, whatever it was.
  const earlier = [...excludedDays].filter((one) => one.slice(0, 7) < day.slice(0, 7));
  const unknown = new Set([...partialDays, ...earlier]);
  const history = withoutDays(facts, unknown);
  const month = monthOf(day, facts, mainMetric, partialDays);
  const outlooks = outlooksOf(dataset, { ...facts, history }, day, month, calendar);
  const main = outlooks.get(mainMetric);
  const metrics = Object.keys(dataset.metrics).flatMap((metric) => {
    if (outlookKindOf(dataset, metric) === 'level') return [];
    return [lineOf(metric, facts, month, outlooks.get(metric)?.month ?? null)];
  });
  const segments = (facts.segments ?? []).map((one) => {
    const { metric } = one.target;
    const own = withoutDays({ ...facts, history: new Map([[metric, one.history]]) }, unknown);
    const found = outlooksOf(dataset, { from: facts.from, history: own }, day, month, calendar);
    return segmentLine(one, month, found.get(metric)?.month ?? null);
  });
  const ahead = (count: number) => addDays(day, count);
  return {
    outlook: {
      month,
      state: main === undefined ? 'learning' : 'told',
      metrics,
      ...(segments.length > 0 && { segments: { items: segments, more: facts.moreSegments ?? 0 } }),
      metric: mainMetric,
      days: (main?.days ?? []).map((band, index) => ({
        day: ahead(index + 1),
        holiday: calendar(ahead(index + 1)).holiday?.name ?? null,
        ...forecastOf(band),
      })),
      weeks: (main?.weeks ?? []).map((band, index) => ({
        from: ahead(7 * index + 1),
        to: ahead(7 * index + 7),
        ...forecastOf(band),
      })),
    },
  };
}

function outlooksOf(
  dataset: Dataset,
  { from, history }: Pick<OutlookFacts, 'from' | 'history'>,
  day: BusinessDay,
  { elapsed, remaining }: OutlookMonth,
  calendar: DayCalendar,
): Map<string, Outlook> {
  const traits = eachDay(from, addDays(day, AHEAD)).map(calendar);
  const firstSunday = 7 - weekday(from);
  // A ratio and the sums that it is made of share their tracks: each quantity is forecast once.
  const tracks: Track[] = [];
  const track = (values: Float64Array): Track => {
    const known = tracks.find((one) => isSame(one.values, values));
    if (known) return known;
    const made = trackOf(values, traits, firstSunday, AHEAD);
    tracks.push(made);
    return made;
  };
  const enough = (values: Float64Array) =>
    values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0) >= LEAST_DAYS;
  return new Map(
    [...history].flatMap(([metric, quantities]) => {
      if (quantities.length === 0 || !quantities.every(enough)) return [];
      const kind = outlookKindOf(dataset, metric);
      const outlook = outlookOf({ kind, tracks: quantities.map(track), elapsed, remaining });
      return outlook === undefined ? [] : [[metric, outlook] as const];
    }),
  );
}

function isSame(one: Float64Array, other: Float64Array): boolean {
  return one.length === other.length && one.every((value, index) => Object.is(value, other[index]));
}

function monthOf(
  day: BusinessDay,
  { from: firstDay, history }: OutlookFacts,
  metric: string,
  partialDays: ReadonlySet<BusinessDay>,
): OutlookMonth {
  const values = history.get(metric)?.[0];
  const from = toDay(`${day.slice(0, 7)}-01`);
  const elapsed = Number(day.slice(8));
  const to = lastOfMonth(from);
  const known = (values ?? new Float64Array())
    .subarray(-elapsed)
    .filter((value) => !Number.isNaN(value)).length;
  // Before the first day of the data nothing is missing: the month began there.
  const expected = firstDay > from ? elapsed - (Number(firstDay.slice(8)) - 1) : elapsed;
  const missing = Math.max(0, expected - known);
  return {
    from,
    to,
    elapsed,
    remaining: Number(to.slice(8)) - elapsed,
    missing,
    partial: missing > 0 || firstDay > from || eachDay(from, day).some((one) => partialDays.has(one)),
  };
}

function lastOfMonth(first: BusinessDay): BusinessDay {
  // 31 days after the first lies in the month after.
  const next = addDays(first, 31);
  return addDays(toDay(`${next.slice(0, 7)}-01`), -1);
}

function lineOf(metric: string, facts: OutlookFacts, month: OutlookMonth, band: Band | null): MonthLine {
  const toDate = facts.monthToDate.get(metric) ?? null;
  const projected = projectionOf(month, toDate, band);
  const target = facts.targets.get(metric);
  return {
    metric,
    toDate,
    projected,
    target: target === undefined ? null : targetLine(target, toDate, projected),
  };
}

function segmentLine(
  { target, toDate }: SegmentOutlookFacts,
  month: OutlookMonth,
  band: Band | null,
): SegmentMonthLine {
  const { metric, by, segment, value } = target;
  const projected = projectionOf(month, toDate, band);
  return { metric, by, segment, toDate, projected, target: targetLine(value, toDate, projected) };
}

/** On its last day a month ends where it is, to the cent. */
function projectionOf(
  { remaining }: OutlookMonth,
  toDate: string | null,
  band: Band | null,
): Forecast | null {
  if (band === null || toDate === null || remaining > 0) return band && forecastOf(band);
  const end = Number(toDate);
  return { value: end, lower: end, upper: end };
}

function targetLine(value: string, toDate: string | null, projected: Forecast | null): TargetLine {
  const aim = Number(value);
  const reached = projected?.value ?? (toDate === null ? NaN : Number(toDate));
  const percent = (reached / aim) * 100;
  return {
    value,
    percent: aim > 0 && Number.isFinite(percent) ? rounded(percent) : null,
    position: projected === null ? null : positionOf(aim, projected),
  };
}

function positionOf(aim: number, { lower, upper }: Forecast): NonNullable<TargetLine['position']> {
  if (aim > upper) return 'above';
  return aim < lower ? 'below' : 'inside';
}

function withoutDays(
  { from, history }: OutlookFacts,
  days: ReadonlySet<BusinessDay>,
): OutlookFacts['history'] {
  if (days.size === 0) return history;
  const without = (values: Float64Array) => {
    const kept = Float64Array.from(values);
    for (const day of days) {
      const at = daysBetween(from, day);
      if (at >= 0 && at < kept.length) kept[at] = NaN;
    }
    return kept;
  };
  return new Map([...history].map(([metric, quantities]) => [metric, quantities.map(without)]));
}

function forecastOf({ value, lower, upper }: Band): Forecast {
  return { value: rounded(value), lower: rounded(lower), upper: rounded(upper) };
}
