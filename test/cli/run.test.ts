import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/sql.ts';
import { kpi, useTemporaryFolder } from '../support/kpi.ts';
import { paymentsCsv } from '../support/payments-csv.ts';
import { useTestDatabase } from '../support/test-database.ts';

describe('kpi run', async () => {
  const { db, url } = useTestDatabase();
  const cwd = await useTemporaryFolder();
  const env = { DATABASE_URL: url };
  const run = (...argv: string[]) => kpi(['run', ...argv], { cwd, env });
  const reports = () => readdir(join(cwd, 'reports')).catch(() => []);

  beforeEach(async () => {
    await db.transaction((tx) => tx.execute(sql`truncate bi.kpi_daily, etl.load_run`));
    await rm(join(cwd, 'reports'), { recursive: true, force: true });
    await writeFile(join(cwd, 'good.csv'), paymentsCsv('2025-01-01', 60));
    await writeFile(join(cwd, 'bad.csv'), paymentsCsv('2025-01-01', 60).replace('1000.00', 'abc'));
  });

  it('loads, shows the report and writes it', async () => {
    const { code, stdout, stderr } = await run('good.csv');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^120 rows read, 120 loaded/);
    expect(stdout).toContain('Operações de pagamento');
    expect(stderr).toBe('wrote reports/kpi_report_2025-03-01.md\nwrote reports/kpi_report_2025-03-01.pdf\n');
    expect(await reports()).toHaveLength(2);
  });

  it('reports what is loaded when no file is named', async () => {
    await kpi(['ingest', 'good.csv'], { cwd, env });
    expect((await run()).code).toBe(0);
    expect(await reports()).toHaveLength(2);
  });

  it('prints nothing with --quiet', async () => {
    expect(await run('--quiet', 'good.csv')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await reports()).toHaveLength(2);
  });

  it('gives one JSON object', async () => {
    const { code, stdout, stderr } = await run('--json', 'good.csv');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      load: { rowsRead: 120, inserted: 120, dryRun: false },
      report: { day: '2025-03-01' },
      files: [join(cwd, 'reports/kpi_report_2025-03-01.md'), join(cwd, 'reports/kpi_report_2025-03-01.pdf')],
    });
  });

  it('makes no report when the file is bad', async () => {
    const { code, stdout } = await run('bad.csv');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(await reports()).toEqual([]);
  });

  it('exits 5 with --fail-on-alert after writing the files', async () => {
    const text = paymentsCsv('2025-01-01', 60, (index) => (index === 59 ? 100 : 1000 + 10 * (index % 4)));
    await writeFile(join(cwd, 'drop.csv'), text);
    expect((await run('--fail-on-alert', 'drop.csv')).code).toBe(5);
    expect(await reports()).toHaveLength(2);
  });

  it('does not meet another run', async () => {
    const result = await db.tryLock('kpi:run:payments', () => run('good.csv'));
    expect(result?.code).toBe(7);
    expect(result?.stderr).toMatch(
      /^error: another kpi run of payments is still at work on PostgreSQL at .* — wait/,
    );
    expect(await reports()).toEqual([]);
  });
});
