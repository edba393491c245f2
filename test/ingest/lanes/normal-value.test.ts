/** The tests of the lanes compare values without a server; here it says that their comparison is its own. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Transaction } from '../../../src/db/database.ts';
import { identifier, join, literal, sql } from '../../../src/db/sql.ts';
import { copyLine } from '../../../src/ingest/lanes/copy-field.ts';
import { sqlType } from '../../../src/schema/sql-type.ts';
import { inPieces } from '../../support/streams.ts';
import { useTestDatabase } from '../../support/test-database.ts';
import { bytesOf, laneCase, type LaneCase } from './support/lane-case.ts';
import { read, valuesOf, type Reading } from './support/two-lanes.ts';

const { db } = useTestDatabase();
const TAB = { delimiter: 0x09, lineEnd: '\n' } as const;

/** What the server has of these rows, as text, in their order. */
async function stored(
  tx: Transaction,
  { dataset }: LaneCase,
  columns: readonly string[],
  { form, output }: Pick<Reading, 'form' | 'output'>,
): Promise<object[]> {
  const names = join(columns.map((name) => identifier(name)));
  const types = columns.map((name) => {
    const column = dataset.columns[name];
    return column === undefined ? '' : `${identifier(name).compile().text} ${sqlType(column)}`;
  });
  await tx.runScript(
    `drop table if exists pg_temp.given; create temporary table given (${types.join(', ')})`,
  );
  await tx.execute(sql`set local time zone ${literal(dataset.timeZone ?? 'UTC')}`);
  const delimiter = literal(String.fromCharCode(form.delimiter));
  await tx.copyIn(
    sql`copy pg_temp.given (${names}) from stdin (delimiter ${delimiter}, null '')`,
    inPieces(output.length === 0 ? [] : [output]),
  );
  const texts = columns.map((name) => sql`${identifier(name)}::text`);
  return tx.query(sql`select ${join(texts)} from pg_temp.given order by ctid`);
}

it('both lanes and the comparison of the tests mean the same values to PostgreSQL', async () => {
  await fc.assert(
    fc.asyncProperty(laneCase(40), async (one) => {
      const bytes = bytesOf(one);
      const both = read(one, bytes, one.chunks, false);
      const slow = read(one, bytes, [bytes.length], true);
      const normal = valuesOf(one, both);
      const lines = normal.map((row) =>
        copyLine(
          both.columns.map((name) => row[name] ?? null),
          TAB,
        ),
      );
      await db.transaction(async (tx) => {
        const rows = await stored(tx, one, both.columns, both);
        expect(rows).toEqual(await stored(tx, one, both.columns, slow));
        const normalRows = { form: TAB, output: Buffer.from(lines.join('')) };
        expect(rows).toEqual(await stored(tx, one, both.columns, normalRows));
        const shown = (name: string) => one.dataset.columns[name]?.type !== 'timestamptz';
        const plain = (row: object) => Object.entries(row).filter(([name]) => shown(name));
        expect(rows.map(plain)).toEqual(normal.map(plain));
      });
    }),
    { numRuns: 60 },
  );
});
