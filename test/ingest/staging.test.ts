import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Database, Transaction } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';
import { loadSources } from '../../src/ingest/load.ts';
import type { Source } from '../../src/ingest/source.ts';
import { shop, SHOP_TABLE } from '../data-tests/shop.ts';
import { SILENT } from '../support/load-events.ts';
import { useTestDatabase } from '../support/test-database.ts';
import { textSource } from '../support/text-source.ts';

const ROLES = readFileSync(join(import.meta.dirname, '../../sql/roles.sql'), 'utf8');
const { db } = useTestDatabase();
const HEADER = 'day,city,amount,checked,note\n';
const ROWS = 5;
const rowsWith = (note: string) =>
  Array.from({ length: ROWS }, (_, index) => `2025-01-01,c${index},${index},,${note}\n`).join('');
const SMALL = textSource(HEADER + rowsWith(''), 'small.csv');
/** Of more than 16 MiB, nearly all of them in a column that is left out. */
const large = (): Source => {
  const wide = Array.from({ length: 20 }, (_, index) => `2025-01-01,c${index % ROWS},${index % ROWS},,`);
  return textSource(
    HEADER + wide.map((row) => `${row}${'x'.repeat(900_000)}\n`).join(''),
    'large.csv',
    1 << 18,
  );
};

/** Roles belong to the whole server: everything happens in one transaction, which is rolled back. */
async function asWriter(
  work: (writer: Database, tx: Transaction) => Promise<void>,
  change = '',
): Promise<void> {
  await db.transaction(
    async (tx) => {
      await tx.runScript(`${SHOP_TABLE}; ${ROLES}; ${change}; set local role kpi_writer`);
      await work({ ...db, transaction: (inner) => inner(tx), readOnly: (inner) => inner(tx) }, tx);
    },
    { rehearse: true },
  );
}
const load = (writer: Database, source: Source) =>
  loadSources(
    writer,
    shop([]),
    [source],
    { dryRun: false, toolVersion: 'test', onDuplicate: 'last', force: true },
    SILENT,
  );
const stagingTables = (tx: Transaction) =>
  tx.query(sql`select relname from pg_class where relname like 'kpi_staging%'`);

describe('a user with the rights of sql/roles.sql and no others', () => {
  it.each([
    ['small', () => SMALL, 0],
    ['large', large, 15],
  ] as const)('loads a %s file into an empty table and into another one', async (_, source, collapsed) => {
    await asWriter(async (writer, tx) => {
      expect(await load(writer, source())).toMatchObject({ inserted: ROWS, collapsed });
      expect(await load(writer, source())).toMatchObject({ inserted: 0, unchanged: ROWS, collapsed });
      expect(await stagingTables(tx)).toEqual([]);
    });
  });

  it('needs no right to make tables, even for a large file', async () => {
    await asWriter(async (writer, tx) => {
      expect(await load(writer, large())).toMatchObject({ inserted: ROWS });
      expect(await stagingTables(tx)).toEqual([]);
    }, 'revoke create on schema etl from kpi_writer');
  });
});

describe('staging tables', () => {
  it('are gone when the load is, also for a large file', async () => {
    await db.transaction((tx) =>
      tx.runScript(`${SHOP_TABLE}; insert into bi.shop values ('2025-01-01', 'c0')`),
    );
    expect(await load(db, large())).toMatchObject({ inserted: ROWS - 1, updated: 1 });
    const left = await db.readOnly((reader) =>
      reader.query(sql`select relname from pg_class where relname ~ '^kpi_(staging|delta|summed)'`),
    );
    expect(left).toEqual([]);
  });
});
