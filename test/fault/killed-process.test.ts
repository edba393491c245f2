import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/sql.ts';
import { useTemporaryFolder } from '../support/kpi.ts';
import { csvOf } from '../support/payment-rows.ts';
import { useTestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';
import { contentOf, isAtWork, runsOf, structureOf, WHOLE } from './support/fact-table.ts';
import { useKpiProcess } from './support/kpi-process.ts';
import { moments } from './support/moments.ts';
import { sleepInKeyBuild } from './support/slow-key.ts';
import { LARGE, widePayments } from './support/wide-payments.ts';

const KILLS = 20;
const SEED = 20260331;
const DAY = '2025-03-31';
const DEAD = 'the process ended before the load did';

const { db, url } = useTestDatabase();
const cwd = await useTemporaryFolder();
const kpi = useKpiProcess(cwd, { DATABASE_URL: url });
const run = async (...argv: string[]) => {
  const { child, ended } = kpi(...argv);
  child.stdin.end();
  return ended;
};
const write = (text: string) => db.transaction((tx) => tx.runScript(text));
const read = db.readOnly.bind(db);

beforeAll(() => writeFile(join(cwd, 'next.csv'), csvOf([{ product: 'next', date: '2025-04-30' }])));

describe.each([
  // The key is built after the copy.
  { table: 'an empty table', before: 0, file: 3_000, day: DAY },
  // Above 16 MiB rows are staged in a table of the server's own.
  { table: 'a filled table', before: 2_000, file: LARGE, day: DAY },
  // They go straight into it.
  { table: 'a table of other days', before: 2_000, file: 3_000, day: '2025-04-15' },
])('a load into $table that is killed', ({ before, file, day }) => {
  let whole = { rows: '', sum: '' };
  let old = whole;
  let milliseconds = 0;

  const reset = async () => {
    await write(`truncate bi.kpi_daily, etl.load_run, etl.load_file, etl.load_day, etl.restatement;
                 insert into bi.kpi_daily select * from kept`);
  };

  beforeAll(async () => {
    await write('drop table if exists kept; truncate bi.kpi_daily');
    await writeFile(join(cwd, 'before.csv'), widePayments(before, '1.00', DAY));
    await writeFile(join(cwd, 'file.csv'), widePayments(file, '10.00', day));
    if (before > 0) expect(await run('ingest', 'before.csv')).toMatchObject({ code: 0 });
    await write('create table kept as table bi.kpi_daily');
    await reset();
    old = await read(contentOf);
    const startedAt = performance.now();
    expect(await run('ingest', 'file.csv')).toMatchObject({ code: 0 });
    milliseconds = performance.now() - startedAt;
    whole = await read(contentOf);
    expect(whole.rows).toBe(String(day === DAY ? file : before + file));
    await reset();
  });

  it.each(moments(KILLS, SEED))('after %f of its time leaves all or nothing', async (share) => {
    const { child, ended } = kpi('ingest', 'file.csv');
    const timer = setTimeout(() => child.kill('SIGKILL'), share * milliseconds);
    await ended;
    clearTimeout(timer);
    // The server notices, also in the middle of a statement.
    await until(async () => !(await read(isAtWork)));
    const content = await read(contentOf);
    expect([old, whole]).toContainEqual(content);
    expect(await read(structureOf)).toEqual(WHOLE);
    const loaded = content.sum === whole.sum;
    // Killed early, it had not yet begun.
    const left = await read(runsOf);
    expect(loaded ? [['loaded']] : [[], ['running']]).toContainEqual(left.map(({ status }) => status));

    expect(await run('ingest', 'next.csv')).toMatchObject({ code: 0 });
    expect(await read(runsOf)).toEqual([
      ...left.map(() => (loaded ? { status: 'loaded', error: null } : { status: 'failed', error: DEAD })),
      { status: 'loaded', error: null },
    ]);
    expect((await read(contentOf)).rows).toBe(String(Number(content.rows) + 1));
    if (loaded) await reset();
    else
      await write(`delete from bi.kpi_daily where date = '2025-04-30'; truncate etl.load_run, etl.load_file`);
  });

  it('goes through when it is let alone', async () => {
    expect(await run('ingest', 'file.csv')).toMatchObject({ code: 0 });
    expect(await read(contentOf)).toEqual(whole);
    expect(await read(structureOf)).toEqual(WHOLE);
  });
});

describe('a load that is killed in the middle of a long statement', () => {
  it('does not keep the table closed until that has ended', async () => {
    await write('truncate bi.kpi_daily');
    const wake = await sleepInKeyBuild(db);
    const { child, ended } = kpi('ingest', 'next.csv');
    await until(() => read((reader) => isAtWork(reader, sql`wait_event = 'PgSleep'`)));
    child.kill('SIGKILL');
    await ended;
    // Else it would wait for an hour.
    expect((await read(contentOf)).rows).toBe('0');
    await wake();
    expect(await read(structureOf)).toEqual(WHOLE);
    expect(await run('ingest', 'next.csv')).toMatchObject({ code: 0 });
  });
});
