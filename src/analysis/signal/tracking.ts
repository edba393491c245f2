import { readCalendar, type CalendarDays } from './calendar-days.ts';
import { ErrorSpread } from './error-spread.ts';
import { HolidayFactors } from './holiday-factors.ts';
import { KindFactors } from './kind-factors.ts';
import { LevelShifts } from './level-shift.ts';
import { SeasonalSmoothing } from './seasonal-smoothing.ts';
import type { DayCalendar, Series, Timeline } from './series.ts';
import { SizeLine } from './size-line.ts';
import { emptyTrack, type Track } from './track.ts';

/** All that is carried from one day to the next, for all series at once: numbers in arrays, no object per day. */
export interface Tracking {
  readonly series: readonly Series[];
  readonly tracks: readonly Track[];
  readonly days: CalendarDays;
  readonly smoothing: SeasonalSmoothing;
  readonly spread: ErrorSpread;
  readonly shifts: LevelShifts;
  readonly holidays: HolidayFactors;
  readonly kinds: KindFactors;
  /** One per metric. */
  readonly lines: readonly SizeLine[];
  /** Shape: one per series. */
  readonly metric: Int32Array;
  readonly root: Int32Array;
  /** Known days since the first that was not 0. */
  readonly known: Int32Array;
  readonly begun: Uint8Array;
  /** Of ratios: the usual denominator. */
  readonly weight: Float64Array;
  readonly dispersion: Float64Array;
  /** Known days since the last 0. */
  readonly sinceZero: Int32Array;
  /** Logarithm of the probability of the zeros in a row until yesterday. */
  readonly zeroRun: Float64Array;
  readonly shiftDay: Int32Array;
  /** Of the day at hand. Without calendar; its Sunday; logarithm of the calendar's factor; spread of the error in shares of the level; the level on the error scale. */
  readonly base: Float64Array;
  readonly sunday: Float64Array;
  readonly effect: Float64Array;
  readonly noise: Float64Array;
  readonly unit: Float64Array;
}

export function beginTracking(
  timeline: Timeline,
  series: readonly Series[],
  calendar: DayCalendar,
): Tracking {
  const days = readCalendar(timeline, calendar);
  const metrics = new Map<string, number>();
  const metric = new Int32Array(series.length);
  const root = new Int32Array(series.length);
  series.forEach((one, i) => {
    const index = metrics.get(one.metric) ?? metrics.size;
    metrics.set(one.metric, index);
    metric[i] = index;
    root[i] = one.parent === null ? i : (root[one.parent] as number);
  });
  const numbers = () => new Float64Array(series.length);
  return {
    series,
    tracks: series.map(() => emptyTrack(timeline.length)),
    days,
    smoothing: new SeasonalSmoothing(series.length),
    spread: new ErrorSpread(series.length),
    shifts: new LevelShifts(series.length),
    holidays: new HolidayFactors(series.length, metrics.size, days.holidayKeys),
    kinds: new KindFactors(series.length, metrics.size, days.kindNames),
    lines: Array.from({ length: metrics.size }, () => new SizeLine()),
    metric,
    root,
    known: new Int32Array(series.length),
    begun: new Uint8Array(series.length),
    weight: numbers(),
    dispersion: numbers().fill(1),
    sinceZero: new Int32Array(series.length),
    zeroRun: numbers(),
    shiftDay: new Int32Array(series.length).fill(-1),
    base: numbers(),
    sunday: numbers(),
    effect: numbers(),
    noise: numbers(),
    unit: numbers(),
  };
}

/** In the metric's unit; NaN where it is not known, or a ratio of nothing. */
export function valueOn(series: Series, day: number): number {
  const value = series.values[day] as number;
  if (series.kind !== 'ratio') return value;
  const weight = series.weights?.[day] ?? NaN;
  return weight > 0 ? value / weight : NaN;
}
