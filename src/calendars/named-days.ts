import type { BusinessDay } from '../analysis/calendar.ts';
import { addDays, toDay, weekday } from '../analysis/calendar.ts';

/** A day with a name, such as a holiday or a day of trade. */
export interface NamedDay {
  /** The rule that the day follows, the same every year, such as `easter -47`. */
  readonly key: string;
  readonly name: string;
  /** Offices are closed. */
  readonly off: boolean;
}

/** What `date-holidays` says of a holiday. */
export interface HolidayRecord {
  /** Local time of the country, `YYYY-MM-DD HH:mm:ss`, whatever the time zone of the process. */
  readonly date: string;
  readonly start: Date;
  readonly end: Date;
  readonly rule: string;
  readonly name: string;
  readonly type: string;
}

const DAY_MS = 86_400_000;

/** The named days of a year. Of two names on one day the one that closes offices wins, then the first. */
export function namedDays(year: number, holidays: readonly HolidayRecord[]): Map<BusinessDay, NamedDay> {
  const days = new Map<BusinessDay, NamedDay>();
  const add = (day: BusinessDay, named: NamedDay) => {
    if (!days.has(day) || (named.off && days.get(day)?.off === false)) days.set(day, named);
  };
  for (const { date, start, end, rule, name, type } of holidays) {
    const first = toDay(date.slice(0, 10));
    const off = type === 'public' || type === 'bank';
    const length = Math.max(1, Math.floor((end.getTime() - start.getTime()) / DAY_MS + 0.01));
    for (let index = 0; index < length; index++) {
      add(addDays(first, index), { key: index === 0 ? rule : `${rule} +${index}`, name, off });
    }
  }
  // The two days of trade that no table of holidays has, and that every shop knows.
  const blackFriday = addDays(fourthThursdayOfNovember(year), 1);
  add(blackFriday, { key: 'black friday', name: 'Black Friday', off: false });
  add(addDays(blackFriday, 3), { key: 'cyber monday', name: 'Cyber Monday', off: false });
  return days;
}

function fourthThursdayOfNovember(year: number): BusinessDay {
  const first = toDay(`${year}-11-01`);
  return addDays(first, ((4 - weekday(first) + 7) % 7) + 21);
}
