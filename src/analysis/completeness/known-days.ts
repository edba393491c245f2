import type { BusinessDay } from '../calendar.ts';
import { dayAt, PLAIN_CALENDAR, type DayCalendar } from '../signal/series.ts';
import { tabulate, type Arrivals } from './arrivals.ts';
import { judgeDay } from './judge-day.ts';
import type { DayCompleteness } from './verdict.ts';

/** Every day of the window, each by the days before it. The first ones have too few of those: they are `learning`. */
export function judgeDays(
  arrivals: Arrivals,
  calendar: DayCalendar = PLAIN_CALENDAR,
): ReadonlyMap<BusinessDay, DayCompleteness> {
  const table = tabulate(arrivals);
  const days = Array.from({ length: arrivals.timeline.length }, (_, index) =>
    dayAt(arrivals.timeline, index),
  );
  return new Map(days.map((day) => [day, judgeDay(table, day, calendar)]));
}

/**
 * The days whose values are known: they arrived, and not in part. On them a segment without rows is 0; on all others
 * it is not known. A day that cannot be judged yet counts as known.
 */
export function knownDays(judged: ReadonlyMap<BusinessDay, DayCompleteness>): ReadonlySet<BusinessDay> {
  const isKnown = ({ state }: DayCompleteness): boolean => state === 'complete' || state === 'learning';
  return new Set([...judged].flatMap(([day, verdict]) => (isKnown(verdict) ? [day] : [])));
}
