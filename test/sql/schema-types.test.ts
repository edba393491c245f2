/** Types of tables and views are generated from the migrated schema: `npx vitest run test/sql --update`. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sql } from '../../src/db/sql.ts';
import { useTestDatabase } from '../support/test-database.ts';

interface Column {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly nullable: boolean;
}

/** What a column of the type comes as through a Reader. */
const TYPES: Readonly<Record<string, string>> = {
  bigint: 'string',
  boolean: 'boolean',
  date: 'string',
  integer: 'number',
  jsonb: 'unknown',
  numeric: 'string',
  text: 'string',
  'timestamp with time zone': 'Date',
  ARRAY: 'string[]',
};

describe('the types of tables', () => {
  const { db } = useTestDatabase();

  it('are those of the migrated schema', async () => {
    const columns = await db.readOnly((reader) =>
      reader.query<Column>(sql`
        select c.table_schema as schema, c.table_name as table, c.column_name as column, c.data_type as type,
               c.is_nullable = 'YES' as nullable
        from information_schema.columns c
        where c.table_schema = 'etl'
        order by c.table_schema, c.table_name, c.ordinal_position`),
    );
    await expect(typesOf(columns)).toMatchFileSnapshot(
      join(import.meta.dirname, '../../src/query/etl-schema.ts'),
    );
  });
});

function typesOf(columns: readonly Column[]): string {
  const tables = new Map<string, Column[]>();
  for (const column of columns) {
    const name = pascalCase(column.table);
    tables.set(name, [...(tables.get(name) ?? []), column]);
  }
  const interfaces = [...tables].map(
    ([name, fields]) => `export interface ${name}Row {\n${fields.map(fieldOf).join('')}}\n`,
  );
  return `/** Generated from the migrated schema by test/sql/schema-types.test.ts; do not edit. */\n${interfaces.join('\n')}`;
}

function fieldOf({ column, type, nullable }: Column): string {
  const mapped = TYPES[type];
  expect(mapped, `a TypeScript type for ${type}`).toBeDefined();
  return `  readonly ${column}: ${mapped}${nullable ? ' | null' : ''};\n`;
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
