/** Rolling origins over daily series: errors, coverage, and the month end. */
import { addDays, weekday, type BusinessDay } from '../../src/analysis/calendar.ts';
import {
  AHEAD,
  LEAST_DAYS,
  outlookOf,
  type Band,
  type Outlook,
} from '../../src/analysis/forecast/outlook.ts';
import { trackOf } from '../../src/analysis/forecast/rolling-origins.ts';
import type { DayCalendar } from '../../src/analysis/signal/series.ts';
import { loadCalendar } from '../../src/calendars/load-calendar.ts';
import type { DailySeries } from './daily-series.ts';

/** What the report asks for. */
const HISTORY = 448;
const PACING_DAYS = [10, 15, 20];
const WEEK = 7;

class Tally {
  inside = 0;
  all = 0;
  width = 0;
  add(band: Band, actual: number): void {
    if (Number.isNaN(actual)) return;
    this.all += 1;
    if (actual >= band.lower && actual <= band.upper) this.inside += 1;
  }
  get share(): number {
    return this.inside / this.all;
  }
}

interface Found {
  readonly error: number[];
  readonly naive: number[];
  readonly weekError: number[];
  readonly weekNaive: number[];
  readonly days: Tally;
  readonly weeks: Tally[];
  readonly pacing: Map<number, { error: number[]; linear: number[]; band: Tally }>;
  seconds: number;
  outlooks: number;
}

export async function dailyTables(series: readonly DailySeries[]): Promise<string[]> {
  const found: (Found & { readonly name: string })[] = [];
  for (const one of series) {
    found.push({ name: one.name, ...roll(one, await loadCalendar(one.country, 'en-US')) });
  }
  const pooled = (pick: (one: Found) => Tally[]) => {
    const all = found.flatMap(pick);
    const sum = (part: 'inside' | 'all') => all.reduce((total, one) => total + one[part], 0);
    return sum('inside') / sum('all');
  };
  const error = found.flatMap((one) => [...one.pacing.values()].flatMap((day) => day.error));
  const linear = found.flatMap((one) => [...one.pacing.values()].flatMap((day) => day.linear));
  return [
    '| daily series | MAE days 1–7 ÷ naive | MAE week totals 1–8 ÷ naive | 80 % holds, days | weeks 1–8 | week 1 | week 8 | ms an outlook |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...found.map(
      (one) =>
        `| ${one.name} | ${(mean(one.error) / mean(one.naive)).toFixed(3)} | ${(mean(one.weekError) / mean(one.weekNaive)).toFixed(3)} | ${percent(one.days.share)} | ${percent(pool(one.weeks))} | ${percent(one.weeks[0]?.share ?? NaN)} | ${percent(one.weeks[7]?.share ?? NaN)} | ${((one.seconds * 1000) / one.outlooks).toFixed(1)} |`,
    ),
    `| all, target 76–84 % | | | ${percent(pooled((one) => [one.days]))} | ${percent(pooled((one) => one.weeks))} | ${percent(pooled((one) => one.weeks.slice(0, 1)))} | ${percent(pooled((one) => one.weeks.slice(7)))} | |`,
    '',
    '| month end of | MAPE day 10 | linear | day 15 | linear | day 20 | linear | 80 % holds | months × days |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...found.map((one) => {
      const days = [...one.pacing.values()];
      const cells = days.map((day) => `${percent(mean(day.error))} | ${percent(mean(day.linear))}`);
      return `| ${one.name} | ${cells.join(' | ')} | ${percent(pool(days.map((day) => day.band)))} | ${days.reduce((n, day) => n + day.band.all, 0)} |`;
    }),
    `| all: ${percent(mean(error))} against ${percent(mean(linear))} linear | | | | | | | ${percent(pooled((one) => [...one.pacing.values()].map((day) => day.band)))} | |`,
    '',
  ];
}

