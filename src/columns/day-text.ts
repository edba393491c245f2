import { parseDay } from '../analysis/calendar.ts';
import type { DateFormat } from '../datasets/definition.ts';

const ISO = 'YYYY-MM-DD';

/** The two digits of a year from which on it is one of the last century: as POSIX has it, 69 is 1969 and 68 is 2068. */
const LAST_CENTURY = 69;

/** Where the parts of each format stand in the groups of its expression. */
interface Layout {
  readonly shape: RegExp;
  readonly order: readonly [year: number, month: number, day: number];
}

const LAYOUTS: Readonly<Record<Exclude<DateFormat, typeof ISO>, Layout>> = {
  'DD/MM/YYYY': { shape: /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, order: [3, 2, 1] },
  'MM/DD/YYYY': { shape: /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, order: [3, 1, 2] },
  YYYYMMDD: { shape: /^(\d{4})(\d{2})(\d{2})$/, order: [1, 2, 3] },
  'DD.MM.YYYY': { shape: /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/, order: [3, 2, 1] },
  'DD-MM-YYYY': { shape: /^(\d{1,2})-(\d{1,2})-(\d{4})$/, order: [3, 2, 1] },
  'MM-DD-YYYY': { shape: /^(\d{1,2})-(\d{1,2})-(\d{4})$/, order: [3, 1, 2] },
  'YYYY/MM/DD': { shape: /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/, order: [1, 2, 3] },
  'DD/MM/YY': { shape: /^(\d{1,2})\/(\d{1,2})\/(\d{2})$/, order: [3, 2, 1] },
  'MM/DD/YY': { shape: /^(\d{1,2})\/(\d{1,2})\/(\d{2})$/, order: [3, 1, 2] },
};

/** A date as the file writes it → YYYY-MM-DD; undefined when it is not a day of the calendar. */
export function isoDay(text: string, format: DateFormat): string | undefined {
  if (format === ISO) return parseDay(text);
  const { shape, order } = LAYOUTS[format];
  const parts = shape.exec(text);
  if (parts === null) return undefined;
  const [year = '', month = '', day = ''] = order.map((group) => parts[group] ?? '');
  return parseDay(`${fourDigits(year)}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

function fourDigits(year: string): string {
  return year.length === 4 ? year : `${Number(year) < LAST_CENTURY ? '20' : '19'}${year}`;
}

const MOMENT =
  /^(?<day>[\d./-]+)(?:[T ](?<time>([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?) ?(?<offset>Z|[+-](0\d|1[0-5])(:?[0-5]\d)?)?)?$/;

/** A moment as the file writes it → text with an offset or a zone; undefined when it is none. */
export function isoMoment(text: string, format: DateFormat, timeZone: string): string | undefined {
  const { day = '', time = '00:00', offset } = MOMENT.exec(text)?.groups ?? {};
  const iso = isoDay(day, format);
  // PostgreSQL knows the offset that a named zone had on that day.
  return iso === undefined ? undefined : `${iso} ${time}${offset ?? ` ${timeZone}`}`;
}
