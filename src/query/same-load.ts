import type { Dataset } from '../datasets/definition.ts';
import type { Reader } from '../db/database.ts';
import { identifier, sql } from '../db/sql.ts';
import type { LoadFileRow, LoadRunRow } from './etl-schema.ts';
import { factTable, fromDay, upToDay } from './expressions.ts';

/** What makes two files the same load: equal bytes, read by equal rules. */
export type FileIdentity = Pick<LoadFileRow, 'sha256' | 'rules'>;

export interface EarlierLoad {
  readonly id: LoadRunRow['id'];
  readonly finishedAt: Date;
}

/**
 * The last run that loaded exactly these files in this order, if loading them again would change nothing as far as
 * the books know: it succeeded and rejected no row, no later run changed one of its days, and each of its days
 * still has a row. What others than kpi did to rows of a day that is not empty is not known to the books.
 *
 * A file that was one of several is not found by itself: a later file of the same run may have overwritten its rows.
 */
export async function findSameLoad(
  reader: Reader,
  dataset: Dataset,
  ...files: readonly [FileIdentity, ...FileIdentity[]]
): Promise<EarlierLoad | undefined> {
  const [first] = files;
  const loaded = sql`touched.day`;
  const time = identifier(dataset.timeColumn);
  const [run] = await reader.query<EarlierLoad>(
    sql`select run.id, run.finished_at as "finishedAt"
        from etl.load_run as run
        where run.dataset = ${dataset.name} and run.status = 'loaded' and run.rows_rejected = 0
          and run.id in (select run_id from etl.load_file where sha256 = ${first.sha256} and rules = ${first.rules})
          and (select array_agg(sha256 || ' ' || rules order by position) from etl.load_file where run_id = run.id)
              = ${files.map(({ sha256, rules }) => `${sha256} ${rules}`)}
          and not exists (
            select from etl.load_day as touched
            join etl.load_day as later
              on later.dataset = touched.dataset and later.day = touched.day and later.run_id > run.id and later.changed
            where touched.run_id = run.id)
          and not exists (
            select from etl.load_day as touched
            where touched.run_id = run.id
              -- Ordered, so that it is one probe of the index; EXISTS may read the whole table for a day that is gone.
              and (select ${time} from ${factTable(dataset)}
                   where ${fromDay(dataset, loaded)} and ${upToDay(dataset, loaded)}
                   order by ${time} limit 1) is null)
        order by run.id desc
        limit 1`,
  );
  return run;
}
