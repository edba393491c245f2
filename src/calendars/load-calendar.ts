/**
 * The days of a country: their names, and what kind of day each is. What such a day does to the figures is not
 * known here; the history of each segment has to show it.
 */
import { addDays, daysBetween, toDay, weekday, type BusinessDay } from '../analysis/calendar.ts';
import { PLAIN_CALENDAR, type DayCalendar, type DayTraits } from '../analysis/signal/series.ts';
import type { Locale } from '../datasets/definition.ts';
import { ConfigError } from '../errors.ts';
import { namedDays, type NamedDay } from './named-days.ts';
import { isKnownPlace } from './places.ts';

/** Days around the fifth business day, when salaries are paid, that have a kind of their own. */
const PAYDAYS = { from: -1, to: 4 };
const SATURDAY = 6;

/**
 * Loads `date-holidays` (65 ms, 2026-11) where a dataset names a country.
 * @param place ISO 3166, `BR` or with a state `BR-SP`; undefined gives a calendar without names and kinds
 * @throws ConfigError for a country or state that is not known
 */
export async function loadCalendar(place: string | undefined, locale: Locale): Promise<DayCalendar> {
  if (place === undefined) return PLAIN_CALENDAR;
  const { default: Holidays } = await import('date-holidays');
  if (!isKnownPlace(new Holidays(), place)) {
    throw new ConfigError(`holidays: ${JSON.stringify(place)} is no country or state with known holidays`, {
      hint: 'an ISO 3166 code such as BR or BR-SP; leave it out for a calendar without holidays',
    });
  }
  const [country = '', ...state] = place.split('-');
  const language = locale.slice(0, 2);
  const holidays = state.length > 0 ? new Holidays(country, state.join('-')) : new Holidays(country);
  return describeDays((year) => namedDays(year, holidays.getHolidays(year, language)));
}

/** Days by what is named in each year. Exported for tests with a calendar of their own. */
export function describeDays(namesOf: (year: number) => ReadonlyMap<BusinessDay, NamedDay>): DayCalendar {
  const years = new Map<number, ReadonlyMap<BusinessDay, NamedDay>>();
  const known = new Map<BusinessDay, DayTraits>();
  const paydays = new Map<string, BusinessDay>();

  const named = (day: BusinessDay): NamedDay | undefined => {
    const year = Number(day.slice(0, 4));
    const names = years.get(year) ?? namesOf(year);
    years.set(year, names);
    return names.get(day);
  };
  const isOff = (day: BusinessDay) => named(day)?.off === true;
  const isWorking = (day: BusinessDay) => weekday(day) < SATURDAY && !isOff(day);

  const payday = (month: string): BusinessDay => {
    const found = paydays.get(month) ?? fifthBusinessDay(month, isWorking);
    paydays.set(month, found);
    return found;
  };

  const kindsOf = (day: BusinessDay): string[] => {
    if (isOff(day)) return [];
    const kinds: string[] = [];
    const before = addDays(day, -1);
    const after = addDays(day, 1);
    const isBridge = isWorking(day) && !isWorking(before) && !isWorking(after);
    if (isBridge) kinds.push('bridge');
    else if (isOff(after)) kinds.push('eve');
    else if (followsDayOff(day, isOff)) kinds.push('return');
    kinds.push(...monthTurn(day));
    const sincePayday = daysBetween(payday(day.slice(0, 7)), day);
    if (sincePayday >= PAYDAYS.from && sincePayday <= PAYDAYS.to) kinds.push(`payday ${sign(sincePayday)}`);
    return kinds;
  };

  return (day) => {
    const found = known.get(day);
    if (found) return found;
    const name = named(day);
    const traits: DayTraits = { ...(name && { holiday: name }), kinds: kindsOf(day) };
    known.set(day, traits);
    return traits;
  };
}

/** The first working day after a day off, also over a weekend between. */
function followsDayOff(day: BusinessDay, isOff: (day: BusinessDay) => boolean): boolean {
  const today = weekday(day);
  if (today >= SATURDAY) return false;
  const back = today === 1 ? [1, 2, 3] : [1];
  return back.some((count) => isOff(addDays(day, -count)));
}

/** `month +1` is the first day of a month, `month -1` the last. */
function monthTurn(day: BusinessDay): string[] {
  const dayOfMonth = Number(day.slice(8));
  if (dayOfMonth <= 2) return [`month +${dayOfMonth}`];
  const left = [1, 2].find((count) => addDays(day, count).slice(8) === '01');
  return left === undefined ? [] : [`month -${left}`];
}

function fifthBusinessDay(month: string, isWorking: (day: BusinessDay) => boolean): BusinessDay {
  let day = addDays(toDay(`${month}-01`), -1);
  for (let count = 0; count < 5;) {
    day = addDays(day, 1);
    if (isWorking(day)) count += 1;
  }
  return day;
}

function sign(count: number): string {
  return count < 0 ? String(count) : `+${count}`;
}
