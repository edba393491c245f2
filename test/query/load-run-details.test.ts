import { expect, it } from 'vitest';
import { fetchLoadRunDetails } from '../../src/query/load-run-details.ts';
import { bookRun, loadedFile } from '../support/load-books.ts';
import { useTestDatabase } from '../support/test-database.ts';

const { db } = useTestDatabase();

it('has a day that two files of a run hold once, as changed where one of them changed it', async () => {
  const id = await bookRun(db, {
    dataset: 'shop',
    files: [loadedFile(), loadedFile({ sha256: 'b'.repeat(64) })],
    days: [
      { '2025-01-01': false, '2025-01-02': true },
      { '2025-01-02': false, '2025-01-03': false },
    ],
  });
  const { days } = await db.readOnly((reader) => fetchLoadRunDetails(reader, id));
  expect(days).toEqual({ touched: ['2025-01-01', '2025-01-02', '2025-01-03'], changed: ['2025-01-02'] });
});
