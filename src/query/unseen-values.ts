import type { Dataset } from '../datasets/definition.ts';
import type { Reader } from '../db/database.ts';
import { identifier, sql } from '../db/sql.ts';
import { factTable } from './expressions.ts';

/** Those of the values that the dimension has in no row, in their order; undefined when the table is empty. */
export async function fetchUnseenValues(
  reader: Reader,
  dataset: Dataset,
  dimension: string,
  values: readonly string[],
): Promise<string[] | undefined> {
  const fact = factTable(dataset);
  const [table] = await reader.query<{ filled: boolean }>(sql`select exists (select from ${fact}) as filled`);
  if (table?.filled !== true) return undefined;
  const rows = await reader.query<{ value: string }>(
    sql`select asked.value
        from unnest(${[...values]}::text[]) with ordinality as asked (value, place)
        left join (select distinct ${identifier(dimension)}::text as value from ${fact}) as seen using (value)
        where seen.value is null order by asked.place`,
  );
  return rows.map(({ value }) => value);
}
