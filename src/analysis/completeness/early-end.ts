import type { TestedDay } from './tested-day.ts';
import type { Finding } from './verdict.ts';
import { medianOf } from '../median.ts';
import { robustSigma, usualOf } from './usual.ts';

/** Spreads of past ends that an early one must pass, and what it must be at least, in minutes. */
const SIGMAS = 8;
const LEAST_MINUTES = 60;
/** Of the usual rows: a day that ended early and has more of them ended, and was not cut off. */
const FEWER_ROWS = 0.9;

/** The last row came long before a day of this weekday usually ends, and rows are missing. */
export function earlyEnd({ target, history, same }: TestedDay, usualRows: number): Finding | undefined {
  if (target.lastMinute === undefined || target.rows >= FEWER_ROWS * usualRows) return undefined;
  const all = history.flatMap(({ lastMinute }) => lastMinute ?? []);
  const ofSame = same.flatMap(({ lastMinute }) => lastMinute ?? []);
  const usual = Math.min(medianOf(ofSame), usualOf(all, ofSame));
  if (target.lastMinute >= usual - Math.max(SIGMAS * robustSigma(ofSame), LEAST_MINUTES)) return undefined;
  return { kind: 'last-row', found: Math.floor(target.lastMinute), usual: Math.floor(usual) };
}
