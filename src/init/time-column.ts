import type { BusinessDay } from '../analysis/calendar.ts';
import { parseDay } from '../analysis/calendar.ts';
import { isoDay, isoMoment } from '../columns/day-text.ts';
import type { Profile } from './profile.ts';
import { hint } from '../inference/vocabulary.ts';

export interface TimeGuess {
  readonly profile: Profile;
  readonly reason: string;
}

/** Why a column cannot say which day a row belongs to; undefined when it can. */
export function noTime({ column, blanks }: Profile): string | undefined {
  if (column.type !== 'date' && column.type !== 'timestamptz')
    return `it is ${column.type}, not date or timestamptz`;
  return blanks > 0 ? `it is blank in ${blanks} row(s)` : undefined;
}

/** The column that most likely says which day a row belongs to; undefined when none can. */
export function guessTime(profiles: readonly Profile[]): TimeGuess | undefined {
  const candidates = profiles.filter((profile) => noTime(profile) === undefined);
  const rated = candidates.map((profile) => ({ profile, days: daysOf(profile) }));
  // The name first, then how many days there are; the sort is stable, so the first column wins a draw.
  rated.sort((a, b) => rating(b.profile) - rating(a.profile) || b.days.size - a.days.size);
  const [best] = rated;
  if (best === undefined) return undefined;
  const { profile, days } = best;
  const sorted = [...days].sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  const word = hint(profile.name, 'time');
  const reasons = [
    candidates.length === 1 ? 'the only date without blanks' : `the best of ${candidates.length} dates`,
    ...(word !== undefined && candidates.length > 1 ? [`named "${word}"`] : []),
    `${days.size} day(s)${first !== undefined && last !== undefined ? ` from ${first} to ${last}` : ''}`,
  ];
  return { profile, reason: reasons.join(', ') };
}

function rating({ name }: Profile): number {
  return (hint(name, 'time') === undefined ? 0 : 1) - (hint(name, 'otherTime') === undefined ? 0 : 2);
}

/** The different days of a date or timestamptz column, as it writes them. */
function daysOf({ column, values }: Profile): Set<BusinessDay> {
  const days = new Set<BusinessDay>();
  const texts = new Set(
    column.type === 'date' ? values : values.map((value) => value.split(/[T ]/)[0] ?? ''),
  );
  if (column.type !== 'date' && column.type !== 'timestamptz') return days;
  for (const text of texts) {
    const format = column.format ?? 'YYYY-MM-DD';
    const day = parseDay((isoDay(text, format) ?? isoMoment(text, format, 'UTC') ?? '').slice(0, 10));
    if (day !== undefined) days.add(day);
  }
  return days;
}
