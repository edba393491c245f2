import { standardDeviation } from 'simple-statistics';
import { medianOf } from '../median.ts';
import { robustSigma, slopeOf, usualOf } from './usual.ts';

export interface Observation {
  readonly weekday: number;
  /** What should be there: rows, or segments. */
  readonly count: number;
  /** How much happened. */
  readonly volume: number;
}

export interface Shortfall {
  /** Logarithm of expected over found; negative where there is more than expected. */
  readonly by: number;
  /** One robust standard deviation of past days around what was expected of them. */
  readonly sigma: number;
  /** What a volume below all past ones allows for besides: the line has not been seen there. */
  readonly slack: number;
}

/** Until volumes vary by this (a standard deviation of the logarithm), the slope is more assumed than seen. */
const SEEN_SPREAD = 0.1;
const ASSUMED_SLOPE = 0.5;
/** Of what lies beyond the lowest volume seen. */
const BEYOND = 0.15;
const LEAST_SIGMA = 0.01;
/** Volumes below this share of the usual one count as this: none at all has no logarithm. */
const LEAST_VOLUME = 0.001;

/**
 * How much of the last day is missing. Quiet days have fewer rows than busy ones, because small segments stay
 * empty; a holiday is such a day, and its rows lie on the line that Sundays and Mondays show: log count = a + b ·
 * log volume. Rows that did not arrive lie below it, for they take their volume with them one to one and b is small.
 * Where b is 1 (each row is one event) the two look the same, and nothing is said.
 * Undefined where there is no volume to tell quiet days by, or no past day.
 * @param days ascending; the last one is judged by the others
 */
export function shortfall(days: readonly Observation[]): Shortfall | undefined {
  const past = days.slice(0, -1).filter(({ count }) => count > 0);
  const target = days.at(-1);
  if (target === undefined || past.length === 0) return undefined;
  const typical = medianOf(past.map(({ volume }) => volume));
  if (!(typical > 0)) return undefined;
  const log = (volume: number) => Math.log(Math.max(volume / typical, LEAST_VOLUME));
  const x = past.map(({ volume }) => log(volume));
  const y = past.map(({ count }) => Math.log(count));
  const slope = slopeFrom(x, y);
  const isSame = past.map(({ weekday }) => weekday === target.weekday);
  const ofSame = (values: readonly number[]) => values.filter((_, index) => isSame[index]);

  const residuals = y.map((value, index) => value - slope * (x[index] as number));
  const intercept = usualOf(residuals, ofSame(residuals));
  // A high volume is no reason to expect more rows than a day of this weekday has.
  const busy = isSame.includes(true) ? medianOf(ofSame(x)) : 0;
  const found = log(target.volume);
  const expected = intercept + slope * Math.min(found, busy);
  return {
    by: expected - Math.log(Math.max(target.count, 1)),
    sigma: Math.max(robustSigma(residuals), LEAST_SIGMA),
    slack: BEYOND * Math.max(0, Math.min(...x) - found),
  };
}

function slopeFrom(x: readonly number[], y: readonly number[]): number {
  const spread = standardDeviation([...x]) ** 2;
  const weight = spread / (spread + SEEN_SPREAD ** 2);
  const seen = Math.min(1, Math.max(0, slopeOf(x, y) ?? ASSUMED_SLOPE));
  return weight * seen + (1 - weight) * ASSUMED_SLOPE;
}
