/**
 * The change of a ratio of sums R = ΣY / ΣN, split per value of a dimension: into what its own rate changed (rate),
 * and what its share of the denominator changed (mix). Rates and shares of both days count equally, so that the
 * split is exact and turning time round turns every sign (Marshall-Edgeworth weights; Kitagawa 1955).
 */
import type { Big } from 'big.js';
import { exact, sumOf } from './exact.ts';
import { presenceOf, type Pair } from './pair.ts';
import { roundParts, type Decomposition, type ExactParts } from './parts.ts';

export interface Fraction {
  readonly numerator: string;
  readonly denominator: string;
}

export type RatioPart = 'rate' | 'mix';

/**
 * The whole moved against its parts. `every-segment`: each of at least two rates moved against it, or stayed.
 * `together`: the rates did so on balance.
 */
export type Simpson = 'every-segment' | 'together';

export interface RatioDecomposition extends Decomposition<RatioPart> {
  /** Null where parts and whole agree. Judged by the rounded figures: what is written as 0 reverses nothing. */
  readonly simpson: Simpson | null;
}

/**
 * With share w = N/ΣN and rate r = Y/N: rate = Δr·(w0+w1)/2, mix = Δw·((r0+r1)/2 − (R0+R1)/2). The sum over all is
 * R1 − R0. A value without a rate on one of the days (new, vanished, denominator 0) contributes Δ(Y/ΣN) − Δw·(R0+R1)/2
 * as a whole.
 * @returns undefined where the ratio itself is: a denominator of 0 on one of the days
 */
export function decomposeRatio(
  pairs: readonly Pair<Fraction>[],
  decimals: number,
): RatioDecomposition | undefined {
  const before = totalsOf(pairs.map((pair) => pair.before));
  const after = totalsOf(pairs.map((pair) => pair.after));
  if (before.denominator.eq(0) || after.denominator.eq(0)) return undefined;
  const ratios = (total: Total) => total.numerator.div(total.denominator);
  const middle = ratios(before).plus(ratios(after)).div(2);
  const moves: number[] = [];
  const rows = pairs.map((pair): ExactParts<RatioPart> => {
    const row = { name: pair.name, presence: presenceOf(pair) };
    const [y0, y1] = [exact(pair.before?.numerator ?? null), exact(pair.after?.numerator ?? null)];
    const [n0, n1] = [exact(pair.before?.denominator ?? null), exact(pair.after?.denominator ?? null)];
    const [w0, w1] = [n0.div(before.denominator), n1.div(after.denominator)];
    const shift = w1.minus(w0);
    if (n0.eq(0) || n1.eq(0)) {
      const addend = y1.div(after.denominator).minus(y0.div(before.denominator));
      return { ...row, amount: addend.minus(shift.times(middle)), parts: null };
    }
    const [r0, r1] = [y0.div(n0), y1.div(n1)];
    // Compared across, not divided: exact also where the rates do not end.
    moves.push(y1.times(n0).cmp(y0.times(n1)) * (n0.times(n1).lt(0) ? -1 : 1));
    const rate = r1.minus(r0).times(w0.plus(w1)).div(2);
    const mix = shift.times(r0.plus(r1).div(2).minus(middle));
    return { ...row, amount: rate.plus(mix), parts: { rate, mix } };
  });
  const split = roundParts(['rate', 'mix'], rows, decimals);
  return { ...split, simpson: simpsonOf(split, moves) };
}

/** @param moves the sign of the change of every rate */
function simpsonOf({ total, parts }: Decomposition<RatioPart>, moves: readonly number[]): Simpson | null {
  const [whole, rates] = [exact(total).cmp(0), exact(parts.rate).cmp(0)];
  if (whole * rates >= 0) return null;
  return moves.length > 1 && moves.every((move) => move * whole <= 0) ? 'every-segment' : 'together';
}

interface Total {
  readonly numerator: Big;
  readonly denominator: Big;
}

function totalsOf(fractions: readonly (Fraction | null)[]): Total {
  return {
    numerator: sumOf(fractions.map((fraction) => exact(fraction?.numerator ?? null))),
    denominator: sumOf(fractions.map((fraction) => exact(fraction?.denominator ?? null))),
  };
}
