import type { BusinessDay } from '../analysis/calendar.ts';
import type { SegmentKey } from '../analysis/alert.ts';
import type { Dataset, MonthTarget } from '../datasets/definition.ts';
import type { Reader } from '../db/database.ts';
import { identifier, join, sql } from '../db/sql.ts';
import { ConfigError } from '../errors.ts';
import { fetchTable } from './table-columns.ts';

const COLUMNS = ['metric', 'month', 'target'];

/** Exact decimal texts. */
export interface MonthTargets {
  /** Of the whole dataset, by metric. */
  readonly whole: ReadonlyMap<string, string>;
  /** Of segments: by metric, the largest first. */
  readonly segments: readonly SegmentTarget[];
}

export interface SegmentTarget {
  readonly metric: string;
  /** Dimensions, in the order of the definition, and a value of each. */
  readonly by: readonly string[];
  readonly segment: SegmentKey;
  readonly value: string;
}

/**
 * What the metrics of a dataset should come to in a month: from its definition, or from the table that it names. Of
 * several rows there for one metric and segment the sum; rows of other datasets and of metrics that it does not have
 * are passed over.
 * @param month its first day
 * @throws ConfigError when the table or one of its columns is not there
 */
export async function fetchMonthTargets(
  reader: Reader,
  dataset: Dataset,
  month: BusinessDay,
): Promise<MonthTargets> {
  const { targets = [] } = dataset;
  const found =
    'table' in targets
      ? await fetchRows(reader, dataset, targets.table, month)
      : targets.filter((target) => target.month === month.slice(0, 7));
  return sorted(dataset, found);
}

type FoundTarget = Pick<MonthTarget, 'metric' | 'value' | 'segment'>;

function sorted({ metrics, dimensions }: Dataset, found: readonly FoundTarget[]): MonthTargets {
  const names = Object.keys(metrics);
  const all = found.map(({ metric, value, segment = {} }): SegmentTarget => {
    const by = Object.keys(dimensions).filter((dimension) => dimension in segment);
    return { metric, by, segment: by.map((dimension) => segment[dimension] ?? ''), value };
  });
  const size = ({ value }: SegmentTarget) => Math.abs(Number(value));
  return {
    whole: new Map(all.flatMap(({ metric, by, value }) => (by.length === 0 ? [[metric, value]] : []))),
    segments: all
      .filter(({ by }) => by.length > 0)
      .sort((a, b) => names.indexOf(a.metric) - names.indexOf(b.metric) || size(b) - size(a)),
  };
}

async function fetchRows(
  reader: Reader,
  { name, metrics, dimensions }: Dataset,
  table: { readonly schema: string; readonly name: string },
  month: BusinessDay,
): Promise<FoundTarget[]> {
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
  const known = Object.keys(dimensions).filter((dimension) => columns.includes(dimension));
  const values = known.map((dimension) => sql`nullif(${identifier(dimension)}::text, '')`);
  const grouping = join([sql`metric`, ...values]);
  const rows = await reader.query<{ metric: string; target: string; segment: (string | null)[] }>(
    sql`select metric::text as metric, sum(target::numeric)::text as target, array[${join(values)}]::text[] as segment
from ${identifier(table.schema, table.name)}
where month = ${month}::date and ${ofDataset}
  and target is not null and metric::text = any(${Object.keys(metrics)}::text[])
group by ${grouping}
order by ${grouping}`,
  );
  return rows.map(({ metric, target, segment }) => ({
    metric,
    value: target,
    segment: Object.fromEntries(
      known.flatMap((dimension, index) => {
        const value = segment[index] ?? null;
        return value === null ? [] : [[dimension, value] as const];
      }),
    ),
  }));
}
