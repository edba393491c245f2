import { apartFromSiblings } from './score.ts';
import type { Tracking } from './tracking.ts';
import { UNKNOWN } from './tracks.ts';

/** Makes the scores of a day from those of the series by themselves and what their siblings did. Nothing is learned here. */
export function compareSiblings(tracking: Tracking, day: number): void {
  const { siblings, tracks, today } = tracking;
  const first = day * tracks.series;
  for (let i = 0; i < tracks.series; i += 1) read(tracking, i, first + i);
  siblings.gather();
  for (let i = 0; i < tracks.series; i += 1) {
    const at = first + i;
    if (tracks.state[at] === UNKNOWN) continue;
    tracks.moved[at] = siblings.part(i);
    tracks.width[at] = siblings.width(i);
    tracks.score[at] = apartFromSiblings(tracks, at, today.score[i] as number);
  }
}

/** Of what goes below zero, and of single events, no relative error is of any use. */
function read({ siblings, tracks, today }: Tracking, i: number, at: number): void {
  const root = Math.cbrt(tracks.expected[at] as number);
  const isUsed = tracks.linear[at] === 0 && tracks.zeros[at] === 0 && root > 0;
  const isTaught = tracks.state[at] !== UNKNOWN && tracks.excluded?.[at] !== 1;
  siblings.set(
    i,
    isTaught ? (today.score[i] as number) : NaN,
    isUsed ? (tracks.spread[at] as number) / root : 0,
  );
}
