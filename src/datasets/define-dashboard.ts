import { cardErrors } from './card-errors.ts';
import type { Card, Dashboard, DashboardDefinition, ViewColumns } from './dashboard.ts';
import type { Dataset } from './definition.ts';

type TextKey<T> = Extract<keyof T, string>;
type DimensionOf<D extends Dataset> = TextKey<D['dimensions']>;
type NumberType = 'bigint' | 'double precision' | 'integer' | 'numeric';

/** The views that have a row per day. */
type DailyViewOf<V extends ViewColumns, D extends Dataset> = {
  [Name in TextKey<V>]: D['timeColumn'] extends keyof V[Name] ? Name : never;
}[TextKey<V>];
/** The columns of a view that are numbers to show: a dimension may be a number, but is none of these. */
type NumberOf<Columns, D extends Dataset> = Exclude<
  { [Name in TextKey<Columns>]: Columns[Name] extends NumberType ? Name : never }[TextKey<Columns>],
  DimensionOf<D>
>;

type CheckedCard<C extends Card, D extends Dataset, V extends ViewColumns> =
  C['view'] extends DailyViewOf<V, D>
    ? {
        readonly view: DailyViewOf<V, D>;
        readonly by?: readonly (DimensionOf<D> & keyof V[C['view']])[];
        readonly y: readonly NumberOf<V[C['view']], D>[];
        readonly compareWith?: readonly NumberOf<V[C['view']], D>[];
      }
    : { readonly view: DailyViewOf<V, D> };

/** A word that a card does not have, such as a misspelt one, must not pass unread. */
type NoOther<C extends Card> = { readonly [Word in Exclude<keyof C, keyof Card>]: never };

type ViewsUsed<B extends DashboardDefinition> = B['cards'][keyof B['cards']]['view'];

/** What the names inside a dashboard must be, given its dataset, the views and the dashboard itself. */
interface Checked<B extends DashboardDefinition, D extends Dataset, V extends ViewColumns> {
  /** The keys of a union are those that all its members have: a filter acts on every card. */
  readonly filters: readonly (DimensionOf<D> & keyof V[ViewsUsed<B>])[];
  readonly cards: {
    readonly [Name in keyof B['cards']]: CheckedCard<B['cards'][Name], D, V> & NoOther<B['cards'][Name]>;
  };
}

/**
 * A view, column, dimension or filter that is named but does not exist does not compile.
 * @throws RangeError naming every card that its display cannot show, its view cannot tell, or the grid cannot hold
 */
export function defineDashboard<
  const D extends Dataset,
  const V extends ViewColumns,
  const B extends DashboardDefinition,
>(dataset: D, views: V, definition: B & Checked<B, D, V>): Dashboard {
  const dashboard: Dashboard = { ...definition, dataset, views };
  const errors = Object.entries(dashboard.cards).flatMap(([name, card]) =>
    cardErrors(dashboard, card).map((error) => `${name}: ${error}`),
  );
  if (errors.length > 0) throw new RangeError(`dashboard ${definition.name}: ${errors.join('; ')}`);
  return dashboard;
}
