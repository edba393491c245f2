import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { useOrders } from '../dataset/orders.ts';
import { sql } from '../../src/db/sql.ts';

const HEADER = 'day,shop,região,amount\n';
const dataset = ['--dataset', 'orders'];
const quarantine = [...dataset, '--on-error', 'quarantine'];

describe('kpi ingest accounts for every row', async () => {
  const { db, cwd, run, file } = await useOrders();
  const ingest = (...argv: string[]) => run('ingest', ...argv);
  const stored = async () =>
    (
      await db.readOnly((reader) =>
        reader.query<{ row: string }>(
          sql`select concat_ws(' ', day, shop, region, amount) as row from bi.orders order by 1`,
        ),
      )
    ).map(({ row }) => row);

  beforeEach(async () => {
    // The totals of other tests are not those of these files.
    await file('totals/control.csv', 'day,total\n2025-03-01,1\n2025-03-02,2\n2025-03-03,3\n');
    for (const name of ['x.csv.rejected.csv', 'stdin.rejected.csv'])
      await rm(join(cwd, name), { force: true });
    await db.transaction((tx) => tx.runScript('truncate etl.load_run restart identity'));
  });

  describe('rows that are put aside', () => {
    const text = `${HEADER}2025-03-01,a,Norte,1\n2025-03-02,a,Leste,1.5\n2025-03-02,b,Sul,abc\n2025-03-02,c\n`;

    it('are written beside the file, corrected, and replayed; what is still wrong stays aside', async () => {
      await file('x.csv', text);
      const loaded = await ingest(...quarantine, '--max-error-rate', '0.8', 'x.csv');
      expect(loaded).toMatchObject({
        code: 0,
        stderr: 'warning: 3 rows were put aside in x.csv.rejected.csv; see kpi runs rejects 1\n',
      });
      expect(loaded.stdout).toMatch(
        /^4 rows read, 1 loaded \(1 new, 0 changed\), 0 unchanged, 3 rejected, days 2025-03-01 to 2025-03-01, /,
      );
      const rejected = await readFile(join(cwd, 'x.csv.rejected.csv'), 'utf8');
      expect(rejected.split('\n')).toEqual([
        '\ufeffrun,file,line,column,rule,raw',
        '1,x.csv,3,region,"must be one of Norte, Sul","2025-03-02,a,Leste,1.5"',
        '1,x.csv,4,amount,"must be a number with a decimal point, such as 1234.56","2025-03-02,b,Sul,abc"',
        '1,x.csv,5,,"must have 4 fields like the header, has 2","2025-03-02,c"',
        '',
      ]);
      await file('x.csv.rejected.csv', rejected.replace('Leste', 'Norte').replace('abc', '0.5'));
      const replayed = await run('runs', 'replay', '1');
      expect(replayed).toMatchObject({
        code: 0,
        stderr: 'warning: 1 row was put aside in x.csv.rejected.csv; see kpi runs rejects 2\n',
      });
      expect(replayed.stdout).toMatch(
        /^3 rows read, 2 loaded \(2 new, 0 changed\), 0 unchanged, 1 rejected, /,
      );
      expect(await stored()).toEqual([
        '2025-03-01 a Norte 1.00',
        '2025-03-02 a Norte 1.50',
        '2025-03-02 b Sul 0.50',
      ]);
      expect((await run('runs', 'rejects', '2', '--csv')).stdout).toBe(
        await readFile(join(cwd, 'x.csv.rejected.csv'), 'utf8'),
      );
    });

    it('undo the load where they are too many, and stay in the books', async () => {
      await file('x.csv', text);
      const { code, stdout, stderr } = await ingest(...quarantine, 'x.csv');
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
      expect(stderr).toContain(
        'error: x.csv: nothing was loaded, because 3 of 4 rows, more than 50 %, break a rule:\n  x.csv:3: region "Leste"',
      );
      const few = await ingest(...quarantine, '--max-error-rate', '1', '--max-errors', '2', 'x.csv');
      expect(few.stderr).toContain('because more than 2 rows break a rule');
      expect(await stored()).toEqual([]);
      expect(existsSync(join(cwd, 'x.csv.rejected.csv'))).toBe(false);
      expect((await run('runs', 'rejects', '1', '--csv')).stdout.split('\n')).toHaveLength(5);
    });

    it('are only told by a dry run', async () => {
      await file('x.csv', text);
      const dry = await ingest(...quarantine, '--max-error-rate', '1', '--dry-run', '--json', 'x.csv');
      expect(JSON.parse(dry.stdout)).toMatchObject({
        runId: null,
        rowsRead: 4,
        rejected: 3,
        rejectedFiles: [],
      });
      expect(existsSync(join(cwd, 'x.csv.rejected.csv'))).toBe(false);
    });
  });

  it('tells of rows that share a key what can be done, and does it', async () => {
    await file('x.csv', `${HEADER}2025-03-01,a,Norte,1\n2025-03-01,a,Norte,2\n`);
    const refused = await ingest(...dataset, 'x.csv');
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain('  x.csv:2 and 3: "2025-03-01, a"\n');
    expect(refused.stderr).toContain('--on-duplicate sum');
    // The total of the day is that of the last row.
    await file('totals/control.csv', 'day,total\n2025-03-01,2\n');
    const loaded = await ingest(...dataset, '--on-duplicate', 'last', 'x.csv');
    expect(loaded.stdout).toMatch(
      /^2 rows read, 1 loaded \(1 new, 0 changed\), 0 unchanged, 1 collapsed into others, /,
    );
    await file('totals/control.csv', 'day,total\n2025-03-01,3\n');
    expect((await ingest(...dataset, '--on-duplicate', 'sum', 'x.csv')).stderr).toBe(
      'warning: 1 day loaded before is restated; see kpi runs show 3\n',
    );
    expect(await stored()).toEqual(['2025-03-01 a Norte 3.00']);
    const aside = await ingest(...quarantine, '--max-error-rate', '1', '--on-duplicate', 'reject', 'x.csv');
    expect(aside.stdout).toMatch(/^2 rows read, 0 loaded \(0 new, 0 changed\), 0 unchanged, 2 rejected, /);
  });

  it('skips files whose bytes were loaded, says so plainly, and loads the new one of a folder', async () => {
    await mkdir(join(cwd, 'in'), { recursive: true });
    await file('in/1.csv', `${HEADER}2025-03-01,a,Norte,1\n`);
    await file('in/2.csv', `${HEADER}2025-03-02,a,Norte,2\n`);
    await ingest(...dataset, 'in');
    const again = await ingest(...dataset, 'in');
    expect(again).toMatchObject({
      code: 0,
      stdout: 'nothing to load: all 2 files were loaded before, 0.0 s\n',
    });
    expect(again.stderr).toMatch(
      /^in\/1\.csv was skipped: run 1 loaded the same bytes on .*; --force loads it again\nin\/2\.csv was skipped: .*\n$/,
    );
    await file('in/3.csv', `${HEADER}2025-03-03,a,Norte,3\n`);
    const third = await ingest(...dataset, 'in');
    expect(third.stdout).toMatch(/^1 rows read, 1 loaded \(1 new, 0 changed\)/);
    expect(third.stderr).not.toContain('3.csv');
    const forced = await ingest(...dataset, '--force', 'in');
    expect(forced).toMatchObject({ code: 0, stderr: '' });
    expect(forced.stdout).toMatch(/^3 rows read, 0 loaded \(0 new, 0 changed\), 3 unchanged, /);
  });

  it('replaces days, and counts what it deletes', async () => {
    await file('x.csv', `${HEADER}2025-03-01,a,Norte,0.25\n2025-03-01,b,Sul,0.75\n`);
    await ingest(...dataset, 'x.csv');
    await file('x.csv', `${HEADER}2025-03-01,a,Norte,1\n`);
    const { stdout } = await ingest(...dataset, '--mode', 'replace', 'x.csv');
    expect(stdout).toMatch(
      /^1 rows read, 1 loaded \(0 new, 1 changed\), 0 unchanged, 1 deleted from the table, days /,
    );
    expect(await stored()).toEqual(['2025-03-01 a Norte 1.00']);
  });
});
