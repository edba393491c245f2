/** Contributions taken apart, such that the parts of each add up to it and those of all add up to the total. */
import type { Big } from 'big.js';
import {
  roundContributions,
  type Contribution,
  type Contributions,
  type ExactContribution,
} from './contributions.ts';
import { exact, sumOf, write } from './exact.ts';
import { roundTable } from './round-table.ts';
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
 * Sums hold both ways: the parts of a row add up to its amount, and those of a column to the part of the whole.
 * @param total of all amounts
 */
export function roundParts<Part extends string>(
  names: readonly Part[],
  contributions: readonly ExactParts<Part>[],
  total: Big,
  decimals: number,
): Decomposition<Part> {
  const { items } = roundContributions(contributions, total, decimals);
  const apart = items.flatMap(({ name, amount, parts }) => (parts === null ? [] : [{ name, amount, parts }]));
  const amounts = apart.map(({ amount }) => exact(amount));
  const paired = sumOf(amounts);
  const columns = names.map((part) => sumOf(apart.map(({ parts }) => parts[part])));
  const whole = roundToSum(columns, paired, decimals);
  const cells = roundTable(
    apart.map(({ parts }) => names.map((part) => parts[part])),
    { rows: amounts, columns: whole },
    decimals,
  );
  const record = (values: readonly (Big | undefined)[] = []) => {
    const entries = names.map((part, index) => [part, write(values[index] ?? exact(null), decimals)]);
    return Object.fromEntries(entries) as Record<Part, string>;
  };
  const rounded = new Map(apart.map(({ name }, index) => [name, record(cells[index])]));
  return {
    total: write(total, decimals),
    items: items.map((item) => ({ ...item, parts: rounded.get(item.name) ?? null })),
    parts: record(apart.length === 0 ? [] : whole),
    unpaired: write(total.round(decimals).minus(paired), decimals),
  };
}
