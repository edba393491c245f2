import { beforeEach, describe, expect, it } from 'vitest';
import { payments } from '../../src/packs/payments/dataset.ts';
import { sql } from '../../src/db/sql.ts';
import { loadSources, type LoadOptions } from '../../src/ingest/load.ts';
import type { Source } from '../../src/ingest/source.ts';
import { SILENT } from '../support/load-events.ts';
import { csvOf, paymentRow, type PaymentRow } from '../support/payment-rows.ts';
import { useTestDatabase } from '../support/test-database.ts';
import { bytesSource, pipedSource, textSource } from '../support/text-source.ts';

const { db } = useTestDatabase();

const load = (sources: readonly Source[], options: Partial<LoadOptions> = {}) =>
  loadSources(db, payments, sources, { dryRun: false, toolVersion: '1.2.3', ...options }, SILENT);
const loadRows = (rows: readonly Partial<PaymentRow>[]) => load([pipedSource(csvOf(rows))]);
const query = <Row extends object>(statement: ReturnType<typeof sql>) =>
  db.readOnly((reader) => reader.query<Row>(statement));
const stored = () => query(sql`select * from bi.kpi_daily order by date, entity, product collate "C"`);
const runs = () =>
  query<{ status: string; error: string | null; sources: string[] }>(
    sql`select status, sources, rows_read::int, rows_inserted::int, rows_updated::int, rows_unchanged::int,
               first_day, last_day, error, tool_version, dataset,
               finished_at >= started_at as finished from etl.load_run order by id`,
  );
const versions = async () => {
  const rows = await query<{ product: string; version: string }>(
    sql`select product, xmin::text || ' ' || ctid::text as version from bi.kpi_daily`,
  );
  return Object.fromEntries(rows.map(({ product, version }) => [product, version]));
};

beforeEach(() => db.transaction((tx) => tx.runScript('truncate bi.kpi_daily, etl.load_run')));

describe('a load', () => {
  it('stores every row as it stands in the file', async () => {
    const rows = [
      paymentRow({ date: '2024-02-29', amount_transacted: '9999999999999999.99', installments: 12 }),
      paymentRow({ product: 'a, "b"\nc\td\\N', amount_transacted: '-0.01', quantity_transactions: 0 }),
      paymentRow({ product: 'ção 💳', quantity_transactions: 2147483647, quantity_of_merchants: 0 }),
    ];
    expect(await loadRows(rows)).toEqual({
      runId: expect.stringMatching(/^\d+$/) as string,
      rowsRead: 3,
      inserted: 3,
      updated: 0,
      unchanged: 0,
      deleted: 0,
      collapsed: 0,
      rejected: 0,
      firstDay: '2024-02-29',
      lastDay: '2025-03-31',
      skipped: [],
      rejectedRows: [],
      restatedDays: 0,
    });
    expect(await stored()).toEqual(rows);
  });

  it('accepts every form that the rules allow, and stores the value', async () => {
    await loadRows([
      {
        date: ' 2025-03-31 ',
        entity: ' PJ ',
        installments: '+03',
        amount_transacted: '+0012.500',
        quantity_transactions: '-0',
      },
      { product: 'pix', amount_transacted: '-0', quantity_transactions: ' 7 ' },
    ]);
    expect(await stored()).toEqual([
      paymentRow({ product: 'pix', amount_transacted: '0.00', quantity_transactions: 7 }),
      paymentRow({ installments: 3, amount_transacted: '12.50', quantity_transactions: 0 }),
    ]);
  });

  it('records the run', async () => {
    const { runId } = await load([
      textSource(csvOf([{ date: '2025-01-31' }]), 'a.csv'),
      textSource(csvOf([{ date: '2025-01-30' }, { date: '2025-02-02' }]), 'b.csv'),
    ]);
    const [run] = await query<{ id: string }>(sql`select id from etl.load_run`);
    expect(run?.id).toBe(runId);
    expect(await runs()).toEqual([
      {
        dataset: 'payments',
        status: 'loaded',
        sources: ['a.csv', 'b.csv'],
        rows_read: 3,
        rows_inserted: 3,
        rows_updated: 0,
        rows_unchanged: 0,
        first_day: '2025-01-30',
        last_day: '2025-02-02',
        error: null,
        tool_version: '1.2.3',
        finished: true,
      },
    ]);
  });

  it.each(['latin1', 'utf16le'] as const)('reads %s without being told', async (encoding) => {
    const bytes = Buffer.from(csvOf([{ product: 'cartão' }]), encoding);
    expect(await load([bytesSource(bytes)])).toMatchObject({ inserted: 1 });
    expect(await stored()).toEqual([paymentRow({ product: 'cartão' })]);
  });

  it('takes columns in any order, under their other names, among others', async () => {
    const events = { ...SILENT, extra: [] as string[], rows: 0, bytes: 0 };
    const text =
      'note,QUANTITY OF MERCHANTS,Day,entity,product,price_tier,anticipation_method,payment_method,' +
      'installments,amount_transacted,quantity_transactions\n\nx,2,2025-03-31,PJ,pos,normal,D1Anticipation,credit,1,100.00,4\n';
    await loadSources(
      db,
      payments,
      [textSource(text)],
      { dryRun: false, toolVersion: 'test' },
      {
        ...SILENT,
        onExtraColumns: (source, headers) => events.extra.push(source.name, ...headers),
        onRows: (count) => (events.rows += count),
        onBytes: (count) => (events.bytes += count),
      },
    );
    expect(await stored()).toEqual([paymentRow()]);
    expect(events).toMatchObject({ extra: ['test.csv', 'note'], rows: 1, bytes: text.length });
  });
});

