/** Data tests that look at rows one by one, or at rows of one key. */
import type { BusinessDay } from '../analysis/calendar.ts';
import type { DataTest } from '../datasets/data-test.ts';
import type { Dataset } from '../datasets/definition.ts';
import { keyOf } from '../datasets/key.ts';
import type { Reader } from '../db/database.ts';
import { identifier, join, literal, sql, type Sql } from '../db/sql.ts';
import { dayCondition, factTable } from '../query/expressions.ts';

export const NAMED_EXAMPLES = 5;
export const LONGEST_VALUE = 60;

export interface Failures {
  readonly failing: number;
  readonly examples: readonly string[];
}

type RowTest = Extract<DataTest, { readonly kind: 'not_null' | 'accepted_values' | 'range' }>;

/** Rows of the days that break the rule; each is named by its key and the values in question. */
export function failingRows(
  reader: Reader,
  dataset: Dataset,
  test: RowTest,
  days: readonly BusinessDay[],
): Promise<Failures> {
  const columns = test.kind === 'not_null' ? test.columns : [test.column];
  const shown = columns.map(
    (name) => sql`${name}::text || ' = ' || coalesce(${textOf(dataset, name)}, 'null')`,
  );
  const example = sql`${keyText(dataset)} || ': ' || concat_ws(', ', ${join(shown)})`;
  return fetchFailures(
    reader,
    sql`select ${example} as example, 1 as rows from ${factTable(dataset)}
        where ${dayCondition(dataset, days)} and (${brokenRule(dataset, test)})`,
  );
}

function brokenRule(dataset: Dataset, test: RowTest): Sql {
  switch (test.kind) {
    case 'not_null':
      return sql`not (${join(
        test.columns.map((name) => sql`${identifier(name)} is not null`),
        ' and ',
      )})`;
    case 'accepted_values':
      return sql`${identifier(test.column)}::text <> all(${[...test.values]}::text[])`;
    case 'range': {
      const column = identifier(test.column);
      const isDate = dataset.columns[test.column]?.type === 'date';
      const typed = (bound: number | string) => (isDate ? sql`${bound}::date` : sql`${bound}::numeric`);
      const below = test.min === undefined ? sql`false` : sql`${column} < ${typed(test.min)}`;
      const above = test.max === undefined ? sql`false` : sql`${column} > ${typed(test.max)}`;
      return sql`${below} or ${above}`;
    }
  }
}

/** Rows whose combination of columns another row has, too; one of the two is a row of the days. */
export function failingUnique(
  reader: Reader,
  dataset: Dataset,
  columns: readonly string[],
  days: readonly BusinessDay[],
): Promise<Failures> {
  const fact = factTable(dataset);
  const names = join(columns.map((name) => identifier(name)));
  const complete = join(
    columns.map((name) => sql`${identifier(name)} is not null`),
    ' and ',
  );
  const ofDays = dayCondition(dataset, days);
  // A column of the day keeps the days apart; without it an older row may have the same values.
  const candidates = columns.includes(dataset.timeColumn)
    ? ofDays
    : sql`(${names}) in (select ${names} from ${fact} where ${ofDays})`;
  const values = join(columns.map((name) => textOf(dataset, name)));
  return fetchFailures(
    reader,
    sql`select concat_ws(' · ', ${values}) || ': × ' || count(*) as example, count(*) as rows
        from ${fact} where ${complete} and ${candidates} group by ${names} having count(*) > 1`,
  );
}

/** @param failing rows of `example` and `rows`, how many rows or values fail with it */
export async function fetchFailures(reader: Reader, failing: Sql): Promise<Failures> {
  const [row] = await reader.query<{ failing: string; examples: string[] }>(
    sql`with failing as materialized (${failing})
        select (select coalesce(sum(rows), 0) from failing)::text as failing,
               array(select example from failing order by example collate "C" limit ${NAMED_EXAMPLES}) as examples`,
  );
  return { failing: Number(row?.failing ?? 0), examples: row?.examples ?? [] };
}

function keyText(dataset: Dataset): Sql {
  const columns = keyOf(dataset) ?? [dataset.timeColumn];
  return sql`concat_ws(' · ', ${join(columns.map((name) => textOf(dataset, name)))})`;
}

/** A moment as it is where the dataset lives, not where the server is. */
function textOf(dataset: Dataset, name: string): Sql {
  const column = identifier(name);
  const isMoment = dataset.columns[name]?.type === 'timestamptz';
  const local = isMoment ? sql`(${column} at time zone ${literal(dataset.timeZone ?? 'UTC')})` : column;
  return sql`left(${local}::text, ${LONGEST_VALUE})`;
}
