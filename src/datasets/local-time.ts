/** How much of a moment is told: `2025-03-31`, `2025-03-31 08:05`, `2025-03-31 08:05:09`. */
const LENGTHS = { day: 10, minute: 16, second: 19 } as const;

/**
 * A moment as the calendar and the clock of a place have it, in the order of ISO 8601.
 *
 * By what JavaScript has, and only when it is asked for: loading a library for it, which tries the time zones of the
 * machine, takes 22 of the 250 ms of a start (2026-11).
 * @throws RangeError for a time zone that is none
 */
export function localTime(moment: Date | number, timeZone: string, upTo: keyof typeof LENGTHS): string {
  const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  const day = `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
  return `${day} ${part('hour')}:${part('minute')}:${part('second')}`.slice(0, LENGTHS[upTo]);
}
