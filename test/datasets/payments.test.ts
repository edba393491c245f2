import { expect, it } from 'vitest';
import type { Column } from '../../src/datasets/definition.ts';
import { keyOf } from '../../src/datasets/key.ts';
import { sql } from '../../src/db/sql.ts';
import { payments } from '../../src/packs/payments/dataset.ts';
import { useTestDatabase } from '../support/test-database.ts';

/** The definition says what is loaded, the migration where it goes: they must say the same. */
const { db } = useTestDatabase();
const query = <Row extends object>(statement: ReturnType<typeof sql>) =>
  db.readOnly((reader) => reader.query<Row>(statement));

it('has the columns of the table, with their types', async () => {
  const columns = await query<{ name: string; type: string; nullable: string }>(sql`
    select column_name as name, is_nullable as nullable,
           data_type || coalesce('(' || numeric_precision || ',' || numeric_scale || ')', '') as type
    from (select column_name, is_nullable, data_type, ordinal_position,
                 case data_type when 'numeric' then numeric_precision end as numeric_precision, numeric_scale
          from information_schema.columns where table_schema = 'bi' and table_name = 'kpi_daily') as c
    order by ordinal_position`);
  expect(columns).toEqual(
    Object.entries(payments.columns).map(([name, column]) => ({
      name,
      type: sqlType(column),
      nullable: 'NO',
    })),
  );
});

it('has the key of the table', async () => {
  const [row] = await query<{ key: string[] }>(sql`
    select array_agg(attname::text order by position) as key
    from pg_constraint, unnest(conkey) with ordinality as k (attnum, position), pg_attribute as a
    where contype = 'p' and conrelid = 'bi.kpi_daily'::regclass and a.attrelid = conrelid and a.attnum = k.attnum`);
  expect(row?.key).toEqual(keyOf(payments));
  expect(row?.key).toEqual(['date', ...Object.keys(payments.dimensions)]);
});

function sqlType(column: Column): string {
  return column.type === 'numeric' ? `numeric(${column.precision},${column.scale})` : column.type;
}
