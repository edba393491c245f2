/**
 * Was a day without any row due? A shop that never sells on Sundays misses nothing on a Sunday, so the rhythm of the
 * days before has to tell.
 */
import { addDays, daysBetween, eachDay, weekday, type BusinessDay } from '../calendar.ts';
import { PLAIN_CALENDAR, type DayCalendar } from '../signal/series.ts';
import { HISTORY_DAYS } from './judge-day.ts';
import type { DayCompleteness } from './verdict.ts';

/** With fewer occasions seen than this, a day is due. */
const FEWEST_OCCASIONS = 2;
/** A day is due that came on this share of its occasions. */
const DUE = 0.5;
/** A rhythm of weeks, and the longest row of days off, show within this many days. */
const LOOK_AHEAD = 28;
const DAYS_OF_WEEK = 7;
const SUNDAY = 7;

/**
 * The first day after `last` that was due and has not arrived, up to the day asked for; undefined when none was.
 * @param judged days up to `last`, each with its state; `missing` are those without a row
 * @param last the last day that has rows
 */
export function missingSince(
  judged: ReadonlyMap<BusinessDay, DayCompleteness>,
  last: BusinessDay,
  asked: BusinessDay,
  calendar: DayCalendar = PLAIN_CALENDAR,
): BusinessDay | undefined {
  const horizon = addDays(last, LOOK_AHEAD);
  const candidates = eachDay(addDays(last, 1), asked < horizon ? asked : horizon);
  const isDue = rhythmOf(judged, last, calendar);
  return candidates.find(isDue);
}

function rhythmOf(
  judged: ReadonlyMap<BusinessDay, DayCompleteness>,
  last: BusinessDay,
  calendar: DayCalendar,
): (day: BusinessDay) => boolean {
  const known = [...judged].map(([day, { state }]) => ({ day, arrived: state !== 'missing' }));
  const isOff = (day: BusinessDay): boolean => calendar(day).holiday?.off ?? false;
  // A week without a single row was an outage; it does not make its weekdays days of rest.
  const weekOf = (day: BusinessDay) => Math.floor(daysBetween(day, last) / DAYS_OF_WEEK);
  const weeksWithRows = new Set(known.flatMap(({ day, arrived }) => (arrived ? [weekOf(day)] : [])));
  const recent = known.filter(
    ({ day }) => daysBetween(day, last) < HISTORY_DAYS && weeksWithRows.has(weekOf(day)),
  );
  const came = (days: readonly { readonly arrived: boolean }[]): boolean =>
    days.length < FEWEST_OCCASIONS || days.filter(({ arrived }) => arrived).length >= DUE * days.length;
  const ordinary = recent.filter(({ day }) => !isOff(day));
  const ofWeek = Array.from({ length: DAYS_OF_WEEK }, (_, index) =>
    came(ordinary.filter(({ day }) => weekday(day) === index + 1)),
  );
  const isDueWeekday = (day: BusinessDay) => ofWeek[weekday(day) - 1] === true;
  const daysOff = known.filter(({ day }) => isDueWeekday(day) && isOff(day));
  // Until days off were seen, they are as Sundays are.
  const offIsDue = daysOff.length < FEWEST_OCCASIONS ? ofWeek[SUNDAY - 1] === true : came(daysOff);
  return (day) => isDueWeekday(day) && (offIsDue || !isOff(day));
}
