import { Big } from 'big.js';
import { SHARE_DECIMALS, type Contribution } from './contributions.ts';
import { exact, sumOf, write } from './exact.ts';

/** Contributions put together. */
export interface Bundle {
  readonly count: number;
  readonly amount: string;
  readonly share: number;
}

export interface TopAndOthers<Item extends Contribution> {
  readonly top: readonly Item[];
  /** Null where all are named. */
  readonly others: Bundle | null;
}

/** The first `limit` as they are, the rest in one: with them the sum stays exact. A single one more is named, too. */
export function topAndOthers<Item extends Contribution>(
  items: readonly Item[],
  limit: number,
  decimals: number,
): TopAndOthers<Item> {
  if (items.length <= limit + 1) return { top: items, others: null };
  return { top: items.slice(0, limit), others: bundle(items.slice(limit), decimals) };
}

export function bundle(items: readonly Contribution[], decimals: number): Bundle {
  return {
    count: items.length,
    amount: write(sumOf(items.map(({ amount }) => exact(amount))), decimals),
    share: sumOf(items.map(({ share }) => new Big(share)))
      .round(SHARE_DECIMALS)
      .toNumber(),
  };
}
