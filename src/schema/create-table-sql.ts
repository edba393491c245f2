import type { Column } from '../datasets/definition.ts';
import { identifier, join, literal, sql, Sql } from '../db/sql.ts';
import { sqlType } from './sql-type.ts';

/** A table that is not there yet. */
export interface TableText {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly TableColumnText[];
  readonly timeColumn: string;
  /** Null: rows have no name. */
  readonly key: readonly string[] | null;
}

export interface TableColumnText {
  readonly name: string;
  readonly column: Column;
  /** For those who read the table without the definition. */
  readonly comment: string;
}

/** The statements that create the table, with its key, an index on its time column, and comments. */
export function createTableSql(table: TableText): string {
  const { columns, key, timeColumn } = table;
  const name = identifier(table.schema, table.name);
  const needed = ({ name: column, column: { nullable } }: TableColumnText) =>
    column === timeColumn || key?.includes(column) === true || nullable !== true;
  const lines = columns.map((column) => columnSql(column, needed(column)));
  if (key !== null) lines.push(sql`  primary key (${join(key.map((part) => identifier(part)))})`);
  const separated = lines.map((line, index) => (index < lines.length - 1 ? sql`${line},` : line));
  const grain = key === null ? 'one row per event; no key' : `one row per ${key.join(', ')}`;
  const statements = [
    sql`create table ${name} (\n${join(separated, '\n')}\n);`,
    // Every question asks for a range of days.
    ...(key?.[0] === timeColumn ? [] : [sql`create index on ${name} (${identifier(timeColumn)});`]),
    sql`comment on table ${name} is ${literal(`Grain: ${grain}.`)};`,
    ...columns.map(
      ({ name: column, comment }) =>
        sql`comment on column ${name}.${identifier(column)} is ${literal(comment.replaceAll('\0', ''))};`,
    ),
  ];
  return `${join(statements, '\n').compile().text}\n`;
}

function columnSql({ name, column }: TableColumnText, notNull: boolean): Sql {
  // A type takes no parameters; what varies in it are numbers.
  const type = new Sql([sqlType(column)], []);
  return sql`  ${identifier(name)} ${type}${notNull ? sql` not null` : sql``}`;
}
