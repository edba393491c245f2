import { execFile, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTemporaryFolder } from '../support/kpi.ts';
import { paymentsCsv } from '../support/payments-csv.ts';

const ROOT = join(import.meta.dirname, '../..');
const BIN = join(ROOT, 'dist/kpi.js');

interface Exit {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The built tool as a process of its own, on an embedded server of its own, as a user has it. */
describe('the process', async () => {
  const cwd = await useTemporaryFolder();
  const env = { ...process.env };
  delete env['DATABASE_URL'];

  const start = (...argv: string[]) => spawn(process.execPath, [BIN, ...argv], { cwd, env });
  const run = async (...argv: string[]) => {
    const child = start(...argv);
    child.stdin.end();
    return ended(child);
  };
  const query = async <Row extends object>(text: string): Promise<Row[]> => {
    const client = new pg.Client({ connectionString: (await run('db', 'url')).stdout.trim() });
    await client.connect();
    try {
      return (await client.query<Row>(text)).rows;
    } finally {
      await client.end();
    }
  };
  const countRows = async () =>
    (await query<{ count: number }>('select count(*)::int from bi.kpi_daily'))[0]?.count;
  const serverRuns = async () => {
    const { stdout } = await run('db', 'status', '--json');
    return (JSON.parse(stdout) as { running: boolean }).running;
  };

  beforeAll(async () => {
    await promisify(execFile)(process.execPath, ['scripts/build.mjs'], { cwd: ROOT });
    await writeFile(join(cwd, 'good.csv'), paymentsCsv('2025-01-01', 60));
  });
  afterAll(async () => {
    await run('db', 'stop', '--force');
  });

  it('prints its version', async () => {
    const { stdout } = await run('--version');
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('goes from nothing to a report in one command, and leaves no server behind', async () => {
    const { code, stdout, stderr } = await run('run', 'good.csv');
    expect(code).toBe(0);
    expect(stdout).toContain('120 rows read, 120 loaded');
    expect(stdout).toContain('TPV');
    expect(stderr).toMatch(/^creating the embedded PostgreSQL 18\.\d+ in .*\nwrote reports/);
    expect(await readdir(join(cwd, 'reports'))).toEqual([
      'kpi_report_2025-03-01.md',
      'kpi_report_2025-03-01.pdf',
    ]);
    expect(existsSync(join(cwd, '.kpi'))).toBe(true);
    expect(await serverRuns()).toBe(false);
  });

  it('has no colour and no control characters in a pipe', async () => {
    const { stdout } = await run('report');
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  it('does not mind a reader that closes early', async () => {
    const child = start('report');
    child.stdout.destroy();
    expect(await ended(child)).toMatchObject({ code: 0, stderr: '' });
  });

  describe('with the server kept up', () => {
    beforeAll(async () => {
      expect((await run('db', 'start')).stdout).toMatch(/^running on 127\.0\.0\.1:\d+; connect with: psql/);
    });

    it('keeps it up after other commands, and says where it is', async () => {
      expect((await run('report')).code).toBe(0);
      expect(await serverRuns()).toBe(true);
      expect((await run('db', 'url')).stdout).toMatch(/^postgres:\/\/kpi:.+@127\.0\.0\.1:\d+\/kpi\n$/);
    });

    it.each([
      ['SIGINT', 130],
      ['SIGTERM', 130],
    ] as const)('rolls a load back on %s and says so', async (signal, code) => {
      const before = await countRows();
      const child = start('ingest', '-');
      await feedUntilCopying(child);
      child.kill(signal);
      expect(await ended(child)).toEqual({
        code,
        stdout: '',
        stderr: 'error: interrupted: rolled back, nothing was written\n',
      });
      expect(await countRows()).toBe(before);
      expect(await lastRun()).toEqual({
        status: 'failed',
        error: 'interrupted: rolled back, nothing was written',
      });
    });

    it('leaves nothing of a load that is killed, and the next one closes its run', async () => {
      const before = await countRows();
      const child = start('ingest', '-');
      await feedUntilCopying(child);
      child.kill('SIGKILL');
      await ended(child);
      expect(await countRows()).toBe(before);
      expect((await lastRun())?.status).toBe('running');
      expect((await run('ingest', '--force', 'good.csv')).code).toBe(0);
      const runs = await query<{ status: string }>(
        'select status from etl.load_run order by id desc limit 2',
      );
      expect(runs.map(({ status }) => status)).toEqual(['loaded', 'failed']);
    });

    it('lets a second run go with exit 7', async () => {
      const first = start('run', '-');
      await feedUntilCopying(first);
      const second = await run('run', 'good.csv');
      expect(second.code).toBe(7);
      expect(second.stderr).toMatch(/^error: another kpi run of payments is still at work/);
      first.stdin.end();
      expect((await ended(first)).code).toBe(0);
    });

    const lastRun = async () =>
      (
        await query<{ status: string; error: string | null }>(
          'select status, error from etl.load_run order by id desc limit 1',
        )
      )[0];

    /** Writes more rows, of later days, than a load looks at before it begins, and keeps the input open until the server is in the middle of the COPY. */
    async function feedUntilCopying(child: ChildProcessWithoutNullStreams): Promise<void> {
      child.stdin.on('error', () => undefined);
      child.stdin.write(paymentsCsv('2026-01-01', 12_000));
      const copying = `select 1 from pg_stat_activity where state = 'active' and query ilike 'copy %'`;
      while ((await query(copying)).length === 0) expect(child.exitCode).toBeNull();
    }
  });
});

async function ended(child: ChildProcessWithoutNullStreams): Promise<Exit> {
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}