function roll(series: DailySeries, calendar: DayCalendar): Found {
  const [first = new Float64Array()] = series.quantities;
  const found: Found = {
    error: [],
    naive: [],
    weekError: [],
    weekNaive: [],
    days: new Tally(),
    weeks: Array.from({ length: AHEAD / WEEK }, () => new Tally()),
    pacing: new Map(PACING_DAYS.map((day) => [day, { error: [], linear: [], band: new Tally() }])),
    seconds: 0,
    outlooks: 0,
  };
  const step = first.length > 1000 ? 13 : first.length > 300 ? 5 : 1;
  for (let end = LEAST_DAYS + 14; end < first.length; end += 1) {
    const today = addDays(series.from, end - 1);
    const day = Number(today.slice(8));
    const paced = PACING_DAYS.includes(day);
    if (end % step !== 0 && !paced) continue;
    const history = series.quantities.map((one) => one.slice(Math.max(0, end - HISTORY), end));
    const startedAt = performance.now();
    const outlook = look(history, addDays(series.from, Math.max(0, end - HISTORY)), today, calendar);
    found.seconds += (performance.now() - startedAt) / 1000;
    found.outlooks += 1;
    if (outlook === undefined) continue;
    if (end % step === 0) score(found, series, outlook, end);
    if (paced) pace(found, series, outlook, { today, day, end });
  }
  return found;
}

function look(
  history: Float64Array[],
  from: BusinessDay,
  today: BusinessDay,
  calendar: DayCalendar,
): Outlook | undefined {
  const length = (history[0]?.length ?? 0) + AHEAD;
  const traits = Array.from({ length }, (_, index) => calendar(addDays(from, index)));
  return outlookOf({
    kind: history.length === 2 ? 'ratio' : 'sum',
    tracks: history.map((values) => trackOf(values, traits, 7 - weekday(from), AHEAD)),
    elapsed: Number(today.slice(8)),
    remaining: daysOfMonth(today) - Number(today.slice(8)),
  });
}

function score(found: Found, { quantities }: DailySeries, outlook: Outlook, end: number): void {
  outlook.days.forEach((band, index) => {
    const actual = over(quantities, end + index, end + index + 1);
    const naive = over(quantities, end + index - WEEK, end + index - WEEK + 1);
    found.days.add(band, actual);
    push(found.error, Math.abs(actual - band.value), naive);
    push(found.naive, Math.abs(actual - naive), actual);
  });
  const naive = over(quantities, end - WEEK, end);
  outlook.weeks.forEach((band, week) => {
    const from = end + week * WEEK;
    const actual = from + WEEK > (quantities[0]?.length ?? 0) ? NaN : over(quantities, from, from + WEEK);
    found.weeks[week]?.add(band, actual);
    push(found.weekError, Math.abs(actual - band.value), naive);
    push(found.weekNaive, Math.abs(actual - naive), actual);
  });
}

function pace(
  found: Found,
  { quantities }: DailySeries,
  outlook: Outlook,
  { today, day, end }: { today: BusinessDay; day: number; end: number },
): void {
  const tally = found.pacing.get(day);
  const days = daysOfMonth(today);
  const actual = end - day < 0 ? NaN : over(quantities, end - day, end - day + days);
  if (tally === undefined || outlook.month === null || Number.isNaN(actual)) return;
  const soFar = over(quantities, end - day, end);
  const linear = quantities.length === 2 ? soFar : (soFar / day) * days;
  tally.band.add(outlook.month, actual);
  tally.error.push(Math.abs(outlook.month.value / actual - 1));
  tally.linear.push(Math.abs(linear / actual - 1));
}

function over(quantities: readonly Float64Array[], from: number, to: number): number {
  const [above = NaN, below] = quantities.map((one) => {
    let sum = 0;
    for (let index = from; index < to; index += 1) sum += one[index] ?? NaN;
    return sum;
  });
  return below === undefined ? above : above / below;
}

function push(into: number[], value: number, partner: number): void {
  if (!Number.isNaN(value) && !Number.isNaN(partner)) into.push(value);
}

function daysOfMonth(day: BusinessDay): number {
  return new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate();
}

function pool(tallies: readonly Tally[]): number {
  const sum = (part: 'inside' | 'all') => tallies.reduce((total, one) => total + one[part], 0);
  return sum('inside') / sum('all');
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function percent(part: number): string {
  return Number.isNaN(part) ? '' : `${(part * 100).toFixed(1)} %`;
}
