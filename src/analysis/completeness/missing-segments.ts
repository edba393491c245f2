/** Watched segments of which nothing at all is there. One alone has vanished; many have not arrived. */
import { standardDeviation } from 'simple-statistics';
import type { SegmentKey } from '../alert.ts';
import type { ArrivalTable, ArrivedDay } from './arrivals.ts';
import type { TestedDay } from './tested-day.ts';
import { medianOf } from '../median.ts';

/** A segment usually is there: on this share of the same weekdays, and on one of the last days. */
const USUAL = 0.9;

/** Share of the usual segments from which their absence is that of the day, or in spreads of past days. */
const LEAST_ABSENT = 0.2;
const SIGMAS = 5;
/** Several segments that usually hold this share of the combinations do not vanish together. */
const ABSENT_COMBINATIONS = 0.1;

export interface AbsentSegments {
  /** The largest first. */
  readonly segments: readonly SegmentKey[];
  /** Of the segments that usually are there: the share that is absent. */
  readonly share: number;
  /** The same share on each day of the history. */
  readonly pastShares: readonly number[];
  /** Share of a day's combinations that the absent ones usually hold. */
  readonly combinationShare: number;
}

export function absentSegments(
  { segments }: ArrivalTable,
  { target, same, lately }: TestedDay,
): AbsentSegments {
  const has = (index: number) => (day: ArrivedDay) => (day.counts[index] as number) > 0;
  const usual = segments
    .map((_, index) => index)
    .filter((index) => lately.some(has(index)) && same.filter(has(index)).length >= USUAL * same.length);
  const shareOn = (day: ArrivedDay) =>
    usual.filter((index) => !has(index)(day)).length / Math.max(1, usual.length);
  const size = (index: number) => medianOf(same.map(({ counts }) => counts[index] as number));
  const absent = usual
    .filter((index) => !has(index)(target))
    .map((index) => ({ index, size: size(index), name: JSON.stringify(segments[index]) }))
    .sort((a, b) => b.size - a.size || (a.name < b.name ? -1 : 1));
  const all = medianOf(same.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0)));
  return {
    segments: absent.map(({ index }) => segments[index] as SegmentKey),
    share: shareOn(target),
    pastShares: same.map(shareOn),
    combinationShare: absent.reduce((sum, { size }) => sum + size, 0) / Math.max(1, all),
  };
}

export function lacksSegments(absent: AbsentSegments): boolean {
  const spread = SIGMAS * standardDeviation([...absent.pastShares]);
  const above = absent.share - medianOf(absent.pastShares);
  const several = absent.segments.length >= 2 && absent.combinationShare >= ABSENT_COMBINATIONS;
  return above > 0 && above >= spread && (above >= LEAST_ABSENT || several);
}
