/** What a load that succeeds keeps about its files and days, written within its transaction. */
import type { BusinessDay } from '../analysis/calendar.ts';
import type { Dataset } from '../datasets/definition.ts';
import type { Transaction } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import type { LoadedFile } from './load-file.ts';

export interface TouchedDays {
  /** Days that the file holds. */
  readonly days: readonly BusinessDay[];
  /** Days of which loading it wrote or deleted a row. */
  readonly changedDays: ReadonlySet<BusinessDay>;
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

/** @param files in the order in which they were loaded */
export async function recordDays(
  tx: Transaction,
  runId: string,
  { name }: Pick<Dataset, 'name'>,
  files: readonly TouchedDays[],
): Promise<void> {
  const rows = files.flatMap(({ days, changedDays }, index) => {
    const touched = new Set([...days, ...changedDays]);
    return [...touched].map((day) => ({ position: index + 1, day, changed: changedDays.has(day) }));
  });
  await tx.execute(
    sql`insert into etl.load_day (run_id, position, dataset, day, changed)
        select ${runId}, position, ${name}, day, changed
        from unnest(${rows.map(({ position }) => position)}::integer[], ${rows.map(({ day }) => day)}::date[],
                    ${rows.map(({ changed }) => changed)}::boolean[]) as touched (position, day, changed)`,
  );
}
