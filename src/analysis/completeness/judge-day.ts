/**
 * Did the day arrive, and whole? Judged by what is there of it and not by its values: a day on which every
 * combination has its row and all of them sell little is a whole day.
 */
import { addDays, type BusinessDay } from '../calendar.ts';
import { PLAIN_CALENDAR, type DayCalendar } from '../signal/series.ts';
import type { ArrivalTable, ArrivedDay } from './arrivals.ts';
import { earlyEnd } from './early-end.ts';
import { absentSegments, lacksSegments } from './missing-segments.ts';
import { lacksCombinations } from './missing-combinations.ts';
import type { TestedDay } from './tested-day.ts';
import { medianOf } from '../median.ts';
import type { DayCompleteness } from './verdict.ts';

/** Days before the day under test that it is judged by: eight of each weekday. */
export const HISTORY_DAYS = 56;

const LATELY_DAYS = 7;

const FEWEST_SAME_WEEKDAY = 4;
const FEWEST_DAYS = 21;
/** Days with less than this share of the rows of their weekday teach nothing, unless they are as many as this. */
const ORDINARY = 0.8;
const MOST_OTHERS = 0.25;
/** A day with this share of the usual rows, and the usual segments, is whole without further ado. */
const WHOLE = 0.97;
const NAMED = 5;

/**
 * Made from that day and the days before it only.
 * @param calendar on a day off, closed segments and early ends are usual and tell nothing
 */
export function judgeDay(
  table: ArrivalTable,
  day: BusinessDay,
  calendar: DayCalendar = PLAIN_CALENDAR,
): DayCompleteness {
  const target = table.days.find((candidate) => candidate.day === day);
  if (target === undefined) return { state: 'missing', findings: [] };
  const from = addDays(day, -HISTORY_DAYS);
  const arrived = table.days.filter((other) => other.day >= from && other.day < day);
  const isSame = (other: ArrivedDay): boolean => other.weekday === target.weekday;
  if (arrived.filter(isSame).length < FEWEST_SAME_WEEKDAY || arrived.length < FEWEST_DAYS) {
    return { state: 'learning', findings: [] };
  }
  const history = ordinaryDays(arrived);
  const same = history.filter(isSame);
  const rows = { found: target.rows, usual: Math.round(medianOf(same.map((other) => other.rows))) };
  const segments = {
    found: target.segmentCount,
    usual: Math.round(medianOf(same.map((other) => other.segmentCount))),
  };
  if (rows.found >= WHOLE * rows.usual && segments.found >= segments.usual) {
    return { state: 'complete', findings: [] };
  }
  const off = calendar(day).holiday?.off ?? false;
  const tested: TestedDay = { target, history, same, lately: arrived.slice(-LATELY_DAYS), off };
  const absent = absentSegments(table, tested);
  const end = off ? undefined : earlyEnd(tested, rows.usual);
  const partial =
    lacksCombinations(table, tested) || (!off && lacksSegments(absent, segments)) || end !== undefined;
  if (!partial) return { state: 'complete', findings: [] };
  return {
    state: 'partial',
    findings: [
      ...(rows.found < rows.usual ? [{ kind: 'rows', ...rows } as const] : []),
      ...(segments.found < segments.usual
        ? [{ kind: 'segments', ...segments, missing: absent.segments.slice(0, NAMED) } as const]
        : []),
      ...(end === undefined ? [] : [end]),
    ],
  };
}

/**
 * Without the days that are partial themselves, or so quiet that they look like it. Not a memory of verdicts: what
 * becomes the rule is the rule, as soon as a quarter of the days has it.
 */
function ordinaryDays(days: readonly ArrivedDay[]): readonly ArrivedDay[] {
  const usual = new Map<number, number>();
  for (const { weekday } of days) {
    if (usual.has(weekday)) continue;
    usual.set(weekday, medianOf(days.filter((day) => day.weekday === weekday).map(({ rows }) => rows)));
  }
  const ordinary = days.filter(({ weekday, rows }) => rows >= ORDINARY * (usual.get(weekday) ?? 0));
  return ordinary.length < (1 - MOST_OTHERS) * days.length ? days : ordinary;
}
