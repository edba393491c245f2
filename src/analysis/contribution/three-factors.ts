/**
 * The change of a sum whose addends are a product: value = volume of the whole × share of it × rate. How much each
 * factor contributed, as Shapley values: the mean over all orders in which the factors may change. and turning
 * time round turns every sign (Shorrocks 2013).
 */
import type { Big } from 'big.js';
import { exact, sumOf } from './exact.ts';
import { presenceOf, type Pair } from './pair.ts';
import { roundParts, type Decomposition, type ExactParts } from './parts.ts';
import type { Fraction } from './rate-and-mix.ts';
import { Rational } from '../rational.ts';

export type Factor = 'volume' | 'mix' | 'rate';

/**
 * Of each pair the numerator is the value, and the denominator its part of the volume. A value without a rate on one
 * of the days (new, vanished, no volume) cannot be taken apart.
 */
export function decomposeProduct(pairs: readonly Pair<Fraction>[], decimals: number): Decomposition<Factor> {
  const volume = onBothDays((day) => sumOf(pairs.map((pair) => exact(pair[day]?.denominator ?? null))));
  const rows = pairs.map((pair): ExactParts<Factor> => {
    const value = onBothDays((day) => pair[day]?.numerator ?? '0');
    const part = onBothDays((day) => pair[day]?.denominator ?? '0');
    const amount = exact(pair.after?.numerator ?? null).minus(exact(pair.before?.numerator ?? null));
    const row = { name: pair.name, presence: presenceOf(pair), amount };
    if ([...part, ...volume].some((each) => each.isZero())) return { ...row, parts: null };
    const share = quotients(part, volume);
    const rate = quotients(value, part);
    return {
      ...row,
      parts: {
        volume: shapley(volume, share, rate).toBig(),
        mix: shapley(share, rate, volume).toBig(),
        rate: shapley(rate, volume, share).toBig(),
      },
    };
  });
  return roundParts(['volume', 'mix', 'rate'], rows, sumOf(rows.map(({ amount }) => amount)), decimals);
}

type BeforeAfter = readonly [Rational, Rational];

function onBothDays(decimalOn: (day: 'before' | 'after') => string | Big): BeforeAfter {
  return [Rational.of(decimalOn('before')), Rational.of(decimalOn('after'))];
}

function quotients([a0, a1]: BeforeAfter, [b0, b1]: BeforeAfter): BeforeAfter {
  return [a0.over(b0), a1.over(b1)];
}

/** What the change of a contributes to that of a·b·c: Δa·[(b0c0 + b1c1)/3 + (b0c1 + b1c0)/6]. */
function shapley([a0, a1]: BeforeAfter, [b0, b1]: BeforeAfter, [c0, c1]: BeforeAfter): Rational {
  const same = b0.times(c0).plus(b1.times(c1));
  const crossed = b0.times(c1).plus(b1.times(c0));
  return a1.minus(a0).times(same.plus(same).plus(crossed)).dividedBy(6n);
}
