import { withExclusions, type Annotation } from '../../analysis/alerts/annotation.ts';
import type { BusinessDay } from '../../analysis/calendar.ts';
import { judgeDay } from '../../analysis/signal/judge-day.ts';
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

/** The history with what was to be expected of each of its days, and how each turned out. */
export interface JudgedHistory {
  readonly timeline: Timeline;
  readonly series: readonly Series[];
  readonly calendar: DayCalendar;
  readonly isKnown: (day: BusinessDay) => boolean;
  /** One per series, in their order; undefined for a day outside of the timeline. Made once per day. */
  readonly on: (day: BusinessDay) => readonly Judgement[] | undefined;
}

export function judgedHistory(
  dataset: Dataset,
  facts: HistoryFacts,
  annotations: readonly Annotation[],
  partialDays: ReadonlySet<BusinessDay>,
  calendar: DayCalendar,
): JudgedHistory {
  const { timeline, known, metrics } = facts;
  const isKnown = (day: BusinessDay) => known.has(day) && !partialDays.has(day);
  const watched = watchedSeries(dataset, timeline, (index) => isKnown(dayAt(timeline, index)), metrics);
  const series = withExclusions(timeline, watched.series, annotations);
  const tracks = trackSeries(timeline, series, calendar);
  const made = new Map<number, readonly Judgement[]>();
  return {
    timeline,
    series,
    calendar,
    isKnown,
    on: (day) => {
      const index = indexOf(timeline, day);
      if (index < 0 || index >= timeline.length) return undefined;
      const found = made.get(index) ?? judgeDay(series, tracks, index);
      made.set(index, found);
      return found;
    },
  };
}

/** Undefined where the metric has no whole, because no day is known. */
export function wholeOf({ series }: JudgedHistory, metric: string): number | undefined {
  const index = series.findIndex((one) => one.metric === metric && one.parent === null);
  return index === -1 ? undefined : index;
}