describe('a second load', () => {
  it('of the same file writes nothing', async () => {
    const rows = Array.from({ length: 500 }, (_, index) => ({
      product: `p${index}`,
      amount_transacted: `${index}.10`,
    }));
    await loadRows(rows);
    const before = await versions();
    expect(await loadRows(rows)).toMatchObject({ rowsRead: 500, inserted: 0, updated: 0, unchanged: 500 });
    expect(await versions()).toEqual(before);
    // The same values, written in another way.
    const other = rows.map((row) => ({
      ...row,
      amount_transacted: `0${row.amount_transacted}0`,
      installments: '+1',
    }));
    expect(await loadRows(other)).toMatchObject({ updated: 0, unchanged: 500 });
    expect(await versions()).toEqual(before);
    expect((await runs()).map(({ status }) => status)).toEqual(['loaded', 'loaded', 'loaded']);
  });

  it('updates what differs and leaves the rest alone', async () => {
    await loadRows([
      { product: 'a' },
      { product: 'b' },
      { product: 'c' },
      { product: 'd' },
      { product: 'absent' },
    ]);
    const before = await versions();
    const counts = await loadRows([
      { product: 'a' },
      { product: 'b', amount_transacted: '100.01' },
      { product: 'c', quantity_of_merchants: 3 },
      { product: 'd', quantity_transactions: 5 },
      { product: 'new' },
    ]);
    expect(counts).toMatchObject({ rowsRead: 5, inserted: 1, updated: 3, unchanged: 1 });
    const after = await versions();
    expect(after).toMatchObject({ a: before['a'], absent: before['absent'] });
    for (const product of ['b', 'c', 'd']) expect(after[product]).not.toBe(before[product]);
    expect(await stored()).toEqual([
      paymentRow({ product: 'a' }),
      paymentRow({ product: 'absent' }),
      paymentRow({ product: 'b', amount_transacted: '100.01' }),
      paymentRow({ product: 'c', quantity_of_merchants: 3 }),
      paymentRow({ product: 'd', quantity_transactions: 5 }),
      paymentRow({ product: 'new' }),
    ]);
  });
});

