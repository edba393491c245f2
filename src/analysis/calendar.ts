/**
 * Calendar days without a clock or a time zone: a `BusinessDay` is the string `YYYY-MM-DD`, so that days
 * compare and sort as text. Arithmetic runs over days since 1970-01-01 in the proleptic Gregorian calendar.
 */
declare const businessDay: unique symbol;
export type BusinessDay = string & { readonly [businessDay]: true };

const DAY_MS = 86_400_000;

/** Reads `YYYY-MM-DD`; returns undefined for anything that is not a day of the calendar (2025-02-30). */
export function parseDay(text: string): BusinessDay | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match || match[1] === '0000') return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(time)) return undefined;
  return new Date(time).toISOString().slice(0, 10) === text ? (text as BusinessDay) : undefined;
}

/** Like `parseDay`, for text that is known to be a day (a `date` column); throws a RangeError otherwise. */
export function toDay(text: string): BusinessDay {
  const day = parseDay(text);
  if (day === undefined) throw new RangeError(`not a calendar day: ${JSON.stringify(text)}`);
  return day;
}

/** The day `count` days later (earlier when negative). */
export function addDays(day: BusinessDay, count: number): BusinessDay {
  return fromEpochDay(toEpochDay(day) + count);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: BusinessDay, to: BusinessDay): number {
  return toEpochDay(to) - toEpochDay(from);
}

/** The same day of the calendar month before, clamped to that month's end: 31 March → 28 or 29 February. */
export function monthBefore(day: BusinessDay): BusinessDay {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7));
  const lastOfMonthBefore = addDays(`${day.slice(0, 8)}01` as BusinessDay, -1);
  const wanted = Math.min(Number(day.slice(8, 10)), Number(lastOfMonthBefore.slice(8, 10)));
  const [y, m] = month === 1 ? [year - 1, 12] : [year, month - 1];
  return `${pad(y, 4)}-${pad(m, 2)}-${pad(wanted, 2)}` as BusinessDay;
}

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export function weekday(day: BusinessDay): number {
  return ((((toEpochDay(day) + 3) % 7) + 7) % 7) + 1;
}

/** Every day from `from` to `to`, both included; empty when `to` is earlier. */
export function eachDay(from: BusinessDay, to: BusinessDay): BusinessDay[] {
  const length = Math.max(0, daysBetween(from, to) + 1);
  return Array.from({ length }, (_, index) => addDays(from, index));
}

function toEpochDay(day: BusinessDay): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

function fromEpochDay(epochDay: number): BusinessDay {
  return new Date(epochDay * DAY_MS).toISOString().slice(0, 10) as BusinessDay;
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
