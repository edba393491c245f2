/** The columns of the packs' views are generated from the migrated schema: `npx vitest run test/sql --update`. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sql } from '../../src/db/sql.ts';
import { PACKS } from '../../src/packs/packs.ts';
import { useTestDatabase } from '../support/test-database.ts';

const ROOT = join(import.meta.dirname, '../..');

interface Column {
  readonly view: string;
  readonly column: string;
  readonly type: string;
}

describe('the columns of views', () => {
  const { db } = useTestDatabase();

  it.each(PACKS.map(({ name }) => name))('of %s are those of the migrated schema', async (pack) => {
    const views = readdirSync(join(ROOT, 'sql/packs', pack, 'views')).map((file) =>
      file.replace(/^\d+_(.*)\.sql$/, '$1'),
    );
    const columns = await db.readOnly((reader) =>
      reader.query<Column>(sql`
        select table_name as view, column_name as column, data_type as type
        from information_schema.columns
        where table_schema = 'bi' and table_name = any(${views})
        order by table_name collate "C", ordinal_position`),
    );
    expect(new Set(columns.map(({ view }) => view))).toEqual(new Set(views));
    await expect(moduleOf(pack, columns)).toMatchFileSnapshot(join(ROOT, 'src/packs', pack, 'views.ts'));
  });
});

function moduleOf(pack: string, columns: readonly Column[]): string {
  const names = [...new Set(columns.map(({ view }) => view))];
  const views = names.map((view) => {
    const own = columns.filter((column) => column.view === view);
    return `  ${view}: {\n${own.map(({ column, type }) => `    ${column}: '${type}',\n`).join('')}  },\n`;
  });
  const name = pack.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return `/** Generated from the migrated schema by test/sql/view-columns.test.ts; do not edit. */
export const ${name}Views = {\n${views.join('')}} as const;\n`;
}
