import type { Transaction } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import type { BookedRejection } from '../query/rejected-rows.ts';
import type { RejectedRow } from './rejected-row.ts';

/** One statement holds this many: 10,000 rows in three round trips, and a large row is no large message. */
const ROWS_PER_STATEMENT = 4096;

/** Puts the rows aside for good, in the order given. Once per run. */
export async function recordRejectedRows(
  tx: Transaction,
  runId: string,
  rows: readonly RejectedRow[],
): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const booked = rows.slice(start, start + ROWS_PER_STATEMENT).map(bookedRejection);
    await tx.execute(
      sql`insert into etl.rejected_row (run_id, position, file, line, column_name, value, rule, raw)
          select ${runId}, ${start} + position, file, line, column_name, value, rule, raw
          from unnest(${booked.map(({ file }) => file)}::text[], ${booked.map(({ line }) => line)}::bigint[],
                      ${booked.map(({ column }) => column)}::text[], ${booked.map(({ value }) => value)}::text[],
                      ${booked.map(({ rule }) => rule)}::text[], ${booked.map(({ raw }) => raw)}::text[])
               with ordinality as row (file, line, column_name, value, rule, raw, position)`,
    );
  }
}

/** A row as the books have it: with the first rule that it breaks, and without what text cannot hold in SQL. */
export function bookedRejection({ file, line, rejections, raw }: RejectedRow): BookedRejection {
  const [first] = rejections;
  if (first === undefined) throw new RangeError(`${file}:${line} is rejected without a rule`);
  const { column, value, rule } = first;
  return { file, line, column, value: withoutNul(value), rule: withoutNul(rule), raw: withoutNul(raw) };
}

function withoutNul(text: string): string {
  return text.replaceAll('\0', '␀');
}
