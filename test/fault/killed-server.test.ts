import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isRunning } from '../../src/db/embedded/process-identity.ts';
import { serverStatus } from '../../src/db/embedded/server-status.ts';
import type { Database } from '../../src/db/database.ts';
import { sql, type Sql } from '../../src/db/sql.ts';
import { openDatabase } from '../support/open-database.ts';
import { useTemporaryFolder } from '../support/kpi.ts';
import { csvOf } from '../support/payment-rows.ts';
import { until } from '../support/until.ts';
import { contentOf, isAtWork, runsOf, structureOf, WHOLE } from './support/fact-table.ts';
import { useKpiProcess, type KpiProcess } from './support/kpi-process.ts';
import { whileOpen } from './support/other-session.ts';
import { sleepInKeyBuild } from './support/slow-key.ts';
import { LARGE, widePayments } from './support/wide-payments.ts';

const DEAD = 'the process ended before the load did';
const BROKEN =
  /^error: embedded PostgreSQL on 127\.0\.0\.1:\d+: the (connection was (lost|cut)|server crashed|server was shut down) \(.*\) — .*\n$/;

/** One that is ours to kill: PostgreSQL restarts as a whole when one of its processes dies. */
const cwd = await useTemporaryFolder();
const home = join(cwd, '.kpi');
const kpi = useKpiProcess(cwd, { KPI_HOME: home });
const run = async (...argv: string[]) => {
  const { child, ended } = kpi(...argv);
  child.stdin.end();
  return ended;
};
let url = '';
let db: Database;
const write = (text: string) => db.transaction((tx) => tx.runScript(text));

const ONE_ROW = `insert into bi.kpi_daily
  values ('2025-03-31', 'PJ', 'pos', 'normal', 'D1Anticipation', 'credit', 1, 1, 4, 2)`;

beforeAll(async () => {
  await writeFile(join(cwd, 'file.csv'), csvOf([{ amount_transacted: '7.00' }, { product: 'new' }]));
  await writeFile(join(cwd, 'large.csv'), widePayments(LARGE));
  expect((await run('db', 'start')).code).toBe(0);
  url = (await run('db', 'url')).stdout.trim();
  db = openDatabase(url);
  // Makes the tables.
  expect((await run('ingest', 'file.csv')).code).toBe(0);
});
afterAll(() => run('db', 'stop', '--force'));
beforeEach(() => write('truncate bi.kpi_daily, etl.load_run, etl.load_file, etl.load_day, etl.restatement'));

/** Kills the server's process that is at `statement` for a load, and then loads again. */
async function killAt(statement: Sql, { child, ended }: KpiProcess, wake?: () => Promise<void>) {
  const old = await db.readOnly(contentOf);
  let pid = 0;
  await until(async () => {
    const rows = await db.readOnly((reader) =>
      reader.query<{ pid: number }>(
        sql`select pid from pg_stat_activity where pid <> pg_backend_pid() and application_name = 'kpi' and ${statement}`,
      ),
    );
    pid = rows[0]?.pid ?? 0;
    return pid > 0;
  });
  process.kill(pid, 'SIGKILL');
  const exit = await ended;
  expect(exit).toMatchObject({ code: 4, stdout: '', stderr: expect.stringMatching(BROKEN) as string });
  expect(child.exitCode).toBe(4);
  await until(serverAnswers);
  await wake?.();
  await expectOld(old);
}

/** Nothing is left of the load, and the next one works. */
async function expectOld(old: { rows: string; sum: string }) {
  expect(await db.readOnly(contentOf)).toEqual(old);
  expect(await db.readOnly(structureOf)).toEqual(WHOLE);
  expect(await db.readOnly((reader) => isAtWork(reader))).toBe(false);
  expect(await run('ingest', 'file.csv')).toMatchObject({ code: 0 });
  expect((await db.readOnly(contentOf)).rows).toBe('2');
  expect(await db.readOnly(structureOf)).toEqual(WHOLE);
  const [failed, ...others] = await db.readOnly(runsOf);
  // Often the server is not back soon enough to be told.
  expect(failed?.status).toBe('failed');
  expect(failed?.error).toMatch(new RegExp(`${DEAD}|connection was|crashed`));
  expect(others).toEqual([{ status: 'loaded', error: null }]);
}

async function serverAnswers(): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  return client.connect().then(
    () => client.end().then(() => true),
    () => false,
  );
}

describe('a server process that is killed', () => {
  it('while rows are copied', async () => {
    const load = kpi('ingest', '-');
    load.child.stdin.write(widePayments(3000));
    await killAt(sql`query ilike 'copy %'`, load);
  });

  it('while the key is built', async () => {
    const wake = await sleepInKeyBuild(db);
    await killAt(sql`wait_event = 'PgSleep'`, kpi('ingest', 'file.csv'), wake);
  });

  it('while rows are merged that were staged in an unlogged table', async () => {
    await write(ONE_ROW);
    await whileOpen(url, 'lock table bi.kpi_daily in share mode', () =>
      killAt(sql`query ilike 'update %' and wait_event_type = 'Lock'`, kpi('ingest', 'large.csv')),
    );
  });
});

describe('the whole server killed', () => {
  it('while rows are copied: the next load starts it again', async () => {
    await write(ONE_ROW);
    const old = await db.readOnly(contentOf);
    const { child, ended } = kpi('ingest', '-');
    child.stdin.write(widePayments(3000));
    await until(() => db.readOnly((reader) => isAtWork(reader, sql`query ilike 'copy %'`)));
    const { pid = 0 } = await serverStatus(home);
    process.kill(pid, 'SIGKILL');
    expect(await ended).toMatchObject({ code: 4, stderr: expect.stringMatching(BROKEN) as string });
    await until(() => !isRunning({ pid, started: '' }));
    const started = await run('db', 'start');
    expect(started, started.stderr).toMatchObject({ code: 0 });
    await expectOld(old);
  });
});
