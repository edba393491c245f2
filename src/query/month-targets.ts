import type { BusinessDay } from '../analysis/calendar.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { Reader } from '../db/database.ts';
import { identifier, sql } from '../db/sql.ts';

/**
 * What the metrics of a dataset should come to in a month, exact, by metric: from its definition, or from the table
 * that it names. Of several rows there for one metric the sum; rows of metrics that it does not have are passed over.
 * @param month its first day
 */
export async function fetchMonthTargets(
  reader: Reader,
  { name, metrics, targets = [] }: Dataset,
  month: BusinessDay,
): Promise<ReadonlyMap<string, string>> {
  if (!('table' in targets)) {
    const ofMonth = targets.filter((target) => target.month === month.slice(0, 7));
    return new Map(ofMonth.map(({ metric, value }) => [metric, value]));
  }
  const { schema, name: table } = targets.table;
  // By way of JSON, so that the table may have a column `dataset` or not.
  const rows = await reader.query<{ readonly metric: string; readonly target: string }>(
    sql`select metric::text as metric, sum(target::numeric)::text as target
from ${identifier(schema, table)} as targets
where month = ${month}::date
  and coalesce(to_jsonb(targets) ->> 'dataset', ${name}) = ${name}
  and target is not null and metric::text = any(${Object.keys(metrics)}::text[])
group by metric
order by metric`,
  );
  return new Map(rows.map(({ metric, target }) => [metric, target]));
}
