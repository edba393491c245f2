import { toDay } from '../../src/analysis/calendar.ts';
import type { Database } from '../../src/db/database.ts';
import { startLoadRun } from '../../src/ingest/load-run.ts';
import { recordRestatements } from '../../src/ingest/record-restatements.ts';
import { bookRun, loadedFile, rejectedRow } from '../support/load-books.ts';

/** Runs 1 to 4: loaded with rejected rows, failed, loaded and restating, at work. */
export async function fillBooks(db: Database): Promise<void> {
  await bookRun(db, {
    dataset: 'orders',
    sources: ['in/march.csv', '(standard input)'],
    counts: {
      rowsRead: 1_234_567,
      inserted: 1_234_000,
      unchanged: 560,
      collapsed: 4,
      firstDay: '2025-03-01',
      lastDay: '2025-03-02',
    },
    files: [
      loadedFile({
        name: 'in/march.csv',
        bytes: 98_765_432,
        rowsRead: 1_234_560,
        rowsRejected: 2,
        delimiter: ';',
        encoding: 'windows-1252',
      }),
      loadedFile({
        name: '(standard input)',
        sha256: 'b'.repeat(64),
        rowsRead: 7,
        rowsRejected: 1,
        delimiter: '\t',
      }),
    ],
    days: { '2025-03-01': true, '2025-03-02': false },
    rejected: [
      rejectedRow(17, '2025-03-01;a;Norte;abc', { file: 'in/march.csv' }),
      rejectedRow(900_001, '"x\ny";a', {
        file: 'in/march.csv',
        rejections: [
          {
            line: 900_001,
            column: null,
            value: '"x\n\u001b[31my";a',
            rule: 'must have 4 fields like the header, has 2',
          },
        ],
      }),
      rejectedRow(3, '2025-03-01\tc\tOeste\t1', {
        file: '(standard input)',
        rejections: [{ line: 3, column: 'region', value: 'Oeste', rule: 'must be one of Norte, Sul' }],
      }),
    ],
  });
  const failed = await startLoadRun(db, { dataset: 'orders', sources: ['bad.csv'], toolVersion: '1.2.3' });
  await failed.fail(
    new Error('bad.csv: nothing was loaded:\n  bad.csv:2: day "\u001b[31m": must be a calendar date'),
    undefined,
    [rejectedRow(2, 'x', { file: 'bad.csv' })],
  );
  const third = await startLoadRun(db, {
    dataset: 'payments',
    sources: ['march.csv'],
    toolVersion: '1.2.3',
    mode: 'replace',
    replays: '1',
  });
  await db.transaction(async (tx) => {
    const day = toDay('2025-03-01');
    const metrics = (total: string | null, transactions: string, ticket: string | null) => [
      { day, metrics: { tpv: total, transactions, average_ticket: ticket } },
    ];
    await recordRestatements(
      tx,
      third.id,
      { name: 'payments' },
      metrics('1000.00', '0', null),
      metrics('1250.50', '5', '250.1'),
    );
    const results = [
      {
        name: 'range(amount)',
        kind: 'range',
        severity: 'warn',
        status: 'warn',
        rule: '',
        failing: 2,
        examples: ['2025-03-01, a: 150', '2025-03-02, b: 170'],
      },
      {
        name: 'freshness',
        kind: 'freshness',
        severity: 'fail',
        status: 'ok',
        rule: '',
        failing: 0,
        examples: [],
      },
    ] as const;
    const counts = {
      rowsRead: 3,
      inserted: 0,
      updated: 2,
      unchanged: 0,
      deleted: 5,
      collapsed: 0,
      rejected: 1,
      firstDay: '2025-03-01',
      lastDay: '2025-03-01',
    };
    await third.finish(tx, counts, { results, days: [day] });
  });
  await startLoadRun(db, { dataset: 'orders', sources: ['now.csv'], toolVersion: '1.2.3' });
}
