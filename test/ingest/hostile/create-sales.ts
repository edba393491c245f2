import { beforeAll } from 'vitest';
import type { Database } from '../../../src/db/database.ts';
import { createTableSql } from '../../../src/schema/create-table-sql.ts';
import { SALES } from './sales-dataset.ts';

/** Makes the table before the tests of the file that calls it. */
export function createSales(db: Database): void {
  const { table, columns, timeColumn } = SALES;
  const texts = Object.entries(columns).map(([name, column]) => ({ name, column, comment: '' }));
  const statements = createTableSql({ ...table, columns: texts, timeColumn, key: ['day', 'shop'] });
  beforeAll(() => db.transaction((tx) => tx.runScript(statements)));
}
