import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { sql } from '../../src/db/sql.ts';
import { kpi, useTemporaryFolder } from '../support/kpi.ts';
import { paymentsCsv } from '../support/payments-csv.ts';
import { hasRealFile, REAL_FILE } from '../support/real-file.ts';
import { useTestDatabase } from '../support/test-database.ts';
import { readFileSync } from 'node:fs';

describe('kpi ingest', async () => {
  const { db, url } = useTestDatabase();
  const cwd = await useTemporaryFolder();
  const env = { DATABASE_URL: url };
  const run = (...argv: string[]) => kpi(['ingest', ...argv], { cwd, env });
  const countRows = async () => {
    const [row] = await db.readOnly((reader) =>
      reader.query<{ count: number; total: string | null }>(
        sql`select count(*)::int as count, sum(amount_transacted) as total from bi.kpi_daily`,
      ),
    );
    return row;
  };

  beforeEach(async () => {
    await db.transaction((tx) => tx.execute(sql`truncate bi.kpi_daily, etl.load_run`));
    await writeFile(join(cwd, 'good.csv'), paymentsCsv('2025-01-01', 10));
  });

  it('says what it did, on one line', async () => {
    const { code, stdout, stderr } = await run('good.csv');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      '20 rows read, 20 loaded (20 new, 0 changed), 0 unchanged, days 2025-01-01 to 2025-01-10, 0.0 s\n',
    );
  });

  it('writes nothing the second time', async () => {
    await run('good.csv');
    const { code, stdout } = await run('good.csv', '--force', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ rowsRead: 20, inserted: 0, updated: 0, unchanged: 20 });
  });

  it('names file, line, column, value and rule of a bad row, loads nothing and exits 3', async () => {
    await run('good.csv');
    const before = await countRows();
    const lines = paymentsCsv('2025-01-01', 12).split('\n');
    lines[4] = (lines[4] ?? '').replace('51.00', 'abc');
    await writeFile(join(cwd, 'bad.csv'), lines.join('\n'));
    const { code, stdout, stderr } = await run('bad.csv');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toBe(
      'error: bad.csv: nothing was loaded, because these rows break a rule:\n' +
        '  bad.csv:5: amount_transacted "abc": must be a number with a decimal point, such as 1234.56\n' +
        'correct the lines above and run the command again, or put such rows aside with --on-error quarantine\n',
    );
    expect(await countRows()).toEqual(before);
  });

  it.runIf(hasRealFile)('stops at an abc in the real file (skipped where the file is absent)', async () => {
    const lines = readFileSync(REAL_FILE, 'utf8').split('\r\n');
    const fields = (lines[20_000] ?? '').split(',');
    fields[7] = 'abc';
    lines[20_000] = fields.join(',');
    await writeFile(join(cwd, 'real.csv'), lines.join('\r\n'));
    const { code, stderr } = await run('real.csv');
    expect(code).toBe(3);
    expect(stderr).toContain('  real.csv:20001: amount_transacted "abc": must be a number');
    expect(await countRows()).toEqual({ count: 0, total: null });
  });

  it('checks without writing', async () => {
    const { code, stdout } = await run('--dry-run', 'good.csv');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^dry run, nothing written: 20 rows read, 20 to load/);
    expect(await countRows()).toEqual({ count: 0, total: null });
  });

  it('reads standard input', async () => {
    const { code } = await kpi(['ingest', '-'], { cwd, env, stdin: paymentsCsv('2025-01-01', 3) });
    expect(code).toBe(0);
    expect(await countRows()).toMatchObject({ count: 6 });
  });

  it('lists columns that it leaves out', async () => {
    const text = paymentsCsv('2025-01-01', 1).replaceAll('\n', ',note\n').trimEnd();
    const { code, stderr } = await kpi(['ingest', '-'], { cwd, env, stdin: `${text}\n` });
    expect(code).toBe(0);
    expect(stderr).toBe('(standard input): left out, because the dataset has no such column: "note"\n');
  });

  it.each([
    [['missing.csv'], 3, 'error: missing.csv does not exist — check the path\n'],
    [['-', '-'], 2, 'error: standard input (-) is named twice; it can be read once\n'],
    [['--dataset', 'nope', 'good.csv'], 2, 'error: there is no dataset "nope" — known: payments\n'],
    [[], 2, "error: missing required argument 'files'\n"],
    [['--frobnicate', 'good.csv'], 2, "error: unknown option '--frobnicate'\n"],
  ])('refuses %j with exit %i', async (argv, code, message) => {
    expect(await run(...argv)).toEqual({ code, stdout: '', stderr: message });
  });

  it('shows progress on a terminal only, and clears it', async () => {
    const { stderr } = await kpi(['ingest', 'good.csv'], { cwd, env, tty: true });
    expect(stderr).toMatch(/^(\r\u001b\[K\[[#.]{20}\] \d+ %, \d\.\d of \d\.\d MB, \d+ rows)+\r\u001b\[K$/);
  });

  it('prints nothing with --quiet', async () => {
    expect(await run('--quiet', 'good.csv')).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});
