/** The dataset definition as SQL: the one place where a metric's formula is written. */
import type { BusinessDay } from '../analysis/calendar.ts';
import type { Dataset, FilterCondition, Metric } from '../datasets/definition.ts';
import { identifier, join, literal, sql, type Sql } from '../db/sql.ts';

/** A range, both ends included, or single days. */
export type Days = { readonly from: BusinessDay; readonly to: BusinessDay } | readonly BusinessDay[];

export function factTable({ table }: Dataset): Sql {
  return identifier(table.schema, table.name);
}

/** The names of a row's segment, as text: one per dimension, '' where there is none. */
export function segmentNames(by: readonly string[]): Sql[] {
  return by.map((name) => sql`coalesce((${identifier(name)})::text, '')`);
}

/** An aggregate over the rows of a group; null where it is undefined (a ratio over 0). */
export function metricExpression(dataset: Dataset, name: string): Sql {
  const metric = dataset.metrics[name];
  if (metric === undefined) throw new RangeError(`dataset ${dataset.name} has no metric ${name}`);
  return aggregate(dataset, metric);
}

function aggregate(dataset: Dataset, metric: Metric): Sql {
  const part = (name: string) =>
    name in dataset.metrics ? sql`(${metricExpression(dataset, name)})` : sum(name);
  switch (metric.kind) {
    case 'sum':
    case 'stock':
      return sum(metric.measure);
    case 'count':
      return metric.column === undefined ? sql`count(*)` : sql`count(${identifier(metric.column)})`;
    case 'count_distinct':
      return sql`count(distinct ${identifier(metric.column)})`;
    case 'avg':
      return sql`${sum(metric.column)}::numeric / nullif(count(${identifier(metric.column)}), 0)`;
    case 'ratio':
      return sql`${part(metric.numerator)}::numeric / nullif(${part(metric.denominator)}, 0)`;
    case 'difference':
      return sql`${part(metric.minuend)} - ${part(metric.subtrahend)}`;
    case 'weighted_mean': {
      const { weighted, weight } = weightedSums(metric);
      return sql`${weighted} / nullif(${weight}, 0)`;
    }
    case 'percentile':
      return sql`percentile_cont(${metric.fraction}) within group (order by ${identifier(metric.column)})::numeric`;
  }
}

/**
 * What a metric is made of, as aggregates that add up over the groups of a day: itself, or numerator and denominator
 * of a ratio. 0 and never null, so that what adds up with one of its parts missing still does.
 * @throws RangeError for a metric that is not made of such quantities
 */
export function quantityExpressions(dataset: Dataset, name: string): readonly Sql[] {
  const metric = dataset.metrics[name];
  switch (metric?.kind) {
    case 'ratio':
      return [quantity(dataset, metric.numerator), quantity(dataset, metric.denominator)];
    case 'avg':
      return [sql`coalesce(${sum(metric.column)}, 0)`, sql`count(${identifier(metric.column)})`];
    case 'weighted_mean':
      return Object.values(weightedSums(metric)).map((part) => sql`coalesce(${part}, 0)`);
    case undefined:
    case 'count':
    case 'count_distinct':
    case 'difference':
    case 'percentile':
    case 'stock':
    case 'sum':
      return [quantity(dataset, name)];
  }
}

/** @param name a measure, or a metric that adds up */
function quantity(dataset: Dataset, name: string): Sql {
  const metric = dataset.metrics[name];
  switch (metric?.kind) {
    case undefined:
      return sql`coalesce(${sum(name)}, 0)`;
    case 'sum':
    case 'stock':
    case 'count':
      return sql`coalesce(${aggregate(dataset, metric)}, 0)`;
    case 'difference':
      return sql`(${quantity(dataset, metric.minuend)} - ${quantity(dataset, metric.subtrahend)})`;
    case 'avg':
    case 'count_distinct':
    case 'percentile':
    case 'ratio':
    case 'weighted_mean':
      throw new RangeError(`the metric ${name} of dataset ${dataset.name} does not add up`);
  }
}

