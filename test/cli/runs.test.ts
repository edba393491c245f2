import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import stringWidth from 'string-width';
import { beforeEach, describe, expect, it } from 'vitest';
import { useOrders } from '../dataset/orders.ts';
import { sql } from '../../src/db/sql.ts';
import { kpi } from '../support/kpi.ts';
import { fillBooks } from './filled-books.ts';

describe('kpi runs', async () => {
  const { db, url, cwd, run: call, script } = await useOrders();
  const run = (...argv: string[]) => call('runs', ...argv);
  const at = (columns: number, tty: boolean, ...argv: string[]) =>
    kpi(['runs', ...argv], { cwd, env: { DATABASE_URL: url }, columns, tty });
  /** Without what differs from run to run. */
  const still = (text: string) =>
    text
      .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?/g, (time) => 'T'.repeat(time.length))
      .replaceAll(/\d+\.\d( s|$)/gm, 'S.S$1');

  beforeEach(() =>
    script(
      `truncate etl.load_run, etl.load_file, etl.load_day, etl.rejected_row, etl.restatement, etl.test_result
         restart identity`,
    ),
  );

  describe('list', () => {
    it('says when there are none', async () => {
      expect(await run('list')).toEqual({ code: 0, stdout: 'no load run yet\n', stderr: '' });
      expect((await run('list', '--dataset', 'odrers')).stdout).toBe(
        'no load run of a dataset "odrers" yet\n',
      );
      expect((await run('list', '--json')).stdout).toBe('[]\n');
    });

    it('has the latest first, with what the window has room for', async () => {
      await fillBooks(db);
      for (const columns of [80, 120]) {
        const { stdout } = await at(columns, false, 'list');
        await expect(still(stdout)).toMatchFileSnapshot(`../golden/runs/list-${columns}.txt`);
        const plain = (await at(columns, true, 'list')).stdout.replaceAll(/\u001b\[\d+m/g, '');
        expect(still(plain)).toBe(still(stdout));
        for (const line of stdout.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
      }
    });

    it('can be one dataset, the last few, or JSON', async () => {
      await fillBooks(db);
      const ids = async (...argv: string[]) =>
        (JSON.parse((await run('list', '--json', ...argv)).stdout) as { id: string }[]).map(({ id }) => id);
      expect(await ids()).toEqual(['4', '3', '2', '1']);
      expect(await ids('--dataset', 'orders', '--limit', '2')).toEqual(['4', '2']);
      const [running, , , first] = JSON.parse((await run('list', '--json')).stdout) as object[];
      expect(running).toMatchObject({
        status: 'running',
        finishedAt: null,
        seconds: null,
        rows: { read: null },
      });
      expect(first).toMatchObject({
        id: '1',
        dataset: 'orders',
        status: 'loaded',
        mode: 'upsert',
        sources: ['in/march.csv', '(standard input)'],
        rows: {
          read: 1_234_567,
          inserted: 1_234_000,
          updated: 0,
          unchanged: 560,
          collapsed: 4,
          rejected: 3,
          deleted: 0,
        },
      });
    });

    it.each(['0', '-1', 'x', '1.5'])('refuses --limit=%s', async (limit) => {
      expect(await run('list', `--limit=${limit}`)).toEqual({
        code: 2,
        stdout: '',
        stderr: `error: --limit "${limit}" is not a number from 1 to 999999\n`,
      });
    });
  });

  describe('show', () => {
    it('tells everything about a run', async () => {
      await fillBooks(db);
      for (const id of ['1', '2', '3', '4']) {
        for (const columns of [80, 120]) {
          const { code, stdout } = await at(columns, false, 'show', id);
          expect(code).toBe(0);
          await expect(still(stdout)).toMatchFileSnapshot(`../golden/runs/show-${id}-${columns}.txt`);
          const plain = (await at(columns, true, 'show', id)).stdout.replaceAll(/\u001b\[\d+m/g, '');
          expect(still(plain)).toBe(still(stdout));
          for (const line of stdout.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
        }
      }
    });

    it('is JSON, whole', async () => {
      await fillBooks(db);
      const json = async (id: string) => JSON.parse((await run('show', id, '--json')).stdout) as object;
      expect(await json('1')).toMatchObject({
        rows: { read: 1_234_567, rejected: 3 },
        files: [
          {
            name: 'in/march.csv',
            bytes: 98_765_432,
            sha256: 'a'.repeat(64),
            delimiter: ';',
            rowsRead: 1_234_560,
            rowsRejected: 2,
          },
          { name: '(standard input)', header: 'day,city,amount,checked', formats: {} },
        ],
        days: { touched: ['2025-03-01', '2025-03-02'], changed: ['2025-03-01'] },
        restatements: [],
        tests: [],
      });
      expect(await json('3')).toMatchObject({
        mode: 'replace',
        replays: '1',
        restatements: [
          { day: '2025-03-01', metric: 'average_ticket', before: null, after: '250.1' },
          { day: '2025-03-01', metric: 'tpv', before: '1000.00', after: '1250.50' },
          { day: '2025-03-01', metric: 'transactions', before: '0', after: '5' },
        ],
        tests: [
          { name: 'range(amount)', status: 'warn', failing: 2 },
          { name: 'freshness', status: 'ok' },
        ],
      });
    });

    it('writes values as they are stored where the definition is gone', async () => {
      await fillBooks(db);
      await script("update etl.load_run set dataset = 'old' where id = 3");
      const { code, stdout } = await run('show', '3');
      expect(code).toBe(0);
      expect(stdout).toMatch(/^2025-03-01 +tpv +1000\.00 +1250\.50 +\+25\.05%$/m);
    });
  });

  describe('rejects', () => {
    it('is a table that no value tears', async () => {
      await fillBooks(db);
      for (const columns of [80, 120]) {
        const { code, stdout } = await at(columns, false, 'rejects', '1');
        expect(code).toBe(0);
        await expect(stdout).toMatchFileSnapshot(`../golden/runs/rejects-${columns}.txt`);
        const plain = (await at(columns, true, 'rejects', '1')).stdout.replaceAll(/\u001b\[\d+m/g, '');
        expect(plain).toBe(stdout);
        for (const line of stdout.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
      }
    });

    it('is a file to correct, JSON, or nothing', async () => {
      await fillBooks(db);
      expect((await run('rejects', '1', '--csv')).stdout).toBe(
        '\ufeffrun,file,line,column,rule,raw\n' +
          '1,in/march.csv,17,amount,must be a number,"2025-03-01;a;Norte;abc"\n' +
          '1,in/march.csv,900001,,"must have 4 fields like the header, has 2","""x\ny"";a"\n' +
          '1,(standard input),3,region,"must be one of Norte, Sul","2025-03-01\tc\tOeste\t1"\n',
      );
      expect(JSON.parse((await run('rejects', '2', '--json')).stdout)).toEqual([
        { file: 'bad.csv', line: 2, column: 'amount', value: 'abc', rule: 'must be a number', raw: 'x' },
      ]);
      expect((await run('rejects', '4')).stdout).toBe('run 4 rejected no row\n');
      expect((await run('rejects', '4', '--json')).stdout).toBe('[]\n');
    });
  });

  it.each(['show', 'rejects', 'replay'])('%s of what is no run exits 2', async (verb) => {
    expect(await run(verb, '99')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: there is no load run 99 — see them: kpi runs list\n',
    });
    for (const id of ['x', '0', '1;', '99999999999999999999']) {
      expect(await run(verb, id)).toEqual({
        code: 2,
        stdout: '',
        stderr: `error: ${JSON.stringify(id)} is not the number of a run — see them: kpi runs list\n`,
      });
    }
  });

  it('refuses two formats at once', async () => {
    expect((await run('rejects', '1', '--csv', '--json')).stderr).toBe(
      'error: --csv and --json exclude each other\n',
    );
  });

  it('shows a load that kpi made', async () => {
    expect((await call('ingest', '--dataset', 'orders', 'orders.csv')).code).toBe(0);
    const { stdout } = await run('show', '1');
    expect(stdout).toContain(
      'rows      3 read = 3 new + 0 changed + 0 unchanged + 0 collapsed + 0 rejected\n',
    );
    const [row] = await db.readOnly((reader) =>
      reader.query<{ n: number }>(sql`select count(*)::int as n from etl.load_run`),
    );
    expect(row?.n).toBe(1);
    expect(await readFile(join(cwd, 'orders.csv'), 'utf8')).toContain('day,shop');
  });
});
