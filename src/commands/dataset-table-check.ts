/** The definition of a dataset held against its table or view. */
import type { Column, Dataset } from '../datasets/definition.ts';
import { keyOf } from '../datasets/key.ts';
import { sqlType } from '../schema/sql-type.ts';
import type { TableColumn, TableShape } from '../query/table-columns.ts';

export interface TableFinding {
  readonly status: 'warn' | 'fail';
  readonly message: string;
  /** What to do about it. */
  readonly next: string;
}

/** Everything in which the two differ; empty when they agree. */
export function compareWithTable(dataset: Dataset, shape: TableShape | undefined): TableFinding[] {
  const { table } = dataset;
  const place = `${table.schema}.${table.name}`;
  if (shape === undefined) {
    const next =
      table.create === true
        ? 'run `kpi db migrate`, which creates it'
        : 'write create: true behind its name or a migration, then run `kpi db migrate`; or correct the name';
    return [{ status: 'fail', message: `there is no table or view ${place}`, next }];
  }
  const isView = table.kind === 'view';
  const findings = [...columnFindings(dataset, shape, isView)];
  if (isView !== (shape.kind !== 'table')) {
    findings.unshift({
      status: 'fail',
      message: `${place} is a ${shape.kind}, the definition says ${isView ? 'view' : 'table'}`,
      next: `write ${isView ? 'table' : 'view'}: ${place} in the definition`,
    });
  } else if (!isView) {
    findings.push(...loadFindings(dataset, shape));
  }
  return findings;
}

function columnFindings(dataset: Dataset, shape: TableShape, isView: boolean): TableFinding[] {
  const actual = new Map(shape.columns.map((column) => [column.name, column]));
  return Object.entries(dataset.columns).flatMap(([name, column]) => {
    const found = actual.get(name);
    const quoted = JSON.stringify(name);
    if (found === undefined) {
      const next = 'add it with a migration, or take it out of the definition';
      return [{ status: 'fail', message: `the column ${quoted} is missing`, next }] satisfies TableFinding[];
    }
    const findings: TableFinding[] = [];
    if (!accepts(found.type, column, isView)) {
      const message = `the column ${quoted} is ${found.type}, the definition needs ${sqlType(column)}`;
      findings.push({ status: 'fail', message, next: 'change the type in one of the two' });
    }
    if (!isView && column.nullable === true && found.notNull) {
      const message = `the column ${quoted} takes no null, the definition says nullable`;
      findings.push({ status: 'fail', message, next: 'change one of the two' });
    }
    return findings;
  });
}

/** What a load and a query need of a table. */
function loadFindings(dataset: Dataset, { columns, indexes }: TableShape): TableFinding[] {
  const findings: TableFinding[] = [];
  const needed = ({ name, notNull, filled }: TableColumn) => notNull && !filled && !(name in dataset.columns);
  for (const { name } of columns.filter(needed)) {
    findings.push({
      status: 'fail',
      message: `the column ${JSON.stringify(name)} must be filled, and the definition does not know it`,
      next: 'add it to the definition, or give it a default',
    });
  }
  const key = keyOf(dataset);
  // ON CONFLICT asks for an index on exactly these columns, in any order.
  const enforces = (index: { readonly columns: readonly string[]; readonly unique: boolean }) =>
    index.unique && index.columns.length === key?.length && key.every((name) => index.columns.includes(name));
  if (key !== null && !indexes.some(enforces)) {
    findings.push({
      status: 'fail',
      message: `no unique index keeps the key: ${key.join(', ')}`,
      next: 'add a primary key or a unique constraint over exactly these columns, or write key: none',
    });
  }
  if (!indexes.some((index) => index.columns[0] === dataset.timeColumn)) {
    findings.push({
      status: 'warn',
      message: `no index begins with the time column ${JSON.stringify(dataset.timeColumn)}; reports read the whole table`,
      next: 'put it first in the key, or add an index on it',
    });
  }
  return findings;
}

/** True where every value that the definition lets in keeps its value in a column of this type. */
function accepts(type: string, column: Column, isView: boolean): boolean {
  switch (column.type) {
    case 'date':
    case 'boolean':
    case 'timestamptz':
      return type === sqlType(column);
    case 'text': {
      const room = /^character varying(?:\((\d+)\))?$/.exec(type);
      if (room === null) return type === 'text';
      return isView || room[1] === undefined || (column.maxLength ?? Infinity) <= Number(room[1]);
    }
    case 'integer':
      return ['integer', 'bigint'].includes(type) || (isView && /^(smallint|numeric)/.test(type));
    case 'numeric': {
      const [, precision, scale] = /^numeric(?:\((\d+),(\d+)\))?$/.exec(type) ?? [];
      if (isView) return /^(numeric|integer|bigint|smallint)/.test(type);
      if (precision === undefined) return type === 'numeric';
      const whole = Number(precision) - Number(scale);
      return Number(scale) >= column.scale && whole >= column.precision - column.scale;
    }
    case 'json':
      return type === 'jsonb' || type === 'json';
  }
}
