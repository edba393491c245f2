/** From a file with wrong rows to a table that has all of them, by nothing but commands. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sql } from '../../src/db/sql.ts';
import { kpi, useTemporaryFolder } from '../support/kpi.ts';
import { csvOf } from '../support/payment-rows.ts';
import { useTestDatabase } from '../support/test-database.ts';

const { db, url } = useTestDatabase();
const cwd = await useTemporaryFolder();
const run = (...argv: string[]) => kpi(argv, { cwd, env: { DATABASE_URL: url } });
const json = async (...argv: string[]) => {
  const { code, stdout } = await run(...argv, '--json');
  expect(code).toBe(0);
  return JSON.parse(stdout) as unknown;
};
const amounts = async () =>
  (
    await db.readOnly((reader) =>
      reader.query<{ text: string }>(
        sql`select product || ' ' || amount_transacted as text from bi.kpi_daily order by 1`,
      ),
    )
  ).map(({ text }) => text);

it('rejects, corrects and replays, also far down in a file, and the next report tells what was restated', async () => {
  const text = csvOf([
    { date: '2025-03-30', product: 'a', amount_transacted: '10.50' },
    { date: '2025-03-30', product: 'b', amount_transacted: '1.234' },
    { date: '2025-03-30', product: 'c, "d"', amount_transacted: 'abc' },
  ]);
  const lines = text.split('\n');
  // More empty lines than a reader looks at to find out the format.
  lines.splice(3, 0, '\n'.repeat(1_200_000));
  await writeFile(join(cwd, 'march.csv'), lines.join('\n'));

  expect(
    await json('ingest', 'march.csv', '--on-error', 'quarantine', '--max-error-rate', '1'),
  ).toMatchObject({
    rowsRead: 3,
    inserted: 1,
    rejected: 2,
    rejectedFiles: ['march.csv.rejected.csv'],
  });
  const file = join(cwd, 'march.csv.rejected.csv');
  const rejected = await readFile(file, 'utf8');
  expect((await run('runs', 'rejects', '1', '--csv')).stdout).toBe(rejected);
  expect(rejected).toMatch(/^1,march\.csv,3,amount_transacted,/m);
  expect(rejected).toMatch(/^1,march\.csv,1200005,amount_transacted,/m);

  // 1.234 was no amount of this file, and a replay of two rows does not take it for 1234.
  expect(await json('runs', 'replay', '1')).toMatchObject([{ runId: '2', inserted: 0, rejected: 2 }]);
  expect(await readFile(file, 'utf8')).toBe(rejected.replaceAll(/^1,/gm, '2,'));
  await writeFile(file, (await readFile(file, 'utf8')).replace('1.234', '1.23').replace(',abc,', ',7,'));
  expect(await json('runs', 'replay', '2')).toMatchObject([{ runId: '3', inserted: 2, rejected: 0 }]);
  expect(await amounts()).toEqual(['a 10.50', 'b 1.23', 'c, "d" 7.00']);
  expect(await json('runs', 'show', '3')).toMatchObject({
    replays: '2',
    days: { touched: ['2025-03-30'], changed: ['2025-03-30'] },
    restatements: [
      { metric: 'average_ticket' },
      { metric: 'tpv', before: '10.50', after: '18.73' },
      { metric: 'transactions' },
    ],
  });

  await writeFile(join(cwd, 'next.csv'), csvOf([{ date: '2025-03-31' }]));
  await json('ingest', 'next.csv');
  expect(await json('report', '--date', '2025-03-31')).toMatchObject({
    restatements: {
      items: [{ day: '2025-03-30', metric: 'tpv', before: '10.50', after: '18.73' }, {}, {}],
      more: 0,
    },
  });
  await writeFile(join(cwd, 'later.csv'), csvOf([{ date: '2025-04-01' }]));
  await json('ingest', 'later.csv');
  expect(await json('report', '--date', '2025-04-01')).not.toHaveProperty('restatements');
});
