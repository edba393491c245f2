/**
 * A dashboard as data: what each card asks, which view answers, where it stands. A card is a projection of one
 * view or that view rolled up, so it has no SQL of its own: whatever needs more becomes a view.
 */
import type { Dataset, Label } from './definition.ts';

/** View of the schema bi → column → SQL type. Packs have them generated from the migrated schema. */
export type ViewColumns = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** By the names that Metabase gives them. */
export type Display = 'line' | 'area' | 'bar' | 'row' | 'pie' | 'scalar' | 'smartscalar' | 'table';

export interface Card {
  /** The question that it answers, for people. */
  readonly title: Label;
  readonly display: Display;
  /** In the schema bi. It has the day under the name of the dataset's time column, and each metric under its own. */
  readonly view: string;
  /**
   * `each`: a row per day, which is the x axis. `last`: the last day with data in the range that is looked at.
   * `all`: one figure over that range; a ratio is then one of sums, or the card is refused.
   */
  readonly days: 'each' | 'last' | 'all';
  /** Dimensions. Of a chart: x, unless that is the day, then series. Default: none. */
  readonly by?: readonly string[];
  /** Metrics, or comparisons of metrics (`x_d1`, `x_d1_percent`) where the view has the very grain of the card. */
  readonly y: readonly string[];
  /** Of a smartscalar, at most 3: earlier values that stand in the same row. */
  readonly compareWith?: readonly string[];
  /** Columns of the grid across and rows down. */
  readonly size: readonly [width: number, height: number];
}

export interface DashboardDefinition {
  /** Unique among all packs; begins with a word of its own pack. */
  readonly name: string;
  readonly title: Label;
  readonly description: Label;
  /** How many days it shows until somebody chooses others. */
  readonly defaultDays: number;
  /** Dimensions that people can choose values of, besides the range of days. They act on every card. */
  readonly filters: readonly string[];
  /** In the order of reading: beside each other as long as they fit, then in a new row below. */
  readonly cards: Readonly<Record<string, Card>>;
}

export interface Dashboard extends DashboardDefinition {
  readonly dataset: Dataset;
  readonly views: ViewColumns;
}

/** What the rows of a card have as columns, in this order. */
export function cardColumns({ dataset }: Dashboard, card: Card): string[] {
  const { days, by = [], y, compareWith = [] } = card;
  return [...(days === 'each' ? [dataset.timeColumn] : []), ...by, ...y, ...compareWith];
}

/** Dimensions that name, with the day, one row of a view. */
export function grainOf({ dataset, views }: Dashboard, view: string): string[] {
  return Object.keys(views[view] ?? {}).filter((column) => column in dataset.dimensions);
}

/** True where several rows of the view make one of the card. */
export function isRolledUp(dashboard: Dashboard, { view, days, by = [] }: Card): boolean {
  return days === 'all' || grainOf(dashboard, view).some((dimension) => !by.includes(dimension));
}
