import type { Judgement } from '../signal/judgement.ts';
import type { Series } from '../signal/series.ts';
import type { Direction } from './policy.ts';

/** How far one series lies from what was expected of it on a day. */
export interface Deviation {
  readonly series: Series;
  readonly judgement: Judgement;
  readonly direction: Direction;
  /**
   * Signed, in units that add up over segments: value − expected, of a ratio times its denominator, which is how much
   * numerator there is too much or too little.
   */
  readonly impact: number;
  /** |impact| as a part of what was expected of the containing series (of itself, if it is the whole). */
  readonly share: number;
  /** The same as a part of what was expected of the whole. */
  readonly shareOfWhole: number;
  /** |value − expected| as a part of |expected|; of a proportion of the smaller of it and its complement. */
  readonly change: number;
}

/** Undefined where there is nothing to deviate from. */
export function deviationOf(
  all: readonly Series[],
  judgements: readonly Judgement[],
  judgement: Judgement,
  day: number,
  isProportion: boolean,
): Deviation | undefined {
  const { expected, value, state } = judgement;
  const series = all[judgement.series];
  if (series === undefined || state === 'learning' || state === 'unknown') return undefined;
  if (!Number.isFinite(expected) || !Number.isFinite(value) || value === expected) return undefined;
  const impact = (value - expected) * (series.weights?.[day] ?? 1);
  const partOf = (index: number) => {
    const whole = Math.abs((judgements[index]?.expected ?? NaN) * (all[index]?.weights?.[day] ?? 1));
    // Against nothing, anything is all of it.
    return whole > 0 ? Math.abs(impact) / whole : 1;
  };
  const size = isProportion ? Math.min(Math.abs(expected), Math.abs(1 - expected)) : Math.abs(expected);
  return {
    series,
    judgement,
    direction: value < expected ? 'down' : 'up',
    impact,
    share: partOf(series.parent ?? judgement.series),
    shareOfWhole: partOf(wholeOf(all, judgement.series)),
    change: size > 0 ? Math.abs(value - expected) / size : Infinity,
  };
}

function wholeOf(all: readonly Series[], index: number): number {
  let whole = index;
  for (let parent = all[whole]?.parent; typeof parent === 'number'; parent = all[whole]?.parent)
    whole = parent;
  return whole;
}
