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
  const at = table.days.findIndex((candidate) => candidate.day === day);
  const target = table.days[at];
  if (target === undefined) return { state: 'missing', findings: [] };
  const from = addDays(day, -HISTORY_DAYS);
  const arrived = table.days.slice(Math.max(0, at - HISTORY_DAYS), at).filter((other) => other.day >= from);
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
  // Where as many others came, they were renamed.
  const absent = segments.found < segments.usual ? absentSegments(table, tested) : undefined;
  const end = off ? undefined : earlyEnd(tested, rows.usual);
  const partial =
    end !== undefined ||
    (!off && absent !== undefined && lacksSegments(absent)) ||
    lacksCombinations(table, tested);
  if (!partial) return { state: 'complete', findings: [] };
  return {
    state: 'partial',
    findings: [
      ...(rows.found < rows.usual ? [{ kind: 'rows', ...rows } as const] : []),
      ...(absent === undefined
        ? []
        : [{ kind: 'segments', ...segments, missing: absent.segments.slice(0, NAMED) } as const]),
      ...(end === undefined ? [] : [end]),
    ],
  };
}

/**
 * Without the days that are partial themselves, or so quiet that they look like it. Not a memory of verdicts: what
 * becomes the rule is the rule, as soon as a quarter of the days has it.
 */
function ordinaryDays(days: readonly ArrivedDay[]): readonly ArrivedDay[] {
  const byWeekday: number[][] = Array.from({ length: 8 }, () => []);
  for (const { weekday, rows } of days) byWeekday[weekday]?.push(rows);
  const usual = byWeekday.map(medianOf);
  const ordinary = days.filter(({ weekday, rows }) => rows >= ORDINARY * (usual[weekday] ?? 0));
  return ordinary.length < (1 - MOST_OTHERS) * days.length ? days : ordinary;
}