describe('several files', () => {
  it('are one load, in which a later row wins', async () => {
    const counts = await load([
      textSource(csvOf([{ product: 'a', amount_transacted: '1.00' }, { product: 'b' }]), 'monday.csv'),
      textSource(
        csvOf([{ product: 'a', amount_transacted: '2.00' }, { product: 'b' }, { product: 'c' }]),
        'tuesday.csv',
      ),
    ]);
    expect(counts).toMatchObject({ rowsRead: 5, inserted: 3, updated: 1, unchanged: 1 });
    expect(await stored()).toEqual([
      paymentRow({ product: 'a', amount_transacted: '2.00' }),
      paymentRow({ product: 'b' }),
      paymentRow({ product: 'c' }),
    ]);
    expect(await runs()).toHaveLength(1);
  });

  it('are loaded together or not at all', async () => {
    const good = textSource(csvOf([{ product: 'a' }]), 'good.csv');
    const bad = textSource(csvOf([{ product: 'b', amount_transacted: '1x' }]), 'bad.csv');
    await expect(load([good, bad])).rejects.toThrow('bad.csv:2: amount_transacted "1x"');
    expect(await stored()).toEqual([]);
    expect(await runs()).toMatchObject([{ status: 'failed', sources: ['good.csv', 'bad.csv'] }]);
  });
});

describe('a file without rows', () => {
  it('is loaded when it has a header', async () => {
    expect(await loadRows([])).toMatchObject({ rowsRead: 0, inserted: 0, firstDay: null, lastDay: null });
    expect(await runs()).toMatchObject([{ status: 'loaded', rows_read: 0, first_day: null, last_day: null }]);
    expect(await load([textSource(csvOf([]).trimEnd())])).toMatchObject({ rowsRead: 0 });
  });

  it('does not hide the days of another one', async () => {
    const sources = [csvOf([]), csvOf([{ date: '2025-01-02' }]), csvOf([])].map((text) => textSource(text));
    expect(await load(sources)).toMatchObject({ rowsRead: 1, firstDay: '2025-01-02', lastDay: '2025-01-02' });
  });

  it.each(['', '\n', '\ufeff', ' \r\n\r\n', ',,,\n'])('is refused without one: %j', async (text) => {
    await expect(load([textSource(text, 'empty.csv')])).rejects.toMatchObject({
      name: 'SourceError',
      message: 'empty.csv is empty: it has no header line',
    });
    expect(await runs()).toMatchObject([
      { status: 'failed', error: 'empty.csv is empty: it has no header line' },
    ]);
  });
});

describe('a dry run', () => {
  it('counts what a load would do and leaves no trace', async () => {
    await loadRows([{ product: 'a' }, { product: 'b' }]);
    const [before, runsBefore] = [await versions(), await runs()];
    const rows = [{ product: 'a' }, { product: 'b', amount_transacted: '5.00' }, { product: 'c' }];
    const counts = await load([textSource(csvOf(rows))], { dryRun: true });
    expect(counts).toEqual({
      runId: null,
      rowsRead: 3,
      inserted: 1,
      updated: 1,
      unchanged: 1,
      deleted: 0,
      collapsed: 0,
      rejected: 0,
      firstDay: '2025-03-31',
      lastDay: '2025-03-31',
      skipped: [],
      rejectedRows: [],
      restatedDays: 1,
    });
    expect(await versions()).toEqual(before);
    expect(await runs()).toEqual(runsBefore);
    expect(await loadRows(rows)).toEqual({ ...counts, runId: expect.any(String) as string });
  });

  it('finds the same errors', async () => {
    const bad = textSource(csvOf([{ date: 'soon' }]));
    await expect(load([bad], { dryRun: true })).rejects.toMatchObject({ name: 'RejectedRowsError' });
    const twice = textSource(csvOf([{}, {}]));
    await expect(load([twice], { dryRun: true })).rejects.toThrow('test.csv:2 and 3');
    expect(await runs()).toEqual([]);
  });
});
