import { countProbability } from './low-counts.ts';
import type { Tracking } from './tracking.ts';
import { LEARNING, UNKNOWN } from './tracks.ts';

/** A 0 is next to impossible below this probability; of several in a row the probabilities multiply. */
const IMPOSSIBLE = Math.log(0.001);
/** So long without a 0, and so far from it, an amount of 0 says that the segment is gone. */
const FEWEST_DAYS_WITHOUT_ZERO = 28;
const FAR_FROM_ZERO = -4;

const ZERO_SHARE_SPEED = 0.03;
/** From this share of zeros on a series is a run of single events: none of them is an outlier, its level their mean. */
const SPARSE = 0.2;

export function isSparse(tracking: Tracking, i: number): boolean {
  return (tracking.zeroShare[i] as number) > SPARSE;
}

/** Was there, should be there, is not. Ratios of nothing are not known and so never 0. */
export function noteZeros(tracking: Tracking, i: number, at: number, value: number): void {
  const { tracks } = tracking;
  const share = tracking.zeroShare[i] as number;
  tracking.zeroShare[i] = share + ZERO_SHARE_SPEED * ((value === 0 ? 1 : 0) - share);
  if (tracking.series[i]?.kind === 'amount') tracking.sparse.learn(i, value);
  if (value !== 0) {
    tracking.sinceZero[i] = (tracking.sinceZero[i] as number) + 1;
    tracking.zeroRun[i] = 0;
    return;
  }
  const judged = tracks.state[at] !== LEARNING && tracks.state[at] !== UNKNOWN;
  const kind = tracking.series[i]?.kind;
  const expected = tracks.expected[at] as number;
  if (kind === 'count' && expected > 0) {
    const dispersion = Math.max(1, tracking.dispersion[i] as number);
    const zero = countProbability(0, expected, dispersion).zero;
    const run = (tracking.zeroRun[i] as number) + Math.log(Math.max(zero, 1e-12));
    tracking.zeroRun[i] = run;
    if (judged && run < IMPOSSIBLE) tracks.vanished[at] = 1;
  } else if (kind === 'amount') {
    const usual = (tracking.sinceZero[i] as number) >= FEWEST_DAYS_WITHOUT_ZERO;
    const far = (tracking.today.score[i] as number) < FAR_FROM_ZERO;
    const goesOn = at >= tracks.series && tracks.vanished[at - tracks.series] === 1;
    if (judged && ((usual && far) || goesOn)) tracks.vanished[at] = 1;
  }
  tracking.sinceZero[i] = 0;
}
