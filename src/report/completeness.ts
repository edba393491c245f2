import type { BusinessDay } from '../analysis/calendar.ts';
import type { DayCompleteness } from '../analysis/completeness/verdict.ts';
import type { Completeness } from './model.ts';

type JudgedDays = ReadonlyMap<BusinessDay, DayCompleteness>;

/** Days that arrived in part. */
export function partialDaysOf(judged: JudgedDays): ReadonlySet<BusinessDay> {
  return new Set([...judged].flatMap(([day, { state }]) => (state === 'partial' ? [day] : [])));
}

/** @param day one that arrived */
export function completenessOf(judged: JudgedDays, day: BusinessDay): Completeness {
  const { state, findings } = judged.get(day) ?? { state: 'learning', findings: [] };
  return { state: state === 'missing' ? 'learning' : state, findings };
}
