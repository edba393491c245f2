/** Rows that are missing inside of segments that are there. */
import { standardDeviation } from 'simple-statistics';
import type { ArrivalTable, ArrivedDay } from './arrivals.ts';
import type { TestedDay } from './tested-day.ts';
import { shortfall } from './shortfall.ts';
import { medianOf } from '../median.ts';

/** A combination is steady that has rows on this share of the days, Sundays and holidays among them. */
const STEADY = 0.95;

/** Of the steady combinations: what may be absent on any day, and as spreads of past days. */
const LEAST_ABSENT = 0.05;
const SIGMAS = 5;
/** And in number: two that stay away are no proof. */
const FEWEST_ABSENT = 3;
/** What may be absent besides, as the volume falls below the lowest one seen to nothing: on a very quiet day small ones do stay empty. */
const QUIET = 0.25;

/** And on a day off, whatever its volume: of some segments all shops are closed, while others go on. */
const OFF = 0.1;

/** A shortfall of all combinations, steady or not, as a logarithm. */
const LEAST_SHORTFALL = 0.1;

export function lacksCombinations(table: ArrivalTable, tested: TestedDay): boolean {
  return lacksSteady(table, tested) || isBelowTheLine(tested);
}

function lacksSteady(table: ArrivalTable, tested: TestedDay): boolean {
  const { target, history, same, off } = tested;
  const steady = steadyCombinations(tested).filter(
    (index) => (target.counts[table.segmentOf[index] as number] as number) > 0,
  );
  if (steady.length === 0) return false;
  const absentOn = (day: ArrivedDay): number =>
    steady.reduce((sum, index) => sum + 1 - (day.present[index] as number), 0) / steady.length;
  const usual = medianOf(same.map(absentOn));
  const allowed = Math.max(
    LEAST_ABSENT,
    SIGMAS * spreadWithinWeekdays(history, absentOn),
    FEWEST_ABSENT / steady.length,
  );
  return absentOn(target) - usual > allowed + QUIET * quietness(tested) + (off ? OFF : 0);
}

/** The standard deviation of the days around the median of their own weekday. */
function spreadWithinWeekdays(history: readonly ArrivedDay[], value: (day: ArrivedDay) => number): number {
  const byWeekday = new Map<number, number[]>();
  for (const day of history) byWeekday.set(day.weekday, [...(byWeekday.get(day.weekday) ?? []), value(day)]);
  const errors = [...byWeekday.values()].flatMap((values) => {
    const centre = medianOf(values);
    return values.map((value) => value - centre);
  });
  return standardDeviation(errors);
}

/** Indices of combinations. */
function steadyCombinations({ history, lately }: TestedDay): number[] {
  const days = new Uint32Array(history[0]?.present.length ?? 0);
  for (const { present } of history) {
    for (let index = 0; index < present.length; index += 1) {
      days[index] = (days[index] as number) + (present[index] as number);
    }
  }
  const isSteady = (count: number, index: number): boolean =>
    count >= STEADY * history.length && lately.some(({ present }) => present[index] === 1);
  return [...days].flatMap((count, index) => (isSteady(count, index) ? [index] : []));
}

/** 0 down to the lowest volume of the past days, 1 where nothing happened at all. */
function quietness({ target, history }: TestedDay): number {
  const lowest = Math.min(...history.map(({ volume }) => volume));
  const share = target.volume / lowest;
  return lowest > 0 && share < 1 ? 1 - Math.max(0, share) : 0;
}

/** Where few combinations are steady, their number has to tell. */
function isBelowTheLine({ target, history }: TestedDay): boolean {
  const days = [...history, target].map(({ weekday, counts, volume }) => {
    let count = 0;
    for (let segment = 0; segment < counts.length; segment += 1) {
      if ((target.counts[segment] as number) > 0) count += counts[segment] as number;
    }
    return { weekday, volume, count };
  });
  const found = shortfall(days);
  return found !== undefined && found.by > Math.max(SIGMAS * found.sigma, LEAST_SHORTFALL) + found.slack;
}
