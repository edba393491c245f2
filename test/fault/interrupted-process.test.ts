import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql, type Sql } from '../../src/db/sql.ts';
import { useTemporaryFolder } from '../support/kpi.ts';
import { csvOf } from '../support/payment-rows.ts';
import { useTestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';
import { contentOf, isAtWork, runsOf, structureOf, WHOLE } from './support/fact-table.ts';
import { useKpiProcess } from './support/kpi-process.ts';
import { whileOpen } from './support/other-session.ts';
import { sleepInKeyBuild } from './support/slow-key.ts';
import { widePayments } from './support/wide-payments.ts';

const INTERRUPTED = 'interrupted: rolled back, nothing was written';
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

const ONE_ROW = `insert into bi.kpi_daily
  values ('2025-03-31', 'PJ', 'pos', 'normal', 'D1Anticipation', 'credit', 1, 1, 4, 2)`;

const { db, url } = useTestDatabase();
const cwd = await useTemporaryFolder();
const kpi = useKpiProcess(cwd, { DATABASE_URL: url });
const write = (text: string) => db.transaction((tx) => tx.runScript(text));
const read = db.readOnly.bind(db);
const comesTo = (condition: Sql) => until(() => read((reader) => isAtWork(reader, condition)));

beforeAll(async () => {
  await writeFile(join(cwd, 'file.csv'), csvOf([{ amount_transacted: '7.00' }, { product: 'new' }]));
});

/** Interrupts a load once the server is at `statement`; it has to be over with soon, and without a trace. */
async function interrupt(
  signal: (typeof SIGNALS)[number],
  statement: Sql,
  file = 'file.csv',
  input = '',
): Promise<void> {
  const before = await read(contentOf);
  const { child, ended } = kpi('ingest', file);
  child.stdin.write(input);
  await comesTo(statement);
  child.kill(signal);
  expect(await ended).toEqual({ code: 130, stdout: '', stderr: `error: ${INTERRUPTED}\n` });
  // It is not only given up by us: no statement goes on, and no lock is kept.
  expect(await read(isAtWork)).toBe(false);
  expect(await read(contentOf)).toEqual(before);
  expect(await read(structureOf)).toEqual(WHOLE);
  expect((await read(runsOf)).at(-1)).toEqual({ status: 'failed', error: INTERRUPTED });
}

describe.each(SIGNALS)('%s', (signal) => {
  beforeEach(() => write('truncate bi.kpi_daily, etl.load_run'));

  it('while rows are copied', () => interrupt(signal, sql`query ilike 'copy %'`, '-', widePayments(3000)));

  it('while the key of a filled table is built', async () => {
    const wake = await sleepInKeyBuild(db);
    await interrupt(signal, sql`wait_event = 'PgSleep'`);
    await wake();
  });

  it('while rows are merged', async () => {
    await write(ONE_ROW);
    await whileOpen(url, 'lock table bi.kpi_daily in share mode', () =>
      interrupt(signal, sql`query ilike 'update %' and wait_event_type = 'Lock'`),
    );
  });

  it('while it waits for another load', async () => {
    const turn = `select pg_advisory_xact_lock(hashtextextended('kpi:load:payments', 0))`;
    await whileOpen(url, turn, async () => {
      const { child, ended } = kpi('ingest', 'file.csv');
      await comesTo(sql`wait_event = 'advisory'`);
      child.kill(signal);
      const waiting = 'another load of this dataset is at work; waiting for it to end';
      expect(await ended).toEqual({ code: 130, stdout: '', stderr: `${waiting}\nerror: ${INTERRUPTED}\n` });
      expect(await read(isAtWork)).toBe(false);
    });
    expect(await read(runsOf)).toEqual([]);
  });
});
