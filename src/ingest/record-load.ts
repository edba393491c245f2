/** What a load that succeeds keeps about its files and days, written within its transaction. */
import type { BusinessDay } from '../analysis/calendar.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { Transaction } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import type { LoadedFile } from './load-file.ts';

/** A day that the files of a load hold. */
export interface TouchedDay {
  readonly day: BusinessDay;
  /** The load wrote or deleted a row of it. */
  readonly changed: boolean;
}

/** In the order in which they were loaded. */
export async function recordFiles(
  tx: Transaction,
  runId: string,
  files: readonly LoadedFile[],
): Promise<void> {
  for (const [index, file] of files.entries()) {
    await tx.execute(
      sql`insert into etl.load_file
            (run_id, position, name, bytes, sha256, rules, encoding, delimiter, header, formats, rows_read,
             rows_rejected)
          values (${runId}, ${index + 1}, ${file.name}, ${file.bytes}, ${file.sha256}, ${file.rules},
                  ${file.encoding}, ${file.delimiter}, ${file.header.replaceAll('\0', '␀')},
                  ${JSON.stringify(file.formats)}, ${file.rowsRead}, ${file.rowsRejected})`,
    );
  }
}

/** Each day once. */
export async function recordDays(
  tx: Transaction,
  runId: string,
  { name }: Pick<Dataset, 'name'>,
  days: readonly TouchedDay[],
): Promise<void> {
  await tx.execute(
    sql`insert into etl.load_day (run_id, dataset, day, changed)
        select ${runId}, ${name}, day, changed
        from unnest(${days.map(({ day }) => day)}::date[], ${days.map(({ changed }) => changed)}::boolean[])
             as touched (day, changed)`,
  );
}
