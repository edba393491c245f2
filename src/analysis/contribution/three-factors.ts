/**
 * The change of a sum whose addends are a product: value = volume of the whole × share of it × rate. How much each
 * factor contributed, as Shapley values: the mean over all orders in which the factors may change. Exact, and turning
 * time round turns every sign (Shorrocks 2013).
 */
import type { Big } from 'big.js';
import { exact, sumOf } from './exact.ts';
import { presenceOf, type Pair } from './pair.ts';
import { roundParts, type Decomposition, type ExactParts } from './parts.ts';
import type { Fraction } from './rate-and-mix.ts';

export type Factor = 'volume' | 'mix' | 'rate';

/**
 * Of each pair the numerator is the value, and the denominator its part of the volume. A value without a rate on one
 * of the days (new, vanished, no volume) cannot be taken apart.
 */
export function decomposeProduct(pairs: readonly Pair<Fraction>[], decimals: number): Decomposition<Factor> {
  const volumeOf = (day: 'before' | 'after') =>
    sumOf(pairs.map((pair) => exact(pair[day]?.denominator ?? null)));
  const [volume0, volume1] = [volumeOf('before'), volumeOf('after')];
  const rows = pairs.map((pair): ExactParts<Factor> => {
    const [v0, v1] = [exact(pair.before?.numerator ?? null), exact(pair.after?.numerator ?? null)];
    const [n0, n1] = [exact(pair.before?.denominator ?? null), exact(pair.after?.denominator ?? null)];
    const row = { name: pair.name, presence: presenceOf(pair), amount: v1.minus(v0) };
    if ([n0, n1, volume0, volume1].some((value) => value.eq(0))) return { ...row, parts: null };
    const volume = [volume0, volume1] as const;
    const share = [n0.div(volume0), n1.div(volume1)] as const;
    const rate = [v0.div(n0), v1.div(n1)] as const;
    return {
      ...row,
      parts: {
        volume: shapley(volume, share, rate),
        mix: shapley(share, rate, volume),
        rate: shapley(rate, volume, share),
      },
    };
  });
  return roundParts(['volume', 'mix', 'rate'], rows, decimals);
}

type BeforeAfter = readonly [Big, Big];

/** What the change of a contributes to that of a·b·c: Δa·[(b0c0 + b1c1)/3 + (b0c1 + b1c0)/6]. */
function shapley([a0, a1]: BeforeAfter, [b0, b1]: BeforeAfter, [c0, c1]: BeforeAfter): Big {
  const same = b0.times(c0).plus(b1.times(c1));
  const crossed = b0.times(c1).plus(b1.times(c0));
  return a1.minus(a0).times(same.times(2).plus(crossed)).div(6);
}
