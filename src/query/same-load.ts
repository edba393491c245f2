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

/** Whether a file of that many bytes was ever loaded by these rules. */
export async function hasFileOfSize(reader: Reader, rules: string, bytes: number): Promise<boolean> {
  const [row] = await reader.query<{ known: boolean }>(
    sql`select exists (select from etl.load_file where rules = ${rules} and bytes = ${bytes}) as known`,
  );
  return row?.known === true;
}

/**
 * The last run that loaded this file, if loading it again would change nothing as far as the books know: the run
 * succeeded and rejected no row of it, no file after it changed one of its days, and each of its days still has a row.
 * What others than kpi did to rows of a day that is not empty is not known to the books: to count and add up 2 M rows
 * takes 0.05 of what psql needs to copy them (2026-11), and all of the skip may take 0.1.
 * @param following hashes of the files that are to be loaded behind this one: what they changed, they would again
 */
export async function findSameLoad(
  reader: Reader,
  dataset: Dataset,
  { sha256, rules }: FileIdentity,
  following: readonly string[] = [],
): Promise<EarlierLoad | undefined> {
  const loaded = sql`touched.day`;
  const time = identifier(dataset.timeColumn);
  const [run] = await reader.query<EarlierLoad>(
    sql`select run.id, run.finished_at as "finishedAt"
        from etl.load_run as run
        join etl.load_file as file on file.run_id = run.id
        where run.dataset = ${dataset.name} and run.status = 'loaded'
          and file.sha256 = ${sha256} and file.rules = ${rules} and file.rows_rejected = 0
          and not exists (
            select from etl.load_day as touched
            join etl.load_day as later
              on later.dataset = touched.dataset and later.day = touched.day and later.changed
                 and (later.run_id, later.position) > (touched.run_id, touched.position)
            join etl.load_file as other on other.run_id = later.run_id and other.position = later.position
            where touched.run_id = file.run_id and touched.position = file.position
              and not (other.rules = ${rules} and other.sha256 = any(${[...following]}::text[])))
          and not exists (
            select from etl.load_day as touched
            where touched.run_id = file.run_id and touched.position = file.position
              -- Ordered, so that it is one probe of the index; EXISTS may read the whole table for a day that is gone.
              and (select ${time} from ${factTable(dataset)}
                   where ${fromDay(dataset, loaded)} and ${upToDay(dataset, loaded)}
                   order by ${time} limit 1) is null)
        order by run.id desc, file.position desc
        limit 1`,
  );
  return run;
}
