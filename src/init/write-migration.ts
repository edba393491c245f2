import { identifier, join, sql } from '../db/sql.ts';
import { createTableSql } from '../schema/create-table-sql.ts';
import { reasonOf } from './dataset-text.ts';
import type { Draft, DraftColumn } from './draft.ts';

/**
 * The migration that creates the table of a draft.
 * @param replaced the name that an earlier table of this name is given; it is kept, with its rows
 */
export function migrationOf(draft: Draft, replaced?: string): string {
  const { columns, key, table, time } = draft;
  const first = [
    sql`create schema if not exists ${identifier(table.schema)};`,
    ...(replaced === undefined
      ? []
      : [
          sql`alter table if exists ${identifier(table.schema, table.name)} rename to ${identifier(replaced)};`,
        ]),
  ];
  const create = createTableSql({
    schema: table.schema,
    name: table.name,
    columns: columns.map((column) => ({ ...column, comment: commentOf(column) })),
    timeColumn: time,
    key,
  });
  return `${join(first, '\n').compile().text}\n${create}`;
}

function commentOf(column: DraftColumn): string {
  const header = column.header === column.name ? '' : `${JSON.stringify(column.header)} in files. `;
  return `${header}${reasonOf(column)}`;
}
