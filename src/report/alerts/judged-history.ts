import { withExclusions, type Annotation } from '../../analysis/alerts/annotation.ts';
import type { BusinessDay } from '../../analysis/calendar.ts';
import { judgeDays, knownDays } from '../../analysis/completeness/known-days.ts';
import type { DayCompleteness } from '../../analysis/completeness/verdict.ts';
import { dayJudge } from '../../analysis/signal/judge-day.ts';
import type { Judgement } from '../../analysis/signal/judgement.ts';
import {
  dayAt,
  indexOf,
  type DayCalendar,
  type Series,
  type Timeline,
} from '../../analysis/signal/series.ts';
import { trackSeries } from '../../analysis/signal/track-series.ts';
import type { Dataset } from '../../datasets/definition.ts';
import type { HistoryFacts } from './history-facts.ts';
import { watchedSeries } from './watched-series.ts';

/** Judged days that are kept: what a report looks at. A replay of years goes through thousands, each once. */
const MOST_KEPT = 64;

/** The history with what was to be expected of each of its days, and how each turned out. */
export interface JudgedHistory {
  readonly timeline: Timeline;
  readonly series: readonly Series[];
  readonly calendar: DayCalendar;
  /** Of every day of the timeline. */
  readonly completeness: ReadonlyMap<BusinessDay, DayCompleteness>;
  /** It arrived, and not in part. */
  readonly isKnown: (day: BusinessDay) => boolean;
  /** One per series, in their order; undefined for a day outside of the timeline. Those asked for last are kept. */
  readonly on: (day: BusinessDay) => readonly Judgement[] | undefined;
}

export function judgedHistory(
  dataset: Dataset,
  facts: HistoryFacts,
  annotations: readonly Annotation[],
  calendar: DayCalendar,
): JudgedHistory {
  const { timeline, arrivals, metrics } = facts;
  const completeness = judgeDays(arrivals, calendar);
  const known = knownDays(completeness);
  const isKnownAt = Array.from({ length: timeline.length }, (_, index) => known.has(dayAt(timeline, index)));
  const isKnown = (index: number) => isKnownAt[index] === true;
  const watched = watchedSeries(dataset, timeline, isKnown, metrics);
  const series = withExclusions(timeline, watched.series, annotations);
  const judge = dayJudge(series, trackSeries(timeline, series, calendar));
  const made = new Map<number, readonly Judgement[]>();
  return {
    timeline,
    series,
    calendar,
    completeness,
    isKnown: (day) => known.has(day),
    on: (day) => {
      const index = indexOf(timeline, day);
      if (index < 0 || index >= timeline.length) return undefined;
      const found = made.get(index) ?? judge(index);
      made.set(index, found);
      const [oldest] = made.keys();
      if (made.size > MOST_KEPT && oldest !== undefined) made.delete(oldest);
      return found;
    },
  };
}

/** Undefined where the metric has no whole, because no day is known. */
export function wholeOf({ series }: JudgedHistory, metric: string): number | undefined {
  const index = series.findIndex((one) => one.metric === metric && one.parent === null);
  return index === -1 ? undefined : index;
}
