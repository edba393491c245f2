/**
 * Launch → growth → maturity → decline, as one curve over the years. Categories and sales channels both live by
 * it; the curves decide who has which share of the revenue, never how large the revenue is.
 */
import { exp } from '../../../generate/exact-math.ts';

export interface LifeCycle {
  /** In years from 2025-01-01, e.g. -7.8 for March 2017: nothing is sold before. Default: sold from ever. */
  readonly launch?: number;
  /** Growth: an S-curve that has half of its height in `middle`, and 12 % to 88 % of it within 4 × `pace` years. */
  readonly rise?: { readonly middle: number; readonly pace: number };
  /** Decline: the same curve downwards, to the share `rest` of maturity. */
  readonly fall?: { readonly middle: number; readonly pace: number; readonly rest: number };
}

/** 0 before the launch, 1 at maturity. */
export function lifeCycleAt({ launch, rise, fall }: LifeCycle, years: number): number {
  if (launch !== undefined && years < launch) return 0;
  const grown = rise === undefined ? 1 : sCurve((years - rise.middle) / rise.pace);
  const left = fall === undefined ? 1 : 1 - (1 - fall.rest) * sCurve((years - fall.middle) / fall.pace);
  return grown * left;
}

/** The logistic function. */
function sCurve(x: number): number {
  return 1 / (1 + exp(-x));
}
