import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { useOrders } from '../dataset/orders.ts';
import { sql } from '../../src/db/sql.ts';
import { writeRejectedFiles } from '../../src/commands/rejected-files.ts';
import type { Context } from '../../src/context.ts';
import type { RejectedRow } from '../../src/ingest/rejected-row.ts';
import { startLoadRun } from '../../src/ingest/load-run.ts';
import { kpi } from '../support/kpi.ts';
import { bookRun, loadedFile, rejectedRow } from '../support/load-books.ts';

const HEADER = 'day,shop,região,amount';
const BAD: readonly RejectedRow[] = [
  rejectedRow(900, '2025-03-02,b,Sul,abc', { file: 'orders.csv' }),
  rejectedRow(3, '2025-03-02,c,Sul,"1,5"', { file: 'orders.csv' }),
];

describe('kpi runs replay', async () => {
  const { db, url, cwd, run: call, script, file, define } = await useOrders();
  const replay = (...argv: string[]) => call('runs', 'replay', ...argv);
  const context = { cwd } as Context;
  const stored = async () =>
    (
      await db.readOnly((reader) =>
        reader.query<{ row: string }>(
          sql`select concat_ws(' ', day, shop, region, amount) as row from bi.orders order by 1`,
        ),
      )
    ).map(({ row }) => row);
  const edit = async (name: string, change: (text: string) => string) => {
    const text = await readFile(join(cwd, name), 'utf8');
    await writeFile(join(cwd, name), change(text));
  };
  const book = (rejected: readonly RejectedRow[] = BAD, changes = {}) =>
    bookRun(db, {
      dataset: 'orders',
      files: [loadedFile({ name: 'orders.csv', header: HEADER, rowsRejected: rejected.length, ...changes })],
      days: { '2025-03-02': true },
      rejected,
    });

  beforeEach(async () => {
    await script(
      `truncate etl.load_run, etl.load_file, etl.load_day, etl.rejected_row, etl.restatement restart identity`,
    );
    await file('totals/control.csv', 'day,total\n2025-03-02,3.50\n');
    for (const name of ['orders.csv.rejected.csv', 'stdin.rejected.csv'])
      await rm(join(cwd, name), { force: true });
  });

  it('loads what was corrected where the run left it, as a run of its own', async () => {
    const id = await book();
    expect(await writeRejectedFiles(id, BAD, context)).toEqual({
      written: ['orders.csv.rejected.csv'],
      warnings: [],
    });
    await edit('orders.csv.rejected.csv', (text) =>
      text.replace('Sul,abc', 'Sul,2').replace('""1,5""', '1.5'),
    );
    const { code, stdout, stderr } = await replay(id);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^2 rows read, 2 loaded \(2 new, 0 changed\), 0 unchanged, days 2025-03-02 to 2025-03-02, /,
    );
    expect(await stored()).toEqual(['2025-03-02 b Sul 2.00', '2025-03-02 c Sul 1.50']);
    const runs = await db.readOnly((reader) =>
      reader.query(sql`select id, sources, replays, status from etl.load_run order by id`),
    );
    expect(runs).toMatchObject([
      { id: '1', replays: null },
      { id: '2', sources: ['orders.csv'], replays: '1', status: 'loaded' },
    ]);
    const again = JSON.parse((await replay(id, '--json')).stdout) as object;
    expect(again).toMatchObject([{ runId: '3', dataset: 'orders', rowsRead: 2, inserted: 0, unchanged: 2 }]);
  });

  it('loads what is right now, and puts aside again what is not, with its first file and line', async () => {
    const id = await book();
    await writeRejectedFiles(id, BAD, context);
    await edit('orders.csv.rejected.csv', (text) => text.replace('""1,5""', '1.5'));
    await file('totals/control.csv', 'day,total\n2025-03-02,1.50\n');
    const { code, stdout, stderr } = await replay(id);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'warning: 1 row was put aside in orders.csv.rejected.csv; see kpi runs rejects 2\n',
    });
    expect(stdout).toMatch(/^2 rows read, 1 loaded \(1 new, 0 changed\), 0 unchanged, 1 rejected, /);
    expect(await stored()).toEqual(['2025-03-02 c Sul 1.50']);
    // The file holds what is left to correct, for a replay of the new run.
    expect(await readFile(join(cwd, 'orders.csv.rejected.csv'), 'utf8')).toBe(
      '\ufeffrun,file,line,column,rule,raw\n' +
        '2,orders.csv,900,amount,"must be a number with a decimal point, such as 1234.56","2025-03-02,b,Sul,abc"\n',
    );
    await edit('orders.csv.rejected.csv', (text) => text.replace('Sul,abc', 'Sul,2'));
    await file('totals/control.csv', 'day,total\n2025-03-02,3.50\n');
    expect(await replay('2')).toMatchObject({ code: 0 });
    expect(await stored()).toEqual(['2025-03-02 b Sul 2.00', '2025-03-02 c Sul 1.50']);
  });

  it('takes another file, or standard input, and a line that is deleted stays rejected', async () => {
    const id = await book();
    const csv = (await call('runs', 'rejects', id, '--csv')).stdout;
    const kept = csv.replace(/^1,orders\.csv,3,.*\n/m, '').replace('Sul,abc', 'Sul,3.50');
    await file('fixed.csv', kept);
    const dry = await replay(id, '--file', 'fixed.csv', '--dry-run');
    expect(dry).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^dry run, nothing written: 1 rows read/) as string,
    });
    expect(await replay(id, '--file', 'fixed.csv', '--quiet')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await stored()).toEqual(['2025-03-02 b Sul 3.50']);
    const piped = await kpi(['runs', 'replay', id, '--file', '-'], {
      cwd,
      env: { DATABASE_URL: url },
      stdin: kept,
    });
    expect(piped).toMatchObject({ code: 0, stdout: expect.stringContaining('1 unchanged') as string });
  });

  it('reads each file as the run did: delimiter, decimals, days; one load per format', async () => {
    const rejected = [
      rejectedRow(2, '02/03/2025;b;Sul;abc', { file: '(standard input)' }),
      rejectedRow(9, '2025-03-02,c,Sul,', { file: 'orders.csv' }),
    ];
    const id = await bookRun(db, {
      dataset: 'orders',
      files: [
        loadedFile({
          name: '(standard input)',
          header: 'Shop;REGIÃO'.replace('Shop', 'day;Shop') + ';amount',
          delimiter: ';',
          formats: { day: { format: 'DD/MM/YYYY' }, amount: { decimal: ',', thousands: true } },
          rowsRejected: 1,
        }),
        loadedFile({ name: 'orders.csv', header: HEADER, rowsRejected: 1 }),
        loadedFile({ name: 'good.csv' }),
      ],
      rejected,
    });
    await file('totals/control.csv', 'day,total\n2025-03-02,3\n');
    const { written } = await writeRejectedFiles(id, rejected, context);
    expect(written).toEqual(['stdin.rejected.csv', 'orders.csv.rejected.csv']);
    await define(`
  orders:
    table: bi.orders
    time: day
    columns: { day: { type: date }, shop: { type: text }, region: { type: text, aliases: [região] }, amount: { type: numeric } }
    dimensions: { shop: { parent: region }, region: }
    key: [day, shop]
    measures: [amount]
    metrics: { revenue: { kind: sum, measure: amount } }
`);
    await edit('stdin.rejected.csv', (text) => text.replace('abc', '1.234,5'));
    await edit('orders.csv.rejected.csv', (text) => text.replace('Sul,', 'Sul,3'));
    const { code, stdout } = await replay(id, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([
      { runId: '2', inserted: 1 },
      { runId: '3', inserted: 1 },
    ]);
    expect(await stored()).toEqual(['2025-03-02 b Sul 1234.50', '2025-03-02 c Sul 3.00']);
  });

  it('replays a replay with the formats of the first run', async () => {
    const header = 'day;shop;região;amount';
    const formats = { amount: { decimal: ',' }, day: { format: 'DD/MM/YYYY' } };
    const first = await book([], { header, delimiter: ';', formats });
    const rejected = [rejectedRow(5, '02/03/2025;b;Sul;abc', { file: 'orders.csv' })];
    const second = await bookRun(db, {
      dataset: 'orders',
      replays: first,
      files: [loadedFile({ name: 'orders.csv', header, delimiter: ';', formats: {}, rowsRejected: 1 })],
      rejected,
    });
    await writeRejectedFiles(second, rejected, context);
    await edit('orders.csv.rejected.csv', (text) => text.replace('abc', '3,5'));
    expect(await replay(second)).toMatchObject({ code: 0, stderr: '' });
    expect(await stored()).toEqual(['2025-03-02 b Sul 3.50']);
  });

  it('warns that later runs changed the days, but not of an earlier replay', async () => {
    const id = await book();
    await file(
      'fixed.csv',
      (await call('runs', 'rejects', id, '--csv')).stdout.replace('abc', '2').replace('""1,5""', '1.5'),
    );
    await bookRun(db, { dataset: 'orders', replays: id, days: { '2025-03-02': true } });
    await bookRun(db, { dataset: 'orders', days: { '2025-03-02': false, '2025-03-03': true } });
    expect((await replay(id, '--file', 'fixed.csv', '--dry-run')).stderr).toBe('');
    const later = await bookRun(db, { dataset: 'orders', days: { '2025-03-02': true } });
    expect((await replay(id, '--file', 'fixed.csv')).stderr).toBe(
      `warning: run ${later} changed days of run 1 after it; a corrected row overwrites what stands under its key now\n`,
    );
  });

  describe('refuses', () => {
    const refused = (code: number, message: string) => ({ code, stdout: '', stderr: `error: ${message}\n` });

    it('a run that failed, is at work, or rejected nothing', async () => {
      const failed = await startLoadRun(db, { dataset: 'orders', sources: [], toolVersion: 'x' });
      await failed.fail(new Error('x'), undefined, BAD);
      expect(await replay('1')).toEqual(
        refused(
          2,
          'run 1 failed: nothing of its files was loaded — correct the files themselves and load them with kpi ingest',
        ),
      );
      await startLoadRun(db, { dataset: 'orders', sources: [], toolVersion: 'x' });
      expect(await replay('2')).toEqual(refused(2, 'run 2 is still at work — wait for it to end'));
      await book([]);
      expect(await replay('3')).toEqual(refused(2, 'run 3 rejected no row: there is nothing to replay'));
    });

    it('a dataset whose rows have no key', async () => {
      const id = await book();
      await define(`
  orders:
    table: bi.orders
    time: day
    key: none
    columns: { day: { type: date }, amount: { type: numeric } }
    measures: [amount]
    metrics: { revenue: { kind: sum, measure: amount } }
`);
      expect(await replay(id)).toEqual(
        refused(
          2,
          'rows of orders have no key: a replay would replace whole days by a few rows — ' +
            'correct the file itself and load it again with kpi ingest',
        ),
      );
    });

    it('a file that is missing, empty, of another run or another database', async () => {
      const id = await book();
      const again = 'name the corrected file with --file; to get it again: kpi runs rejects 1 --csv';
      expect(await replay(id)).toEqual(refused(3, `orders.csv.rejected.csv does not exist — ${again}`));
      const csv = 'run,file,line,column,rule,raw\n';
      await file('x.csv', csv);
      expect(await replay(id, '--file', 'x.csv')).toEqual(refused(3, 'x.csv: there is no row to load'));
      await file('x.csv', `${csv}2,orders.csv,3,,,x\n`);
      expect((await replay(id, '--file', 'x.csv')).stderr).toContain(
        'x.csv:2: run "2" is not 1, the run to replay',
      );
      await file('x.csv', `${csv}1,orders.csv,3,,,x\n1,orders.csv,4,,,x\n`);
      expect(await replay(id, '--file', 'x.csv')).toEqual(
        refused(
          3,
          'x.csv:3: run 1 rejected no row at orders.csv:4 — leave the columns file and line as they were written; ' +
            'see them: kpi runs rejects 1',
        ),
      );
    });
  });
});
