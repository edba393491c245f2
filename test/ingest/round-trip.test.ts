import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { sql } from '../../src/db/sql.ts';
import { loadSources } from '../../src/ingest/load.ts';
import { SILENT } from '../support/load-events.ts';
import { useTestDatabase } from '../support/test-database.ts';
import { bytesSource } from '../support/text-source.ts';
import { writtenTable, type Row, type WrittenTable } from './support/written-table.ts';

const { db } = useTestDatabase();
const run = (script: string) => db.transaction((tx) => tx.runScript(script));

beforeAll(() =>
  run(`create table sample (day date, seq integer, shop text not null, amount numeric(18,4) not null, items integer,
         at timestamptz, flag boolean, note text, primary key (day, seq))`),
);

const stored = () =>
  db.readOnly((reader) =>
    reader.query<Row>(
      sql`select day, seq, shop, amount, items, to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') as at, flag, note
          from sample where seq >= 0 order by seq`,
    ),
  );

function load({ dataset, bytes, encoding, chunkBytes }: WrittenTable) {
  const options = { dryRun: false, toolVersion: 'test', force: true, read: { encoding } };
  return loadSources(db, dataset, [bytesSource(bytes, 'x.csv', chunkBytes)], options, SILENT);
}

it('any table comes back from the database as it was, in whatever dialect it was written', async () => {
  await fc.assert(
    fc.asyncProperty(writtenTable, async (table) => {
      const count = table.rows.length;
      await run('truncate sample');
      expect(await load(table)).toMatchObject({ rowsRead: count, inserted: count, rejected: 0 });
      expect(await stored()).toEqual(table.rows);
      expect(await load(table)).toMatchObject({ inserted: 0, updated: 0, unchanged: count });
      expect(await stored()).toEqual(table.rows);

      // Into a table that holds other rows, and one of these with another value.
      await run(`delete from sample where seq > 0; update sample set amount = amount + 1;
                 insert into sample values ('2031-12-25', -1, 'before', 0)`);
      expect(await load(table)).toMatchObject({ inserted: count - 1, updated: 1, unchanged: 0 });
      expect(await stored()).toEqual(table.rows);
    }),
    { numRuns: 50 },
  );
});
