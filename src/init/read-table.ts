import type { Column } from '../datasets/definition.ts';
import type { Reader } from '../db/database.ts';
import { identifier, join, sql } from '../db/sql.ts';
import { SourceError, UsageError } from '../errors.ts';
import type { DraftInput } from './draft.ts';
import type { Sample } from './read-sample.ts';

const SAMPLE_ROWS = 20_000;

interface CatalogueColumn {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  readonly precision: number | null;
  readonly scale: number | null;
}

/**
 * What the catalogue and a sample of the rows say about a table or view.
 * @param table `schema.name`
 * @throws UsageError when there is none, SourceError when it has no row
 */
export async function readTable(
  reader: Reader,
  table: string,
): Promise<{ sample: Sample; existing: NonNullable<DraftInput['existing']> }> {
  const [schema = '', name = '', ...more] = table.split('.');
  if (schema === '' || name === '' || more.length > 0) {
    throw new UsageError(`--table ${JSON.stringify(table)} is not schema.name, such as bi.orders`);
  }
  const catalogue = await readColumns(reader, schema, name);
  if (catalogue.length === 0) {
    throw new UsageError(`there is no table or view ${table}, or this user may not read it`, {
      hint: 'name it as schema.name, in the case that the database has',
    });
  }
  const columns = new Map<string, Column>();
  const notes: string[] = [];
  for (const column of catalogue) {
    const known = columnOf(column);
    if (known === undefined)
      notes.push(`${column.name} is left out: kpi has no column of type ${column.type}`);
    else columns.set(column.name, known);
  }
  const headers = [...columns.keys()];
  const texts = join(headers.map((header) => sql`coalesce(${identifier(header)}::text, '')`));
  const rows = await reader.query<{ fields: string[] }>(
    sql`select array[${texts}]::text[] as fields from ${identifier(schema, name)} limit ${SAMPLE_ROWS + 1}`,
  );
  if (rows.length === 0) {
    throw new SourceError(`${table} has no row: there is nothing to infer from`, { hint: 'fill it first' });
  }
  const sample: Sample = {
    name: table,
    headers,
    rows: rows.slice(0, SAMPLE_ROWS).map(({ fields }) => fields),
    complete: rows.length <= SAMPLE_ROWS,
    notes,
  };
  const [{ kind } = { kind: 'table' as const }] = await reader.query<{ kind: 'table' | 'view' }>(
    sql`select case table_type when 'VIEW' then 'view' else 'table' end as kind
        from information_schema.tables where table_schema = ${schema} and table_name = ${name}`,
  );
  return {
    sample,
    existing: { table: { schema, name, kind }, key: await readKey(reader, schema, name), columns },
  };
}

function readColumns(reader: Reader, schema: string, name: string): Promise<CatalogueColumn[]> {
  return reader.query<CatalogueColumn>(
    sql`select column_name::text as name, data_type::text as type, is_nullable = 'YES' as nullable,
               numeric_precision::int as precision, numeric_scale::int as scale
        from information_schema.columns
        where table_schema = ${schema} and table_name = ${name}
        order by ordinal_position`,
  );
}

async function readKey(reader: Reader, schema: string, name: string): Promise<string[] | null> {
  const rows = await reader.query<{ column: string }>(
    sql`select part.attname::text as column
        from pg_index as i
        cross join lateral unnest(i.indkey) with ordinality as key(number, place)
        join pg_attribute as part on part.attrelid = i.indrelid and part.attnum = key.number
        where i.indisprimary and i.indrelid = to_regclass(format('%I.%I', ${schema}::text, ${name}::text))
        order by key.place`,
  );
  return rows.length === 0 ? null : rows.map(({ column }) => column);
}

function columnOf({ type, nullable: mayBeNull, precision, scale }: CatalogueColumn): Column | undefined {
  const nullable = mayBeNull ? { nullable: true } : {};
  switch (type) {
    case 'date':
      return { type: 'date', ...nullable };
    case 'timestamp with time zone':
      return { type: 'timestamptz', ...nullable };
    case 'smallint':
    case 'integer':
      return { type: 'integer', ...nullable };
    case 'bigint':
      return { type: 'numeric', precision: 19, scale: 0, ...nullable };
    case 'numeric':
      return { type: 'numeric', precision: precision ?? 38, scale: scale ?? 10, ...nullable };
    case 'real':
    case 'double precision':
      return { type: 'numeric', precision: 38, scale: 16, ...nullable };
    case 'boolean':
      return { type: 'boolean', ...nullable };
    case 'jsonb':
      return { type: 'json', ...nullable };
    case 'text':
    case 'character varying':
    case 'character':
    case 'uuid':
    case 'USER-DEFINED':
      return { type: 'text', ...nullable };
    default:
      return undefined;
  }
}
