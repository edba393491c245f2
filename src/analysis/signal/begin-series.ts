import { medianOf } from '../median.ts';
import { firstProfile } from './first-profile.ts';
import type { Tracking } from './tracking.ts';
import { LEARNING } from './tracks.ts';

/** Known days from which a first level and profile are made. */
const FIRST_DAYS = 14;
const LOOKED_BACK = 8 * 7;

/** Counts the days of a series that has no expectation yet, from its first that is not 0, and makes the first one. */
export function beginSeries(tracking: Tracking, i: number, day: number): void {
  const { tracks, days } = tracking;
  const at = day * tracks.series + i;
  tracks.state[at] = LEARNING;
  const known = tracking.known[i] as number;
  if (known === 0 && tracks.value[at] === 0) return;
  tracking.known[i] = known + 1;
  if (known + 1 < FIRST_DAYS) return;
  const values: number[] = [];
  const weekdays: number[] = [];
  const weights: number[] = [];
  for (let t = day; t >= Math.max(0, day - LOOKED_BACK) && values.length < FIRST_DAYS; t -= 1) {
    const value = tracks.value[t * tracks.series + i] as number;
    if (Number.isNaN(value) || tracks.excluded?.[t * tracks.series + i] === 1) continue;
    if ((days.holiday[t] as number) >= 0) continue;
    values.push(value);
    weekdays.push(days.weekday[t] as number);
    weights.push(tracking.weights[t * tracks.series + i] as number);
  }
  if (values.length < FIRST_DAYS / 2 || values.every((value) => value === 0)) return;
  const first = firstProfile(values, weekdays);
  tracking.weight[i] = medianOf(weights);
  tracking.smoothing.begin(i, first);
  tracking.zeroShare[i] = values.filter((value) => value === 0).length / values.length;
  tracking.begun[i] = 1;
}
