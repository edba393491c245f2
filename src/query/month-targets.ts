import type { BusinessDay } from '../analysis/calendar.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { Reader } from '../db/database.ts';
import { identifier, sql } from '../db/sql.ts';
import { ConfigError } from '../errors.ts';
import { fetchTable } from './table-columns.ts';

const COLUMNS = ['metric', 'month', 'target'];

/**
 * What the metrics of a dataset should come to in a month, exact, by metric: from its definition, or from the table
 * that it names. Of several rows there for one metric the sum; rows of other datasets and of metrics that it does not
 * have are passed over.
 * @param month its first day
 * @throws ConfigError when the table or one of its columns is not there
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
  const { table } = targets;
  const shape = await fetchTable(reader, { table });
  const columns = shape?.columns.map((column) => column.name) ?? [];
  const lacking = COLUMNS.filter((column) => !columns.includes(column));
  if (lacking.length > 0) {
    const what = shape === undefined ? 'does not exist' : `has no column ${lacking.join(', ')}`;
    throw new ConfigError(`the table of targets ${table.schema}.${table.name} ${what}`, {
      hint: 'give it the columns metric, month (its first day) and target, or correct targets in kpi.yaml',
    });
  }
  const ofDataset = columns.includes('dataset') ? sql`coalesce(dataset::text, ${name}) = ${name}` : sql`true`;
  const rows = await reader.query<{ readonly metric: string; readonly target: string }>(
    sql`select metric::text as metric, sum(target::numeric)::text as target
from ${identifier(table.schema, table.name)}
where month = ${month}::date and ${ofDataset}
  and target is not null and metric::text = any(${Object.keys(metrics)}::text[])
group by metric
order by metric`,
  );
  return new Map(rows.map(({ metric, target }) => [metric, target]));
}
