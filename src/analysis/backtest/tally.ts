import { addDays, eachDay, weekday, type BusinessDay } from '../calendar.ts';
import type { ReplayedAlert, ReplayedDay } from './replayed-day.ts';

export interface Tally {
  readonly days: number;
  /** Segments × metrics × days that were judged. */
  readonly segmentDays: number;
  /** But those that somebody has said something about, which are counted by themselves. */
  readonly alerts: number;
  readonly known: number;
  /** Of the alerts that are counted. */
  readonly incidents: number;
  /** Seven days that were judged make a week; null without any. */
  readonly alertsPerWeek: number | null;
  readonly incidentsPerWeek: number | null;
}

export interface WeekTally extends Pick<Tally, 'days' | 'alerts' | 'incidents'> {
  /** A Monday. */
  readonly from: BusinessDay;
  readonly holidays: readonly string[];
}

export interface WeekdayTally extends Pick<Tally, 'days' | 'alerts'> {
  /** 1 is Monday. */
  readonly weekday: number;
}

export function tallyOf(days: readonly ReplayedDay[]): Tally {
  const alerts = countedOf(days);
  const incidents = new Set(alerts.map(({ incident }) => incident)).size;
  const perWeek = (count: number) => (days.length === 0 ? null : (7 * count) / days.length);
  return {
    days: days.length,
    segmentDays: days.reduce((sum, { evaluated }) => sum + evaluated, 0),
    alerts: alerts.length,
    known: days.flatMap((day) => day.alerts).length - alerts.length,
    incidents,
    alertsPerWeek: perWeek(alerts.length),
    incidentsPerWeek: perWeek(incidents),
  };
}

/** Every week from that of the first day to that of the last; an incident counts in each week that it has an alert in. */
export function weeksOf(days: readonly ReplayedDay[]): WeekTally[] {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  return eachDay(mondayOf(first.day), last.day)
    .filter((day) => weekday(day) === 1)
    .map((from) => {
      const within = days.filter(({ day }) => mondayOf(day) === from);
      const alerts = countedOf(within);
      return {
        from,
        days: within.length,
        alerts: alerts.length,
        incidents: new Set(alerts.map(({ incident }) => incident)).size,
        holidays: [...new Set(within.flatMap(({ holiday }) => holiday ?? []))],
      };
    });
}

/** Monday to Sunday. */
export function weekdaysOf(days: readonly ReplayedDay[]): WeekdayTally[] {
  return [1, 2, 3, 4, 5, 6, 7].map((one) => {
    const same = days.filter(({ day }) => weekday(day) === one);
    return { weekday: one, days: same.length, alerts: countedOf(same).length };
  });
}

/** The alerts of the days that count. */
function countedOf(days: readonly ReplayedDay[]): ReplayedAlert[] {
  return days.flatMap(({ alerts }) => alerts.filter(({ said }) => said === null));
}

function mondayOf(day: BusinessDay): BusinessDay {
  return addDays(day, 1 - weekday(day));
}
