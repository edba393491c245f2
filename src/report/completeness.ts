import type { BusinessDay } from '../analysis/calendar.ts';
import { missingSince } from '../analysis/completeness/missing-since.ts';
import type { DayCompleteness } from '../analysis/completeness/verdict.ts';
import type { DayCalendar } from '../analysis/signal/series.ts';
import type { Completeness } from './model.ts';

type JudgedDays = ReadonlyMap<BusinessDay, DayCompleteness>;

/** Days that arrived in part. */
export function partialDaysOf(judged: JudgedDays): ReadonlySet<BusinessDay> {
  return new Set([...judged].flatMap(([day, { state }]) => (state === 'partial' ? [day] : [])));
}

/**
 * @param day one that arrived
 * @param asked the day asked for; a later one has no rows
 */
export function completenessOf(
  judged: JudgedDays,
  day: BusinessDay,
  asked: BusinessDay,
  calendar: DayCalendar,
): Completeness {
  const { state, findings } = judged.get(day) ?? { state: 'learning', findings: [] };
  const since = missingSince(judged, day, asked, calendar);
  return {
    state: state === 'missing' ? 'learning' : state,
    findings,
    ...(since === undefined ? {} : { missingSince: since }),
  };
}
