import { readCalendar, type CalendarDays } from './calendar-days.ts';
import { ErrorSpread } from './error-spread.ts';
import { FormerLevels } from './former-levels.ts';
import { HolidayFactors } from './holiday-factors.ts';
import { KindFactors } from './kind-factors.ts';
import { LevelShifts } from './level-shift.ts';
import { SeasonalSmoothing } from './seasonal-smoothing.ts';
import { SiblingMoves } from './sibling-moves.ts';
import type { DayCalendar, Series, Timeline } from './series.ts';
import { SizeLine } from './size-line.ts';
import { SparseAmounts } from './sparse-amounts.ts';
import { emptyTracks, type Tracks } from './tracks.ts';

/** All that is carried from one day to the next, for all series at once: numbers in arrays, no object per day. */
export interface Tracking {
  readonly series: readonly Series[];
  readonly tracks: Tracks;
  /** Of ratios: the denominators, in the shape of the tracks; of all others the size of the value. */
  readonly weights: Float64Array;
  readonly days: CalendarDays;
  readonly smoothing: SeasonalSmoothing;
  readonly spread: ErrorSpread;
  readonly siblings: SiblingMoves;
  readonly sparse: SparseAmounts;
  readonly shifts: LevelShifts;
  readonly former: FormerLevels;
  readonly holidays: HolidayFactors;
  readonly kinds: KindFactors;
  /** One per metric. */
  readonly lines: readonly SizeLine[];
  /** Shape of what follows: one per series. */
  readonly metric: Int32Array;
  readonly root: Int32Array;
  /** Known days since the first that was not 0. */
  readonly known: Int32Array;
  readonly begun: Uint8Array;
  /** The usual weight. */
  readonly weight: Float64Array;
  readonly dispersion: Float64Array;
  /** Share of zeros in the last weeks, and known days since the last of them. */
  readonly zeroShare: Float64Array;
  readonly sinceZero: Int32Array;
  /** Logarithm of the probability of the zeros in a row until yesterday. */
  readonly zeroRun: Float64Array;
  readonly shiftDay: Int32Array;
  readonly today: Today;
}

/** What the day at hand is expected from. Shape: one per series. */
export interface Today {
  readonly level: Float64Array;
  /** Expected without holiday and kinds; and if it were a Sunday. */
  readonly base: Float64Array;
  readonly sunday: Float64Array;
  /** Logarithm of the calendar's factor. */
  readonly effect: Float64Array;
  /** One deviation on the error scale, as share of the level there. */
  readonly noise: Float64Array;
  /** The level on the error scale. */
  readonly unit: Float64Array;
  /** What the deviation of a ratio is multiplied by, since its denominator is not the usual one; else 1. */
  readonly thinness: Float64Array;
  /** How far the day is off by itself, whatever its siblings did; in deviations, signed. */
  readonly score: Float64Array;
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
    ...readValues(timeline.length, series),
    days,
    smoothing: new SeasonalSmoothing(series.length),
    spread: new ErrorSpread(series.length),
    siblings: new SiblingMoves(Int32Array.from(series, ({ parent }) => parent ?? -1)),
    sparse: new SparseAmounts(series.length),
    shifts: new LevelShifts(series.length),
    former: new FormerLevels(series.length),
    holidays: new HolidayFactors(series.length, metrics.size, days.holidayKeys),
    kinds: new KindFactors(series.length, metrics.size, days.kindNames),
    lines: Array.from({ length: metrics.size }, () => new SizeLine()),
    metric,
    root,
    known: new Int32Array(series.length),
    begun: new Uint8Array(series.length),
    weight: numbers(),
    dispersion: numbers().fill(1),
    zeroShare: numbers(),
    sinceZero: new Int32Array(series.length),
    zeroRun: numbers(),
    shiftDay: new Int32Array(series.length).fill(-1),
    today: {
      level: numbers(),
      base: numbers(),
      sunday: numbers(),
      effect: numbers(),
      noise: numbers(),
      unit: numbers(),
      thinness: numbers(),
      score: numbers(),
    },
  };
}

function readExclusions(days: number, series: readonly Series[]): Uint8Array | undefined {
  if (series.every(({ excluded }) => excluded === undefined)) return undefined;
  const all = new Uint8Array(days * series.length);
  series.forEach(({ excluded }, i) => {
    for (let t = 0; t < days; t += 1) all[t * series.length + i] = excluded?.[t] ?? 0;
  });
  return all;
}

/** Turns series × days into days × series; a ratio of nothing is not known. */
function readValues(days: number, series: readonly Series[]): Pick<Tracking, 'tracks' | 'weights'> {
  const count = series.length;
  const tracks = emptyTracks(days, count, readExclusions(days, series));
  const weights = new Float64Array(days * count);
  series.forEach((one, i) => {
    for (let t = 0; t < days; t += 1) {
      const value = one.values[t] as number;
      const weight = one.kind === 'ratio' ? (one.weights?.[t] ?? NaN) : Math.abs(value);
      weights[t * count + i] = weight;
      tracks.value[t * count + i] = one.kind !== 'ratio' ? value : weight > 0 ? value / weight : NaN;
    }
  });
  return { tracks, weights };
}
