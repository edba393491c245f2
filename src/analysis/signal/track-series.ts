import { expectDay } from './expect-day.ts';
import { learnDay } from './learn-day.ts';
import type { DayCalendar, Series, Timeline } from './series.ts';
import { beginTracking } from './tracking.ts';
import type { Tracks } from './tracks.ts';

/**
 * Goes through the days once, in their order, over all series: what is expected of a day, and how far it may lie off,
 * is made from the days before it alone. Time and memory grow as series × days.
 * @param series parents before their children
 */
export function trackSeries(timeline: Timeline, series: readonly Series[], calendar: DayCalendar): Tracks {
  const tracking = beginTracking(timeline, series, calendar);
  for (let day = 0; day < timeline.length; day += 1) {
    expectDay(tracking, day);
    learnDay(tracking, day);
  }
  return tracking.tracks;
}
