import type { Column } from '../datasets/definition.ts';
import { identifier, join, literal, sql, Sql } from '../db/sql.ts';
import type { Draft, DraftColumn } from './draft.ts';
import { reasonOf } from './dataset-text.ts';

/**
 * The migration that creates the table of a draft.
 * @param replaced the name that an earlier table of this name is given; it is kept, with its rows
 */
export function createTableSql(draft: Draft, replaced?: string): string {
  const { columns, key, table } = draft;
  const name = identifier(table.schema, table.name);
  const lines = columns.map((column) => sql`  ${columnSql(column, needed(draft, column))}`);
  if (key !== null) lines.push(sql`  primary key (${join(key.map((part) => identifier(part)))})`);
  const separated = lines.map((line, index) => (index < lines.length - 1 ? sql`${line},` : line));
  const grain = key === null ? 'one row per event; no key' : `one row per ${key.join(', ')}`;
  const statements = [
    sql`create schema if not exists ${identifier(table.schema)};`,
    ...(replaced === undefined
      ? []
      : [sql`alter table if exists ${name} rename to ${identifier(replaced)};`]),
    sql`create table ${name} (\n${join(separated, '\n')}\n);`,
    // Every question asks for a range of days.
    ...(key?.[0] === draft.time ? [] : [sql`create index on ${name} (${identifier(draft.time)});`]),
    sql`comment on table ${name} is ${literal(`Grain: ${grain}.`)};`,
    ...columns.map(
      (column) => sql`comment on column ${name}.${identifier(column.name)} is ${literal(describe(column))};`,
    ),
  ];
  return `${join(statements, '\n').compile().text}\n`;
}

function needed(draft: Draft, { name, column }: DraftColumn): boolean {
  return name === draft.time || draft.key?.includes(name) === true || column.nullable !== true;
}

function columnSql({ name, column }: DraftColumn, notNull: boolean): Sql {
  return sql`${identifier(name)} ${typeSql(column)}${notNull ? sql` not null` : sql``}`;
}

function typeSql(column: Column): Sql {
  switch (column.type) {
    case 'date':
      return sql`date`;
    case 'timestamptz':
      return sql`timestamptz`;
    case 'text':
      return sql`text`;
    case 'integer':
      return sql`integer`;
    case 'numeric':
      // A type takes no parameters; both are numbers.
      return new Sql([`numeric(${column.precision}, ${column.scale})`], []);
    case 'boolean':
      return sql`boolean`;
    case 'json':
      return sql`jsonb`;
  }
}

function describe(column: DraftColumn): string {
  const header = column.header === column.name ? '' : `${JSON.stringify(column.header)} in files. `;
  return `${header}${reasonOf(column)}`.replaceAll('\0', '');
}
