/** One value of a dimension on two days. What it is compared with is called `before`: a day, or an expectation. */
export interface Pair<T> {
  /** Names are distinct within a list of pairs. */
  readonly name: string;
  /** Null where the value of the dimension did not occur, which is not the same as 0. */
  readonly before: T | null;
  readonly after: T | null;
}

export type Presence = 'both' | 'new' | 'vanished';

export function presenceOf({ before, after }: Pair<unknown>): Presence {
  if (before === null && after !== null) return 'new';
  return after === null && before !== null ? 'vanished' : 'both';
}

/** By code unit: results depend neither on the order of the pairs nor on the machine. */
export function inOrder<T extends { readonly name: string }>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
