import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/sql.ts';
import { killConnections } from '../support/kill-connections.ts';
import { kpi, useTemporaryFolder } from '../support/kpi.ts';
import { lossyProxy } from '../support/lossy-proxy.ts';
import { csvOf } from '../support/payment-rows.ts';
import { useTestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';
import { contentOf, isAtWork, runsOf, structureOf, WHOLE } from './support/fact-table.ts';
import { useKpiProcess } from './support/kpi-process.ts';
import { widePayments } from './support/wide-payments.ts';

const { db, url } = useTestDatabase();
const cwd = await useTemporaryFolder();
const write = (text: string) => db.transaction((tx) => tx.runScript(text));
const read = db.readOnly.bind(db);
const start = useKpiProcess(cwd, { DATABASE_URL: url });
const ingest = (database: string) => kpi(['ingest', 'file.csv'], { cwd, env: { DATABASE_URL: database } });

const ONE_ROW = `insert into bi.kpi_daily
  values ('2025-03-31', 'PJ', 'pos', 'normal', 'D1Anticipation', 'credit', 1, 1, 4, 2)`;

beforeEach(async () => {
  await write('truncate bi.kpi_daily, etl.load_run, etl.load_file, etl.load_day, etl.restatement');
  await writeFile(join(cwd, 'file.csv'), csvOf([{ amount_transacted: '7.00' }, { product: 'new' }]));
});

describe.each([
  {
    table: 'an empty table',
    before: 'select',
    places: ['truncate', 'drop constraint', 'copy "bi"', 'add constraint'],
  },
  {
    table: 'a filled table',
    before: ONE_ROW,
    places: ['copy "pg_temp"', 'analyze "pg_temp"', 'update "bi"', 'insert into "bi"'],
  },
])('a connection that is cut while $table is loaded', ({ before, places }) => {
  it.each([...places, "update etl.load_run\n        set status = 'loaded'"])(
    'at "%s" leaves nothing, and the next load is as ever',
    async (place) => {
      await write(before);
      const old = await read(contentOf);
      const { code, stdout, stderr } = await ingest(await lossyProxy(url, place, 0));
      expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
      expect(stderr).toMatch(
        /^error: PostgreSQL at .*: the connection was .* — run the command again; what was not committed is not written\n$/,
      );
      await until(async () => !(await read(isAtWork)));
      expect(await read(contentOf)).toEqual(old);
      expect(await read(structureOf)).toEqual(WHOLE);
      expect(await read(runsOf)).toEqual([
        { status: 'failed', error: expect.stringContaining('the connection was') as string },
      ]);
      expect(await ingest(url)).toMatchObject({ code: 0 });
      expect((await read(contentOf)).rows).toBe('2');
    },
  );
});

describe('a connection that is cut in the commit', () => {
  // Before it come those of the look for migrations and of the run that begins.
  it('before it reached the server: nothing is loaded', async () => {
    const { code, stderr } = await ingest(await lossyProxy(url, 'commit\0', 2, 'message'));
    expect(code).toBe(4);
    expect(stderr).toContain('what was not committed is not written');
    expect((await read(contentOf)).rows).toBe('0');
    expect(await read(structureOf)).toEqual(WHOLE);
    expect(await read(runsOf)).toMatchObject([{ status: 'failed' }]);
    expect(await ingest(url)).toMatchObject({ code: 0 });
  });

  it('before the answer came back: all is loaded, and said to be', async () => {
    const { code, stderr } = await ingest(await lossyProxy(url, 'commit\0', 2));
    expect(code).toBe(4);
    expect(stderr).toMatch(
      /: the connection was .*, but only after everything was loaded — nothing needs to be done; see: kpi runs show \d+\n$/,
    );
    expect((await read(contentOf)).rows).toBe('2');
    expect(await read(structureOf)).toEqual(WHOLE);
    expect(await read(runsOf)).toEqual([{ status: 'loaded', error: null }]);
    expect((await ingest(url)).stdout).toContain('before');
  });
});

describe('a connection that is cut while the source is silent', () => {
  it('is told at once, and the source is not waited for', async () => {
    const { child, ended } = start('ingest', '-');
    child.stdin.write(widePayments(3000));
    // The server has all of it, and waits for more.
    const copying = sql`query ilike 'copy %' and wait_event = 'ClientRead'`;
    await until(() => read((reader) => isAtWork(reader, copying)));
    await killConnections(url, sql`query ilike 'copy %' and state = 'active'`);
    expect(await ended).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('run the command again') as string,
    });
    expect((await read(contentOf)).rows).toBe('0');
    expect(await read(runsOf)).toMatchObject([{ status: 'failed' }]);
  });
});
