/** What the database itself says about the table or view of a dataset. */
import type { Dataset } from '../datasets/definition.ts';
import type { Reader } from '../db/database.ts';
import { sql } from '../db/sql.ts';

export interface TableColumn {
  readonly name: string;
  /** As SQL writes it: `numeric(18,2)`, `timestamp with time zone`. */
  readonly type: string;
  readonly notNull: boolean;
  /** The database fills it in: a default, an identity, a computed column. */
  readonly filled: boolean;
}

interface TableIndex {
  readonly columns: readonly string[];
  /** Keeps every row unique: valid, immediate, over plain columns and all rows. */
  readonly unique: boolean;
}

export interface TableShape {
  readonly kind: 'table' | 'view' | 'materialized view' | 'other';
  readonly columns: readonly TableColumn[];
  readonly indexes: readonly TableIndex[];
}

/** Undefined when there is no such table or view, or this user may not see its schema. */
export async function fetchTable(
  reader: Reader,
  { table }: Pick<Dataset, 'table'>,
): Promise<TableShape | undefined> {
  const [relation] = await reader.query<{ oid: string; kind: TableShape['kind'] }>(
    sql`select c.oid::text as oid,
               case when c.relkind in ('r', 'p', 'f') then 'table' when c.relkind = 'v' then 'view'
                    when c.relkind = 'm' then 'materialized view' else 'other' end as kind
        from pg_catalog.pg_class as c join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
        where n.nspname = ${table.schema} and c.relname = ${table.name}`,
  );
  if (relation === undefined) return undefined;
  const columns = await reader.query<TableColumn>(
    sql`select attname::text as name, pg_catalog.format_type(atttypid, atttypmod) as type,
               attnotnull as "notNull", (atthasdef or attidentity <> '' or attgenerated <> '') as filled
        from pg_catalog.pg_attribute
        where attrelid = ${relation.oid}::oid and attnum > 0 and not attisdropped order by attnum`,
  );
  const indexes = await reader.query<TableIndex>(
    sql`select array(select attname::text from pg_catalog.pg_attribute
                     join unnest(i.indkey::smallint[]) with ordinality as part (attnum, place) using (attnum)
                     where attrelid = i.indrelid and part.place <= i.indnkeyatts order by part.place) as columns,
               i.indisunique and i.indisvalid and i.indimmediate and i.indpred is null and i.indexprs is null
                 as unique
        from pg_catalog.pg_index as i where i.indrelid = ${relation.oid}::oid order by i.indexrelid`,
  );
  return { kind: relation.kind, columns, indexes };
}
