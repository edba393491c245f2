import { detectAlerts, type SegmentDay, type ZScoreAlert, type ZScoreRule } from '../alert.ts';
import { incidentId, LONGEST_GAP } from '../alerts/incidents.ts';
import { addDays, eachDay, type BusinessDay } from '../calendar.ts';
import type { DayCalendar } from '../signal/series.ts';
import type { ReplayedDay } from './replayed-day.ts';

/** Begins a replay: each call goes through more days, the next ones. */
export type ClassicReplay = (
  rows: readonly SegmentDay[],
  days: { readonly from: BusinessDay; readonly to: BusinessDay },
) => ReplayedDay[];

/**
 * The classic rule day by day, each with its window alone: the rows of a call are those of its days and of the window
 * before the first of them, in any order, without those of partial days. Days without rows are not among the answers.
 * Alerts of one segment and metric on one side are one incident on days that follow each other, as with the baseline.
 * Time grows as days × rows of a window.
 */
export function classicReplay(rule: ZScoreRule, calendar: DayCalendar): ClassicReplay {
  const incidentOf = incidents();
  let index = -1;
  return (rows, { from, to }) => {
    const byDay = new Map<BusinessDay, SegmentDay[]>();
    for (const row of rows) {
      const same = byDay.get(row.day);
      if (same) same.push(row);
      else byDay.set(row.day, [row]);
    }
    const days = eachDay(from, to).filter((day) => byDay.has(day));
    return days.map((day) => {
      index += 1;
      const known = eachDay(addDays(day, -rule.windowDays), day).flatMap((one) => byDay.get(one) ?? []);
      const { items, evaluated } = detectAlerts(rule, day, known);
      return {
        day,
        holiday: calendar(day).holiday?.name ?? null,
        evaluated,
        alerts: items.map((alert) => ({
          metric: alert.metric,
          segment: alert.segment,
          direction: alert.direction,
          value: Number(alert.value),
          expected: alert.mean,
          incident: incidentOf(alert, day, index),
          said: null,
        })),
      };
    });
  };
}

function incidents(): (alert: ZScoreAlert, day: BusinessDay, index: number) => string {
  const last = new Map<string, { readonly id: string; readonly index: number }>();
  return ({ metric, direction, segment }, day, index) => {
    const key = JSON.stringify([metric, direction, ...segment]);
    const known = last.get(key);
    const lasts = known !== undefined && index - known.index <= 1 + LONGEST_GAP;
    const id = lasts ? known.id : incidentId([metric, direction, day, ...segment]);
    last.set(key, { id, index });
    return id;
  };
}
