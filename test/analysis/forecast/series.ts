/** Daily series with a known rhythm. */
import { PLAIN_CALENDAR, type DayTraits } from '../../../src/analysis/signal/series.ts';
import { toDay } from '../../../src/analysis/calendar.ts';
import { trackOf, type Track } from '../../../src/analysis/forecast/rolling-origins.ts';
import { AHEAD } from '../../../src/analysis/forecast/outlook.ts';

/** Monday to Sunday. */
export const WEEK = [100, 110, 120, 130, 140, 80, 40] as const;

/** Index 0 is a Monday. */
export function weekly(length: number, noise = 0, seed = 1): Float64Array {
  const random = numbers(seed);
  return Float64Array.from({ length }, (_, index) => (WEEK[index % 7] ?? 0) * (1 + noise * (random() - 0.5)));
}

export function plainTraits(length: number): DayTraits[] {
  return Array.from({ length }, () => PLAIN_CALENDAR(toDay('2025-01-06')));
}

export function trackWithout(values: Float64Array): Track {
  return trackOf(values, plainTraits(values.length + AHEAD), 6, AHEAD);
}

/** Mulberry32. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
