/** Contributions taken apart, such that the parts of each add up to it and those of all add up to the total. */
import type { Big } from 'big.js';
import {
  roundContributions,
  type Contribution,
  type Contributions,
  type ExactContribution,
} from './contributions.ts';
import { exact, sumOf, write, ZERO } from './exact.ts';
import { roundToSum } from './round-to-sum.ts';

/** Null parts: it cannot be taken apart, and its whole amount is `unpaired`. */
export interface ExactParts<Part extends string> extends ExactContribution {
  readonly parts: Readonly<Record<Part, Big>> | null;
}

export interface TakenApart<Part extends string> extends Contribution {
  readonly parts: Readonly<Record<Part, string>> | null;
}

export interface Decomposition<Part extends string> extends Contributions<TakenApart<Part>> {
  /** Over all items. With `unpaired` they add up to the total exactly. */
  readonly parts: Readonly<Record<Part, string>>;
  /** What the items without parts contributed together. */
  readonly unpaired: string;
}

/**
 * Rounds rows first, then the parts within each row, and adds up the columns: so sums hold both ways. The sum of a
 * column may differ from its exact value by a unit per row at most.
 */
export function roundParts<Part extends string>(
  names: readonly Part[],
  contributions: readonly ExactParts<Part>[],
  decimals: number,
): Decomposition<Part> {
  const { total, items: rows } = roundContributions(contributions, decimals);
  const record = <T>(value: (part: Part, index: number) => T) =>
    Object.fromEntries(names.map((name, index) => [name, value(name, index)])) as Record<Part, T>;
  const items = rows.map(({ parts, ...row }): TakenApart<Part> => {
    if (parts === null) return { ...row, parts };
    const values = names.map((name) => parts[name]);
    const rounded = roundToSum(values, exact(row.amount), decimals);
    return { ...row, parts: record((_, index) => write(rounded[index] ?? ZERO, decimals)) };
  });
  const column = (value: (item: TakenApart<Part>) => string | null) =>
    write(sumOf(items.map((item) => exact(value(item)))), decimals);
  return {
    total,
    items,
    parts: record((name) => column(({ parts }) => parts?.[name] ?? null)),
    unpaired: column(({ parts, amount }) => (parts === null ? amount : null)),
  };
}
