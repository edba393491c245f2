import type { Dataset } from '../datasets/definition.ts';
import type { Transaction } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import type { DayMetrics } from '../query/day-metrics.ts';

/**
 * Keeps what a load changed of days that had rows before it: the metrics whose value is another number now
 * (1.50 is 1.5), or came to be or ceased to be defined. A day without rows before is new, not restated.
 * @param before metrics of the days of the load, from before it wrote
 * @param after the same days, from after it wrote; one that lacks here has no row any more
 * @returns how many were kept
 */
export async function recordRestatements(
  tx: Transaction,
  runId: string,
  { name }: Pick<Dataset, 'name'>,
  before: readonly DayMetrics[],
  after: readonly DayMetrics[],
): Promise<number> {
  const later = new Map(after.map(({ day, metrics }) => [day, metrics]));
  const pairs = before.flatMap(({ day, metrics }) =>
    Object.entries(metrics).map(([metric, value]) => {
      return { day, metric, before: value, after: later.get(day)?.[metric] ?? null };
    }),
  );
  // Equal text is an equal number; only the rest is worth sending.
  const suspects = pairs.filter((pair) => pair.before !== pair.after);
  if (suspects.length === 0) return 0;
  return tx.execute(
    sql`insert into etl.restatement (run_id, dataset, day, metric, before, after)
        select ${runId}, ${name}, day, metric, before, after
        from unnest(${suspects.map(({ day }) => day)}::date[], ${suspects.map(({ metric }) => metric)}::text[],
                    ${suspects.map((pair) => pair.before)}::numeric[], ${suspects.map((pair) => pair.after)}::numeric[])
             as suspect (day, metric, before, after)
        where before is distinct from after`,
  );
}
