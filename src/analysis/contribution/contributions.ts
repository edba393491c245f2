/** What every value of a dimension contributed to the change of a metric that adds up over it. */
import type { Big } from 'big.js';
import { exact, sumOf, write, ZERO } from './exact.ts';
import { inOrder, presenceOf, type Pair, type Presence } from './pair.ts';
import { Rational } from '../rational.ts';
import { roundToSum } from './round-to-sum.ts';

/** More tell nobody anything. */
export const SHARE_DECIMALS = 6;

export interface Contribution {
  readonly name: string;
  readonly amount: string;
  /**
   * |amount| / Σ|amount|, 0 to 1. Not amount / total, which explodes where rises and falls nearly cancel out.
   * 0 where nothing changed at all.
   */
  readonly share: number;
  readonly presence: Presence;
}

export interface Contributions<Item extends Contribution = Contribution> {
  /** The change of the whole, rounded; the amounts add up to it exactly. */
  readonly total: string;
  /** Largest |amount| first, then by name. */
  readonly items: readonly Item[];
}

/**
 * amount = after − before, where what did not occur is 0. Amounts add up to the total to the last decimal.
 * @param decimals to which amounts are rounded; with as many as the values have, nothing is rounded
 */
export function contributionsOf(pairs: readonly Pair<string>[], decimals: number): Contributions {
  const contributions = pairs.map((pair) => ({
    name: pair.name,
    presence: presenceOf(pair),
    amount: exact(pair.after).minus(exact(pair.before)),
  }));
  return roundContributions(contributions, sumOf(contributions.map(({ amount }) => amount)), decimals);
}

export interface ExactContribution {
  readonly name: string;
  readonly presence: Presence;
  readonly amount: Big;
}

export function roundContributions<Item extends ExactContribution>(
  contributions: readonly Item[],
  total: Big,
  decimals: number,
): Contributions<Contribution & Pick<Item, Exclude<keyof Item, 'amount'>>> {
  const items = inOrder(contributions);
  const amounts = items.map(({ amount }) => amount);
  const moved = sumOf(amounts.map((amount) => amount.abs()));
  const rounded = roundToSum(amounts, total, decimals);
  const size = (item: Contribution) => exact(item.amount).abs();
  return {
    total: write(total, decimals),
    items: items
      .map((item, index) => ({
        ...item,
        amount: write(rounded[index] ?? ZERO, decimals),
        share: shareOf(item.amount.abs(), moved),
      }))
      .sort((a, b) => size(b).cmp(size(a))),
  };
}

function shareOf(amount: Big, moved: Big): number {
  if (moved.eq(0)) return 0;
  return Rational.of(amount).over(Rational.of(moved)).toBig().round(SHARE_DECIMALS).toNumber();
}
