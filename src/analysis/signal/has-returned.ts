/**
 * After a new level the old one may come back, as it does when what was broken is repaired. Then the first day of it is
 * enough: without this, the three days that make a shift would all read as rises.
 */
import { isSparse } from './note-zeros.ts';
import { toErrorScale } from './power-scale.ts';
import type { Tracking } from './tracking.ts';

/** Known for so long after it was left. */
const REMEMBERED_DAYS = 28;
/** The day is so far from the new level, and as near as that to the old one; in deviations. */
const FAR = 2;
const NEAR = 2.5;

/** Whether the value lies where the level was before the last shift, and not where it is now. */
export function hasReturned(tracking: Tracking, i: number, day: number, value: number): boolean {
  const { former, smoothing, today, days } = tracking;
  const old = former.level[i] as number;
  if (Number.isNaN(old) || day - (former.left[i] as number) > REMEMBERED_DAYS) return false;
  // Of single events most days are far from any level.
  if (isSparse(tracking, i) || !(Math.abs(today.score[i] as number) > FAR)) return false;
  const power = smoothing.isLinear(i) ? 'linear' : 'cube-root';
  const level = smoothing.levelOf(
    i,
    days.weekday[day] as number,
    value / Math.exp(today.effect[i] as number),
  );
  const root = toErrorScale(power, old);
  const unit = power === 'linear' ? 1 : Math.abs(root);
  const deviation = (today.noise[i] as number) * unit * (today.thinness[i] as number);
  return Math.abs(toErrorScale(power, level) - root) <= NEAR * deviation;
}
