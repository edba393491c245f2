/** What arrived of each day of a window: the raw material of completeness. */
import type { SegmentKey } from '../alert.ts';
import { weekday, type BusinessDay } from '../calendar.ts';
import { dayAt, type Timeline } from '../signal/series.ts';

/** Grain: one per day that has any row. */
export interface DayArrival {
  readonly day: BusinessDay;
  readonly rows: number;
  /** How much happened: a quantity that adds up and is low on quiet days. NaN where the dataset has none. */
  readonly volume: number;
  /** Minutes after midnight of the last row; undefined where rows have a day and no time. */
  readonly lastMinute?: number;
}

/** One combination of all dimensions. */
export interface Combination {
  /** The watched segment that it belongs to. */
  readonly segment: SegmentKey;
  /** By day of the timeline: `1` where it has rows, `0` where not. */
  readonly presence: string;
}

export interface Arrivals {
  readonly timeline: Timeline;
  readonly days: readonly DayArrival[];
  readonly combinations: readonly Combination[];
}

/** The same by segment and day, ready to be judged. */
export interface ArrivalTable {
  readonly segments: readonly SegmentKey[];
  /** By combination: the index of its segment. */
  readonly segmentOf: readonly number[];
  /** Those with rows, ascending. */
  readonly days: readonly ArrivedDay[];
}

export interface ArrivedDay extends DayArrival {
  readonly weekday: number;
  /** By combination: 1 or 0. */
  readonly present: Uint8Array;
  /** By segment: its combinations that are present. */
  readonly counts: Uint32Array;
  /** Segments with at least one. */
  readonly segmentCount: number;
}

export function tabulate({ timeline, days, combinations }: Arrivals): ArrivalTable {
  const places = new Map<string, number>();
  const segments: SegmentKey[] = [];
  const segmentOf = combinations.map(({ segment }) => {
    const key = JSON.stringify(segment);
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, segments.length);
    return segments.push(segment) - 1;
  });
  const byDay = new Map(days.map((day) => [day.day, day]));
  const arrived: ArrivedDay[] = [];
  for (let index = 0; index < timeline.length; index++) {
    const day = byDay.get(dayAt(timeline, index));
    if (day === undefined) continue;
    const present = new Uint8Array(combinations.length);
    const counts = new Uint32Array(segments.length);
    let segmentCount = 0;
    for (let combination = 0; combination < combinations.length; combination += 1) {
      if (combinations[combination]?.presence[index] !== '1') continue;
      const segment = segmentOf[combination] as number;
      const before = counts[segment] as number;
      present[combination] = 1;
      counts[segment] = before + 1;
      if (before === 0) segmentCount += 1;
    }
    arrived.push({ ...day, weekday: weekday(day.day), present, counts, segmentCount });
  }
  return { segments, segmentOf, days: arrived };
}
