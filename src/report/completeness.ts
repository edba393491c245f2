import type { BusinessDay } from '../analysis/calendar.ts';
import type { Arrivals } from '../analysis/completeness/arrivals.ts';
import { judgeDays } from '../analysis/completeness/known-days.ts';
import { HISTORY_DAYS } from '../analysis/completeness/judge-day.ts';
import type { Completeness } from './model.ts';

/** The week before the longest month, so that the days of the trend and those compared with can be judged too. */
export const ARRIVAL_DAYS = HISTORY_DAYS + 7;

export interface JudgedArrivals {
  readonly completeness: Completeness;
  /** Days of the window that arrived in part, the target day among them. */
  readonly partialDays: ReadonlySet<BusinessDay>;
}

/** @param target a day that arrived */
export function judgeArrivals(arrivals: Arrivals, target: BusinessDay): JudgedArrivals {
  const judged = judgeDays(arrivals);
  const partialDays = new Set([...judged].flatMap(([day, { state }]) => (state === 'partial' ? [day] : [])));
  const { state, findings } = judged.get(target) ?? { state: 'learning', findings: [] };
  return { completeness: { state: state === 'missing' ? 'learning' : state, findings }, partialDays };
}
