import type { Column } from '../datasets/definition.ts';

/** The type that a column of the definition has in a table, as PostgreSQL itself writes it. */
export function sqlType(column: Column): string {
  switch (column.type) {
    case 'date':
    case 'text':
    case 'integer':
    case 'boolean':
      return column.type;
    case 'timestamptz':
      return 'timestamp with time zone';
    case 'numeric':
      return `numeric(${column.precision},${column.scale})`;
    case 'json':
      return 'jsonb';
  }
}