function sum(measure: string): Sql {
  return sql`sum(${identifier(measure)})`;
}

function weightedSums({ value, weight }: { readonly value: string; readonly weight: string }) {
  return {
    weighted: sql`sum(${identifier(value)}::numeric * ${identifier(weight)})`,
    // Only rows that have both: a weight without a value would pull the mean towards 0.
    weight: sql`sum(${identifier(weight)}) filter (where ${identifier(value)} is not null)`,
  };
}

/** True for rows that count towards metrics. */
export function filterCondition(dataset: Dataset): Sql {
  if (dataset.filter.length === 0) return sql`true`;
  return join(dataset.filter.map(condition), ' and ');
}

function condition(filter: FilterCondition): Sql {
  const column = identifier(filter.column);
  switch (filter.operator) {
    case 'is null':
      return sql`${column} is null`;
    case 'is not null':
      return sql`${column} is not null`;
    case 'in':
      return sql`${column} in (${join(filter.values.map((value) => sql`${value}`))})`;
    case 'not in':
      return sql`${column} not in (${join(filter.values.map((value) => sql`${value}`))})`;
    case '<':
    case '<=':
    case '=':
    case '<>':
    case '>':
    case '>=':
      return sql`${column} ${COMPARISONS[filter.operator]} ${filter.value}`;
  }
}

const COMPARISONS = { '>': sql`>`, '>=': sql`>=`, '<': sql`<`, '<=': sql`<=`, '=': sql`=`, '<>': sql`<>` };

/** The day of a row. Of a moment: the day it has in the dataset's time zone. */
export function dayExpression(dataset: Dataset): Sql {
  return dayOf(dataset, identifier(dataset.timeColumn));
}

/** The day of a value of the time column, e.g. of its maximum. */
export function dayOf(dataset: Dataset, value: Sql): Sql {
  const local = momentInZone(dataset, value);
  return local === undefined ? value : sql`(${local})::date`;
}

/** A moment as date and time in the dataset's time zone; undefined where the time column is a date. */
export function momentInZone(dataset: Dataset, moment: Sql): Sql | undefined {
  const zone = zoneOf(dataset);
  return zone === undefined ? undefined : sql`${moment} at time zone ${zone}`;
}

/** True for rows of these days; written so that an index on the time column serves. */
export function dayCondition(dataset: Dataset, days: Days): Sql {
  if ('from' in days) return sql`${fromDay(dataset, days.from)} and ${upToDay(dataset, days.to)}`;
  const list = sql`${dayExpression(dataset)} = any(${[...days]}::date[])`;
  const sorted = [...days].sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  // On a plain date the list itself uses the index; on a moment the range around it does.
  if (zoneOf(dataset) === undefined || first === undefined || last === undefined) return list;
  return sql`${fromDay(dataset, first)} and ${upToDay(dataset, last)} and ${list}`;
}

/** @param day a day, or an expression of type date */
export function fromDay(dataset: Dataset, day: BusinessDay | Sql): Sql {
  const zone = zoneOf(dataset);
  const time = identifier(dataset.timeColumn);
  return zone === undefined
    ? sql`${time} >= ${day}`
    : sql`${time} >= ${day}::date::timestamp at time zone ${zone}`;
}

/** @param day a day, or an expression of type date */
export function upToDay(dataset: Dataset, day: BusinessDay | Sql): Sql {
  const zone = zoneOf(dataset);
  const time = identifier(dataset.timeColumn);
  return zone === undefined
    ? sql`${time} <= ${day}`
    : sql`${time} < (${day}::date + 1)::timestamp at time zone ${zone}`;
}

/**
 * The time zone as a constant: as a parameter it would have another number in SELECT than in GROUP BY, and
 * PostgreSQL would take them for two expressions. Undefined for a time column of type date.
 */
function zoneOf(dataset: Dataset): Sql | undefined {
  if (dataset.columns[dataset.timeColumn]?.type !== 'timestamptz') return undefined;
  if (dataset.timeZone === undefined) throw new RangeError(`dataset ${dataset.name} has no time zone`);
  return literal(dataset.timeZone);
}
