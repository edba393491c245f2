import { formatInTimeZone } from 'date-fns-tz';

/** How much of a moment is told: `2025-03-31`, `2025-03-31 08:05`, `2025-03-31 08:05:09`. */
const FORMATS = { day: 'yyyy-MM-dd', minute: 'yyyy-MM-dd HH:mm', second: 'yyyy-MM-dd HH:mm:ss' } as const;

/**
 * A moment as the calendar and the clock of a place have it, in the order of ISO 8601.
 * @throws RangeError for a time zone that is none
 */
export function localTime(moment: Date | number, timeZone: string, upTo: keyof typeof FORMATS): string {
  return formatInTimeZone(moment, timeZone, FORMATS[upTo]);
}
