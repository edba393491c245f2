/** The dataset definition as SQL: the one place where a metric's formula is written. */
import type { BusinessDay } from '../analysis/calendar.ts';
import type { Dataset } from '../datasets/definition.ts';
import { identifier, join, sql, type Sql } from '../db/sql.ts';

/** A range, both ends included, or single days. */
export type Days = { readonly from: BusinessDay; readonly to: BusinessDay } | readonly BusinessDay[];

export function factTable({ table }: Dataset): Sql {
  return identifier(table.schema, table.name);
}

/** An aggregate over the rows of a group: Σ measure, or Σ numerator / Σ denominator (null over 0). */
export function metricExpression(dataset: Dataset, name: string): Sql {
  const metric = dataset.metrics[name];
  if (metric === undefined) throw new RangeError(`dataset ${dataset.name} has no metric ${name}`);
  switch (metric.kind) {
    case 'sum':
      return sum(metric.measure);
    case 'ratio':
      return sql`${sum(metric.numerator)}::numeric / nullif(${sum(metric.denominator)}, 0)`;
  }
}

/** True for rows that count towards metrics. */
export function filterCondition(dataset: Dataset): Sql {
  if (dataset.filter.length === 0) return sql`true`;
  const conditions = dataset.filter.map(
    ({ column, operator, value }) => sql`${identifier(column)} ${OPERATORS[operator]} ${value}`,
  );
  return join(conditions, ' and ');
}

export function dayCondition(dataset: Dataset, days: Days): Sql {
  const time = identifier(dataset.timeColumn);
  if ('from' in days) return sql`${time} between ${days.from} and ${days.to}`;
  return sql`${time} = any(${[...days]}::date[])`;
}

function sum(measure: string): Sql {
  return sql`sum(${identifier(measure)})`;
}

const OPERATORS: Readonly<Record<Dataset['filter'][number]['operator'], Sql>> = {
  '>': sql`>`,
  '>=': sql`>=`,
  '<': sql`<`,
  '<=': sql`<=`,
  '=': sql`=`,
  '<>': sql`<>`,
};
