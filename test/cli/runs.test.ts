import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import stringWidth from 'string-width';
import { beforeEach, describe, expect, it } from 'vitest';
import { useOrders } from '../dataset/orders.ts';
import { toDay } from '../../src/analysis/calendar.ts';
import { sql } from '../../src/db/sql.ts';
import { startLoadRun } from '../../src/ingest/load-run.ts';
import { recordRestatements } from '../../src/ingest/record-restatements.ts';
import { kpi } from '../support/kpi.ts';
import { bookRun, loadedFile, rejectedRow } from '../support/load-books.ts';

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

  /** Runs 1 to 4: loaded with rejected rows, failed, loaded and restating, at work. */
  async function fillBooks(): Promise<void> {
    await bookRun(db, {
      dataset: 'orders',
      sources: ['in/march.csv', '(standard input)'],
      counts: {
        rowsRead: 1_234_567,
        inserted: 1_234_000,
        unchanged: 560,
        collapsed: 4,
        firstDay: '2025-03-01',
        lastDay: '2025-03-02',
      },
      files: [
        loadedFile({
          name: 'in/march.csv',
          bytes: 98_765_432,
          rowsRead: 1_234_560,
          rowsRejected: 2,
          delimiter: ';',
          encoding: 'windows-1252',
        }),
        loadedFile({
          name: '(standard input)',
          sha256: 'b'.repeat(64),
          rowsRead: 7,
          rowsRejected: 1,
          delimiter: '\t',
        }),
      ],
      days: { '2025-03-01': true, '2025-03-02': false },
      rejected: [
        rejectedRow(17, '2025-03-01;a;Norte;abc', { file: 'in/march.csv' }),
        rejectedRow(900_001, '"x\ny";a', {
          file: 'in/march.csv',
          rejections: [
            {
              line: 900_001,
              column: null,
              value: '"x\n\u001b[31my";a',
              rule: 'must have 4 fields like the header, has 2',
            },
          ],
        }),
        rejectedRow(3, '2025-03-01\tc\tOeste\t1', {
          file: '(standard input)',
          rejections: [{ line: 3, column: 'region', value: 'Oeste', rule: 'must be one of Norte, Sul' }],
        }),
      ],
    });
    const failed = await startLoadRun(db, { dataset: 'orders', sources: ['bad.csv'], toolVersion: '1.2.3' });
    await failed.fail(
      new Error('bad.csv: nothing was loaded:\n  bad.csv:2: day "\u001b[31m": must be a calendar date'),
      undefined,
      [rejectedRow(2, 'x', { file: 'bad.csv' })],
    );
    const third = await startLoadRun(db, {
      dataset: 'payments',
      sources: ['march.csv'],
      toolVersion: '1.2.3',
      mode: 'replace',
      replays: '1',
    });
    await db.transaction(async (tx) => {
      const day = toDay('2025-03-01');
      const metrics = (total: string | null, transactions: string, ticket: string | null) => [
        { day, metrics: { tpv: total, transactions, average_ticket: ticket } },
      ];
      await recordRestatements(
        tx,
        third.id,
        { name: 'payments' },
        metrics('1000.00', '0', null),
        metrics('1250.50', '5', '250.1'),
      );
      const results = [
        {
          name: 'range(amount)',
          kind: 'range',
          severity: 'warn',
          status: 'warn',
          rule: '',
          failing: 2,
          examples: ['2025-03-01, a: 150', '2025-03-02, b: 170'],
        },
        {
          name: 'freshness',
          kind: 'freshness',
          severity: 'fail',
          status: 'ok',
          rule: '',
          failing: 0,
          examples: [],
        },
      ] as const;
      const counts = {
        rowsRead: 3,
        inserted: 0,
        updated: 2,
        unchanged: 0,
        deleted: 5,
        collapsed: 0,
        rejected: 1,
        firstDay: '2025-03-01',
        lastDay: '2025-03-01',
      };
      await third.finish(tx, counts, { results, days: [day] });
    });
    await startLoadRun(db, { dataset: 'orders', sources: ['now.csv'], toolVersion: '1.2.3' });
  }

  describe('list', () => {
    it('says when there are none', async () => {
      expect(await run('list')).toEqual({ code: 0, stdout: 'no load run yet\n', stderr: '' });
      expect((await run('list', '--dataset', 'odrers')).stdout).toBe(
        'no load run of a dataset "odrers" yet\n',
      );
      expect((await run('list', '--json')).stdout).toBe('[]\n');
    });

    it('has the latest first, with what the window has room for', async () => {
      await fillBooks();
      for (const columns of [80, 120]) {
        const { stdout } = await at(columns, false, 'list');
        await expect(still(stdout)).toMatchFileSnapshot(`../golden/runs/list-${columns}.txt`);
        const plain = (await at(columns, true, 'list')).stdout.replaceAll(/\u001b\[\d+m/g, '');
        expect(still(plain)).toBe(still(stdout));
        for (const line of stdout.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
      }
    });

    it('can be one dataset, the last few, or JSON', async () => {
      await fillBooks();
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
      await fillBooks();
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
      await fillBooks();
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
      await fillBooks();
      await script("update etl.load_run set dataset = 'old' where id = 3");
      const { code, stdout } = await run('show', '3');
      expect(code).toBe(0);
      expect(stdout).toMatch(/^2025-03-01 +tpv +1000\.00 +1250\.50 +\+25\.05%$/m);
    });
  });

  describe('rejects', () => {
    it('is a table that no value tears', async () => {
      await fillBooks();
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
      await fillBooks();
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
