import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../src/commands/doctor-checks.ts';
import { sql } from '../../src/db/sql.ts';
import { kpi, useTemporaryFolder } from '../support/kpi.ts';
import { paymentsCsv } from '../support/payments-csv.ts';
import { useTestDatabase } from '../support/test-database.ts';

describe('kpi doctor', async () => {
  const { db, url } = useTestDatabase();
  const cwd = await useTemporaryFolder();
  const env = { DATABASE_URL: url };
  const examine = async (today: string, changes: Readonly<Record<string, string>> = {}) => {
    const result = await kpi(['doctor', '--json'], { cwd, env: { ...env, ...changes }, today });
    const findings = JSON.parse(result.stdout) as Finding[];
    return { ...result, findings: Object.fromEntries(findings.map(({ check, ...rest }) => [check, rest])) };
  };

  it('says what to do on an empty database', async () => {
    const { code, findings } = await examine('2025-03-02');
    expect(code).toBe(0);
    expect(findings['last load']).toEqual({
      status: 'warn',
      detail: 'none yet',
      next: 'run `kpi ingest <file.csv>`',
    });
    expect(findings['days']).toEqual({
      status: 'warn',
      detail: 'no data',
      next: 'load a file: kpi ingest <file.csv>',
    });
  });

  describe('with data', () => {
    beforeAll(async () => {
      await kpi(['ingest', '-'], { cwd, env, stdin: paymentsCsv('2025-01-01', 60) });
      await db.transaction((tx) => tx.execute(sql`delete from bi.kpi_daily where date = '2025-02-10'`));
    });

    it('finds everything in order but the missing day', async () => {
      const { code, findings } = await examine('2025-03-02');
      expect(code).toBe(0);
      const statuses = Object.fromEntries(
        Object.entries(findings).map(([check, { status }]) => [check, status]),
      );
      expect(statuses).toEqual({
        node: 'ok',
        'time zone': 'ok',
        database: 'ok',
        migrations: 'ok',
        'last load': 'ok',
        days: 'warn',
        freshness: 'ok',
        reports: 'ok',
      });
      expect(findings['days']?.detail).toBe('1 without data from 2025-01-01 to 2025-03-01: 2025-02-10');
    });

    it('warns of late data, of data from the future, and of a failed load', async () => {
      expect((await examine('2025-03-05')).findings['freshness']).toMatchObject({
        status: 'warn',
        detail: 'data ends on 2025-03-01, 3 day(s) before yesterday',
      });
      expect((await examine('2025-03-01')).findings['freshness']?.status).toBe('warn');
      await kpi(['ingest', '-'], { cwd, env, stdin: 'nothing' });
      expect((await examine('2025-03-02')).findings['last load']).toMatchObject({ status: 'warn' });
    });
  });

  it('fails on missing migrations', async () => {
    await db.transaction((tx) => tx.execute(sql`delete from etl.migration where name = 'kpi/0001_load_run'`));
    const { code, findings, stderr } = await examine('2025-03-02');
    expect(code).toBe(1);
    expect(findings['migrations']).toEqual({
      status: 'fail',
      detail: 'not applied: kpi/0001_load_run',
      next: 'run `kpi db migrate`',
    });
    expect(stderr).toBe('error: failed: migrations — do what the lines above say, then run it again\n');
    const report = await kpi(['report'], { cwd, env });
    expect(report).toMatchObject({ code: 4, stdout: '' });
    expect(report.stderr).toMatch(/lacks migrations: kpi\/0001_load_run — run `kpi db migrate`\n$/);
  });

  it('fails where the database or the reports folder cannot be used, and never prints the password', async () => {
    await writeFile(join(cwd, 'occupied'), '');
    const { code, stdout, findings } = await examine('2025-03-02', {
      DATABASE_URL: 'postgres://someone:hunter2@127.0.0.1:1/kpi',
      KPI_REPORTS_DIR: 'occupied/reports',
    });
    expect(code).toBe(1);
    expect(findings['database']).toMatchObject({ status: 'fail' });
    expect(findings['database']?.detail).toContain('someone@127.0.0.1:1/kpi: nothing answers there');
    expect(findings['reports']?.status).toBe('fail');
    expect(stdout).not.toContain('hunter2');
  });

  it('is a table for people', async () => {
    const { stdout } = await kpi(['doctor'], { cwd, env, tty: true });
    expect(stdout).toMatch(/\u001b\[32mok {2}\u001b\[39m {2}node {8}\d+\./);
  });
});
