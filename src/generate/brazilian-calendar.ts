/** What a day is to Brazilian trade: holiday, eve, day after, distance to payday. */
import { addDays, daysBetween, toDay, weekday, type BusinessDay } from '../analysis/calendar.ts';

/** `great`: Christmas and New Year, when almost all is closed. `carnival`: offices closed, bars open. */
export type DayOff = 'holiday' | 'great' | 'carnival';

export interface DayTraits {
  /** ISO: 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
  readonly off: DayOff | undefined;
  /** A day off follows; not said of Sundays and days off themselves. */
  readonly isEve: boolean;
  /** The first working day after a day off. */
  readonly isReturn: boolean;
  /** The day before Mother's, Father's or Valentine's Day: people buy presents. */
  readonly isGiftEve: boolean;
  /** The day after the fourth Thursday of November. */
  readonly isBlackFriday: boolean;
  /** Calendar days since the fifth business day of the month, when salaries are paid; negative before it. */
  readonly sincePayday: number;
  /** Among the last two or the first two days of a month. */
  readonly isMonthTurn: boolean;
  /** 1 to 366. */
  readonly dayOfYear: number;
}

interface YearOfHolidays {
  readonly off: ReadonlyMap<string, DayOff>;
  readonly gifts: ReadonlySet<string>;
}

export class BrazilianCalendar {
  private readonly holidaysOf: (year: number) => YearOfHolidays;
  private readonly years = new Map<number, YearOfHolidays>();
  private readonly paydays = new Map<string, BusinessDay>();

  private constructor(holidaysOf: (year: number) => YearOfHolidays) {
    this.holidaysOf = holidaysOf;
  }

  /** Loads `date-holidays` (65 ms, 2026-11), which nothing but a run of the generator needs. */
  static async load(): Promise<BrazilianCalendar> {
    const { default: Holidays } = await import('date-holidays');
    const brazil = new Holidays('BR', { languages: ['pt'] });
    return new BrazilianCalendar((year) => readYear(brazil.getHolidays(year)));
  }

  traits(day: BusinessDay): DayTraits {
    const week = weekday(day);
    const off = this.dayOff(day);
    const tomorrow = addDays(day, 1);
    const working = off === undefined && week !== 7;
    const dayOfMonth = Number(day.slice(8));
    const month = day.slice(5, 7);
    return {
      weekday: week,
      off,
      isEve: working && this.dayOff(tomorrow) !== undefined,
      isReturn: working && this.followsDayOff(day),
      isGiftEve: this.year(tomorrow).gifts.has(tomorrow),
      isBlackFriday: month === '11' && week === 5 && dayOfMonth >= 23 && dayOfMonth <= 29,
      sincePayday: daysBetween(this.payday(day), day),
      isMonthTurn: dayOfMonth <= 2 || addDays(day, 2).slice(5, 7) !== month,
      dayOfYear: daysBetween(toDay(`${day.slice(0, 4)}-01-01`), day) + 1,
    };
  }

  private dayOff(day: BusinessDay): DayOff | undefined {
    return this.year(day).off.get(day);
  }

  /** Yesterday was off, or the days off ended in a weekend that ends today. */
  private followsDayOff(day: BusinessDay): boolean {
    if (weekday(day) === 6) return false;
    const back = weekday(day) === 1 ? [1, 2, 3] : [1];
    return back.some((count) => this.dayOff(addDays(day, -count)) !== undefined);
  }

  /** The fifth business day of the day's month; Monday to Friday without days off, as banks count. */
  private payday(day: BusinessDay): BusinessDay {
    const month = day.slice(0, 7);
    const known = this.paydays.get(month);
    if (known) return known;
    let candidate = addDays(toDay(`${month}-01`), -1);
    for (let businessDays = 0; businessDays < 5;) {
      candidate = addDays(candidate, 1);
      if (weekday(candidate) <= 5 && this.dayOff(candidate) === undefined) businessDays++;
    }
    this.paydays.set(month, candidate);
    return candidate;
  }

  private year(day: BusinessDay): YearOfHolidays {
    const year = Number(day.slice(0, 4));
    let known = this.years.get(year);
    if (!known) {
      known = this.holidaysOf(year);
      this.years.set(year, known);
    }
    return known;
  }
}

interface Holiday {
  /** Local time in Brazil, `YYYY-MM-DD HH:mm:ss`, whatever the time zone of the process. */
  readonly date: string;
  readonly type: string;
  readonly rule: string;
}

function readYear(holidays: readonly Holiday[]): YearOfHolidays {
  const off = new Map<string, DayOff>();
  const gifts = new Set<string>();
  for (const { date, type, rule } of holidays) {
    const day = date.slice(0, 10);
    // Easter Sunday is an observance too, but no day for presents.
    if (type === 'observance' && !rule.startsWith('easter')) gifts.add(day);
    // "Optional" are the half days (Ash Wednesday, 24 and 31 December): trade goes on.
    if (type === 'public' || type === 'bank') off.set(day, kindOf(rule));
  }
  return { off, gifts };
}

function kindOf(rule: string): DayOff {
  if (rule === '01-01' || rule === '12-25') return 'great';
  if (rule === 'easter -48' || rule === 'easter -47') return 'carnival';
  return 'holiday';
}
