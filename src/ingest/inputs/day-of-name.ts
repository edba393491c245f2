import { parseDay, type BusinessDay } from '../../analysis/calendar.ts';

/** 2025-03-31, 20250331 or 2025_03_31, not as a part of a longer number. */
const DAY = /(?<!\d)((?:19|20)\d{2})([-_]?)(\d{2})\2(\d{2})(?!\d)/g;

/** The day that a file name carries, the last one of several (a range ends with it); undefined without one. */
export function dayOfName(name: string): BusinessDay | undefined {
  const days = [...name.matchAll(DAY)].flatMap(([, year, , month, day]) => {
    return parseDay(`${year ?? ''}-${month ?? ''}-${day ?? ''}`) ?? [];
  });
  return days.sort().at(-1);
}
