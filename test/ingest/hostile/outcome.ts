/** What becomes of a hostile file. */
import type { Database } from '../../../src/db/database.ts';
import { sql } from '../../../src/db/sql.ts';
import { KpiError } from '../../../src/errors.ts';
import { loadSources, type LoadOptions, type LoadResult } from '../../../src/ingest/load.ts';
import type { Source } from '../../../src/ingest/source.ts';
import { SILENT } from '../../support/load-events.ts';
import { SALES } from './sales-dataset.ts';

export type SalesRow = readonly [
  day: string,
  shop: string,
  amount: string,
  items: number | null,
  note: string | null,
];
/** One broken rule; a row may break several. The column is null where the rule is about the row as a whole. */
export type BrokenRule = readonly [line: number, column: string | null, value: string, rule: string];

export interface Outcome {
  /** By day and shop, those that go into the table where wrong ones are put aside. */
  readonly rows?: readonly SalesRow[];
  readonly rejected?: readonly BrokenRule[];
  /** The file cannot be loaded, with whatever policy: the message and the next step. */
  readonly error?: readonly [message: string, hint: string];
  /** What the user is told about the file, in order. */
  readonly notes?: readonly string[];
}

/** Loads the file with wrong rows put aside. */
export async function outcomeOf(
  db: Database,
  source: Source,
  options: Partial<LoadOptions> = {},
): Promise<Outcome> {
  const notes: string[] = [];
  const events = {
    ...SILENT,
    onNote: (note: string) => void notes.push(note),
    onExtraColumns: (_: Source, headers: readonly string[]) =>
      void notes.push(`left out: ${JSON.stringify(headers)}`),
  };
  const told = () => (notes.length > 0 ? { notes } : {});
  const rejects = { onError: 'quarantine', maxErrors: 1000, maxErrorRate: 1 } as const;
  let result: LoadResult;
  try {
    const always = { dryRun: false, toolVersion: 'test', rejects };
    result = await loadSources(db, SALES, [source], { ...always, ...options }, events);
  } catch (error) {
    if (!(error instanceof KpiError)) throw error;
    return { error: [error.message, error.hint ?? ''], ...told() };
  }
  const rejected = result.rejectedRows.flatMap(({ rejections }) =>
    rejections.map(({ line, column, value, rule }): BrokenRule => [line, column, value, rule]),
  );
  assertCounted(result);
  return { rows: await stored(db), ...(rejected.length > 0 ? { rejected } : {}), ...told() };
}

/** Every row that was read is in the table or put aside. */
function assertCounted({ rowsRead, inserted, updated, unchanged, collapsed, rejected }: LoadResult): void {
  const sum = inserted + updated + unchanged + collapsed + rejected;
  if (rowsRead !== sum) throw new Error(`${rowsRead} rows were read, and ${sum} are accounted for`);
}

export async function stored(db: Database): Promise<SalesRow[]> {
  const rows = await db.readOnly((reader) =>
    reader.query<{ day: string; shop: string; amount: string; items: number | null; note: string | null }>(
      sql`select day, shop, amount, items, note from sales where shop <> 'before' order by day, shop collate "C"`,
    ),
  );
  return rows.map(({ day, shop, amount, items, note }) => [day, shop, amount, items, note]);
}
