/**
 * The change of a ratio of sums R = ΣY / ΣN, split per value of a dimension: into what its own rate changed (rate),
 * and what its share of the denominator changed (mix). Rates and shares of both days count equally, so that the
 * split is exact and turning time round turns every sign (Marshall-Edgeworth weights; Kitagawa 1955).
 */
import { exact, sumOf, write } from './exact.ts';
import { presenceOf, type Pair } from './pair.ts';
import { roundParts, type Decomposition, type ExactParts } from './parts.ts';
import { Rational } from '../rational.ts';

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
  const whole = wholeOf(pairs);
  if (whole === undefined) return undefined;
  const { before, after } = whole;
  const middle = before.ratio.plus(after.ratio).dividedBy(2n);
  const moves: number[] = [];
  const rows = pairs.map((pair): ExactParts<RatioPart> => {
    const row = { name: pair.name, presence: presenceOf(pair) };
    const [y0, n0] = rationals(pair.before);
    const [y1, n1] = rationals(pair.after);
    const [w0, w1] = [n0.over(before.denominator), n1.over(after.denominator)];
    const shift = w1.minus(w0);
    if (n0.isZero() || n1.isZero()) {
      const addend = y1.over(after.denominator).minus(y0.over(before.denominator));
      return { ...row, amount: addend.minus(shift.times(middle)).toBig(), parts: null };
    }
    const [r0, r1] = [y0.over(n0), y1.over(n1)];
    const change = r1.minus(r0);
    moves.push(change.sign());
    const rate = change.times(w0.plus(w1)).dividedBy(2n).toBig();
    const mix = shift.times(r0.plus(r1).dividedBy(2n).minus(middle)).toBig();
    return { ...row, amount: rate.plus(mix), parts: { rate, mix } };
  });
  const split = roundParts(['rate', 'mix'], rows, after.ratio.minus(before.ratio).toBig(), decimals);
  return { ...split, simpson: simpsonOf(split, moves) };
}

function rationals(fraction: Fraction | null): readonly [Rational, Rational] {
  return [Rational.of(fraction?.numerator ?? '0'), Rational.of(fraction?.denominator ?? '0')];
}

/** @param moves the sign of the change of every rate */
function simpsonOf({ total, parts }: Decomposition<RatioPart>, moves: readonly number[]): Simpson | null {
  const [whole, rates] = [exact(total).cmp(0), exact(parts.rate).cmp(0)];
  if (whole * rates >= 0) return null;
  return moves.length > 1 && moves.every((move) => move * whole <= 0) ? 'every-segment' : 'together';
}

/** R1 − R0, rounded: the total that `decomposeRatio` gives; undefined where that is. */
export function ratioChange(pairs: readonly Pair<Fraction>[], decimals: number): string | undefined {
  const whole = wholeOf(pairs);
  return whole && write(whole.after.ratio.minus(whole.before.ratio).toBig(), decimals);
}

interface Whole {
  readonly denominator: Rational;
  readonly ratio: Rational;
}

function wholeOf(
  pairs: readonly Pair<Fraction>[],
): { readonly before: Whole; readonly after: Whole } | undefined {
  const before = ratioOf(pairs.map((pair) => pair.before));
  const after = ratioOf(pairs.map((pair) => pair.after));
  return before && after && { before, after };
}

function ratioOf(fractions: readonly (Fraction | null)[]): Whole | undefined {
  const total = (part: keyof Fraction) =>
    Rational.of(sumOf(fractions.map((fraction) => exact(fraction?.[part] ?? null))));
  const denominator = total('denominator');
  if (denominator.isZero()) return undefined;
  return { denominator, ratio: total('numerator').over(denominator) };
}
