import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { kpi, useTemporaryFolder } from '../support/kpi.ts';
import { paymentsCsv } from '../support/payments-csv.ts';
import { useTestDatabase } from '../support/test-database.ts';

describe('kpi export', async () => {
  const { url } = useTestDatabase();
  const cwd = await useTemporaryFolder();
  const env = { DATABASE_URL: url };
  const run = (...argv: string[]) => kpi(['export', ...argv], { cwd, env });

  beforeAll(async () => {
    await kpi(['ingest', '-'], { cwd, env, stdin: paymentsCsv('2025-01-01', 60) });
  });

  it('writes Markdown and PDF and prints their paths', async () => {
    expect(await run()).toEqual({
      code: 0,
      stdout: 'reports/kpi_report_2025-03-01.md\nreports/kpi_report_2025-03-01.pdf\n',
      stderr: '',
    });
    expect(await readdir(join(cwd, 'reports'))).toEqual([
      'kpi_report_2025-03-01.md',
      'kpi_report_2025-03-01.pdf',
    ]);
    expect((await readFile(join(cwd, 'reports/kpi_report_2025-03-01.pdf'))).subarray(0, 5).toString()).toBe(
      '%PDF-',
    );
  });

  it('writes the same bytes again', async () => {
    await run('--out', 'first');
    await run('--out', 'second');
    for (const file of ['kpi_report_2025-03-01.md', 'kpi_report_2025-03-01.pdf']) {
      const [first, second] = await Promise.all(
        ['first', 'second'].map((folder) => readFile(join(cwd, folder, file))),
      );
      expect(first?.equals(second ?? Buffer.alloc(0))).toBe(true);
    }
  });

  it('writes one format, to a folder that it makes', async () => {
    const { code, stdout } = await run('--format', 'md', '--out', 'a/b', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      day: '2025-03-01',
      files: [join(cwd, 'a/b/kpi_report_2025-03-01.md')],
    });
  });

  it('leaves no half file behind, and says why', async () => {
    // A folder in the place of the second file.
    await mkdir(join(cwd, 'blocked/kpi_report_2025-03-01.pdf/x'), { recursive: true });
    const { code, stderr } = await run('--out', 'blocked');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^error: cannot write .*kpi_report_2025-03-01.pdf: a folder stands in its place — choose/,
    );
    expect((await readdir(join(cwd, 'blocked'))).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('says so when a part of the path is a file', async () => {
    await writeFile(join(cwd, 'file'), '');
    const { code, stderr } = await run('--out', 'file/reports');
    expect(code).toBe(1);
    expect(stderr).toContain('a part of the path is a file, not a folder');
  });

  it.each([
    ['html', '--format "html" is not one of md, pdf'],
    ['md,md', '--format "md,md" names a format twice'],
  ])('refuses --format %s with exit 2', async (format, message) => {
    expect(await run('--format', format)).toEqual({ code: 2, stdout: '', stderr: `error: ${message}\n` });
  });
});
