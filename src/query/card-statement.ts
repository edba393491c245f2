/** The question of a card as SQL: derived from its declaration, so that no card has a formula of its own. */
import type { BusinessDay } from '../analysis/calendar.ts';
import { isRolledUp, type Card, type Dashboard } from '../datasets/dashboard.ts';
import { rollUpOf, type RollUp } from '../datasets/roll-up.ts';
import { identifier, join, sql, Sql } from '../db/sql.ts';

/** What people choose on a dashboard. */
export interface CardFilter {
  /** First and last day, both included. */
  readonly from?: BusinessDay;
  readonly to?: BusinessDay;
  /** Dimension among the filters of the dashboard → values that it may have, as text. */
  readonly where?: ReadonlyMap<string, readonly string[]>;
}

/** Rows have the columns of `cardColumns`. */
export function cardStatement(dashboard: Dashboard, card: Card, filter: CardFilter = {}): Sql {
  const day = identifier(dashboard.dataset.timeColumn);
  const { from, to, where = new Map<string, readonly string[]>() } = filter;
  return statement(dashboard, card, {
    days: [
      ...(from === undefined ? [] : [sql`and ${day} >= ${from}`]),
      ...(to === undefined ? [] : [sql`and ${day} <= ${to}`]),
    ],
    segments: [...where].map(([dimension, values]) => {
      if (!dashboard.filters.includes(dimension))
        throw new RangeError(`dashboard ${dashboard.name} has no filter ${dimension}`);
      // As text: a value that is none of its type is one that no row has.
      const column = sql`${identifier(dimension)}::text`;
      return sql`and ${column} = any(array[${join(values.map((value) => sql`${value}`))}]::text[])`;
    }),
  });
}

/**
 * The same for Metabase: an optional clause per filter, whose template tag is named after its column and is a field
 * filter. Those name table and column, so that the view has no alias here.
 */
export function cardTemplate(dashboard: Dashboard, card: Card): string {
  const clause = (column: string) => new Sql([`[[and {{${column}}}]]`], []);
  return statement(dashboard, card, {
    days: [clause(dashboard.dataset.timeColumn)],
    segments: dashboard.filters.map(clause),
  }).compile().text;
}

/** Pieces that each begin with "and". */
interface Conditions {
  readonly days: readonly Sql[];
  readonly segments: readonly Sql[];
}

function statement(dashboard: Dashboard, card: Card, { days, segments }: Conditions): Sql {
  const view = identifier('bi', card.view);
  const day = identifier(dashboard.dataset.timeColumn);
  // The last day of all, whatever segments are chosen: a segment that has vanished must not show an older day.
  const last = sql`and ${day} = (select max(${day}) from ${view}${whereClause(days, ' ')})`;
  const conditions = [...(card.days === 'last' ? [last] : days), ...segments];
  const groups = groupsOf(dashboard, card);
  const grouping = isRolledUp(dashboard, card) && groups.length > 0 ? sql`\ngroup by ${join(groups)}` : sql``;
  const order = orderOf(dashboard, card);
  const ordering = order.length > 0 ? sql`\norder by ${join(order)}` : sql``;
  const columns = [...groups, ...numbersOf(dashboard, card)];
  return sql`select ${join(columns)}\nfrom ${view}${whereClause(conditions, '\n')}${grouping}${ordering}`;
}

function whereClause(conditions: readonly Sql[], separator: ' ' | '\n'): Sql {
  if (conditions.length === 0) return sql``;
  return sql`${new Sql([`${separator}where true`], [])} ${join(conditions, ' ')}`;
}

function groupsOf({ dataset }: Dashboard, { days, by = [] }: Card): Sql[] {
  return [...(days === 'each' ? [dataset.timeColumn] : []), ...by].map((name) => identifier(name));
}

function numbersOf(dashboard: Dashboard, card: Card): Sql[] {
  const names = [...card.y, ...(card.compareWith ?? [])];
  if (!isRolledUp(dashboard, card)) return names.map((name) => identifier(name));
  const columns = Object.keys(dashboard.views[card.view] ?? {});
  return names.map((name) => {
    const rollUp = rollUpOf(dashboard.dataset, columns, name, card.days === 'all');
    if (rollUp === undefined) throw new RangeError(`${name} does not follow from many rows of ${card.view}`);
    return sql`${expression(rollUp)} as ${identifier(name)}`;
  });
}

function expression(rollUp: RollUp): Sql {
  switch (rollUp.kind) {
    case 'sum':
      return sql`sum(${identifier(rollUp.column)})`;
    case 'ratio':
      return sql`${expression(rollUp.numerator)}::numeric / nullif(${expression(rollUp.denominator)}, 0)`;
  }
}

/** Time and numbers have an order of their own; names stand with the largest first. */
function orderOf(dashboard: Dashboard, { days, by = [], y }: Card): Sql[] {
  const names = by.map((name) => identifier(name));
  const { dataset } = dashboard;
  if (days === 'each') return [identifier(dataset.timeColumn), ...names];
  const [first] = by;
  const [size] = y;
  if (first === undefined || size === undefined) return [];
  if (dataset.columns[first]?.type !== 'text') return names;
  return [sql`${identifier(size)} desc nulls last`, ...names];
}
