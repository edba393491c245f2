import { weekday } from '../calendar.ts';
import { dayAt, type DayCalendar, type Timeline } from './series.ts';

/** The calendar of a timeline, with names and kinds as numbers. */
export interface CalendarDays {
  /** Shape: one per day. Monday is 1. */
  readonly weekday: Uint8Array;
  /** Index of the holiday's key; −1 on other days. */
  readonly holiday: Int32Array;
  readonly off: Uint8Array;
  readonly kinds: readonly (readonly number[])[];
  readonly holidayKeys: number;
  readonly kindNames: number;
}

export function readCalendar(timeline: Timeline, calendar: DayCalendar): CalendarDays {
  const keys = new Map<string, number>();
  const names = new Map<string, number>();
  const holiday = new Int32Array(timeline.length).fill(-1);
  const off = new Uint8Array(timeline.length);
  const weekdays = new Uint8Array(timeline.length);
  const kinds: number[][] = [];
  for (let t = 0; t < timeline.length; t += 1) {
    const day = dayAt(timeline, t);
    const traits = calendar(day);
    weekdays[t] = weekday(day);
    if (traits.holiday) {
      holiday[t] = indexIn(keys, traits.holiday.key);
      off[t] = traits.holiday.off ? 1 : 0;
    }
    // A holiday is told by its own name alone.
    kinds.push(traits.holiday ? [] : traits.kinds.map((kind) => indexIn(names, kind)));
  }
  return { weekday: weekdays, holiday, off, kinds, holidayKeys: keys.size, kindNames: names.size };
}

function indexIn(known: Map<string, number>, name: string): number {
  const index = known.get(name) ?? known.size;
  known.set(name, index);
  return index;
}
