import { assert, beforeEach, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/datasets/definition.ts';
import { payments } from '../../src/packs/payments/dataset.ts';
import { sql } from '../../src/db/sql.ts';
import { SourceError } from '../../src/errors.ts';
import { loadSources } from '../../src/ingest/load.ts';
import { RejectedRowsError } from '../../src/ingest/rejected-rows-error.ts';
import type { Source } from '../../src/ingest/source.ts';
import { stdinSource, streamSource } from '../../src/ingest/source.ts';
import { SILENT } from '../support/load-events.ts';
import { csvOf, type PaymentRow } from '../support/payment-rows.ts';
import { useTestDatabase } from '../support/test-database.ts';
import { bytesSource, textSource } from '../support/text-source.ts';

const { db } = useTestDatabase();

const load = (source: Source, dataset: Dataset = payments) =>
  loadSources(db, dataset, [source], { dryRun: false, toolVersion: 'test' }, SILENT);
const refusalOf = async (source: Source, dataset?: Dataset): Promise<SourceError> => {
  const error: unknown = await load(source, dataset).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  return error as SourceError;
};
const refusalOfRows = (rows: readonly Partial<PaymentRow>[]) => refusalOf(textSource(csvOf(rows), 'x.csv'));
const state = () =>
  db.readOnly(async (reader) => ({
    rows: await reader.query(sql`select product from bi.kpi_daily order by product`),
    runs: await reader.query(
      sql`select status, error, rows_read, finished_at is not null as finished from etl.load_run order by id`,
    ),
  }));

beforeEach(async () => {
  await db.transaction((tx) => tx.runScript('truncate bi.kpi_daily, etl.load_run'));
  await load(textSource(csvOf([{ product: 'before' }])));
});

/** What was there is there, nothing else is, and the run tells why; the next load works. */
async function expectNothingLoaded(message: string): Promise<void> {
  const { rows, runs } = await state();
  expect(rows).toEqual([{ product: 'before' }]);
  expect(runs).toEqual([
    expect.objectContaining({ status: 'loaded' }),
    { status: 'failed', error: message, rows_read: null, finished: true },
  ]);
  expect(await load(textSource(csvOf([{ product: 'next' }])))).toMatchObject({ inserted: 1 });
}

describe('rows that break a rule', () => {
  it('are named with file, line, column, value and rule', async () => {
    const error = await refusalOfRows([
      { product: 'good' },
      { product: 'bad', amount_transacted: '12,50', quantity_transactions: '1.5', entity: ' ' },
      { product: 'also good' },
      { product: 'bad too', date: '2025-02-30' },
      { product: 'negative', quantity_of_merchants: -1 },
    ]);
    expect(error).toBeInstanceOf(RejectedRowsError);
    expect(error).toBeInstanceOf(SourceError);
    expect(error.hint).toBe(
      'correct the lines above and run the command again, or put such rows aside with --on-error quarantine',
    );
    expect(error.message.split('\n')).toEqual([
      'x.csv: nothing was loaded, because these rows break a rule:',
      '  x.csv:3: entity " ": must not be blank',
      '  x.csv:3: amount_transacted "12,50": must be a number with a decimal point, such as 1234.56',
      '  x.csv:3: quantity_transactions "1.5": must be a whole number',
      '  x.csv:5: date "2025-02-30": must be a calendar date as YYYY-MM-DD',
      '  x.csv:6: quantity_of_merchants "-1": must be at least 0',
    ]);
    await expectNothingLoaded(error.message);
  });

  it('are named up to the tenth', async () => {
    const bad = Array.from({ length: 11 }, (_, index) => ({
      product: `p${index}`,
      installments: `${index}x`,
    }));
    const error = await refusalOfRows([{ product: 'good' }, ...bad]);
    assert(error instanceof RejectedRowsError);
    const lines = error.message.split('\n');
    expect(lines).toHaveLength(12);
    expect(lines[1]).toBe('  x.csv:3: installments "0x": must be a whole number');
    expect(lines[10]).toBe('  x.csv:12: installments "9x": must be a whole number');
    expect(lines[11]).toContain('more');
    const ten = await refusalOfRows(bad.slice(0, 10));
    expect(ten.message.split('\n')).toHaveLength(11);
    expect(ten.message).not.toContain('more');
  });

  it('are not read on to the end of a large file', async () => {
    let pulled = 0;
    const header = csvOf([]);
    const source: Source = streamSource('large.csv', async function* () {
      yield Buffer.from(header);
      for (; pulled < 100_000; pulled += 1) {
        await new Promise(setImmediate);
        yield Buffer.from('bad,bad\n'.repeat(100));
      }
    });
    expect((await refusalOf(source)).message).toContain('large.csv:2: row "bad,bad": must have 10 fields');
    // The first MiB is read to find out how the file is written; it ends there.
    expect(pulled).toBeLessThan(1500);
  });

  it('may be too short or too long', async () => {
    const text = csvOf([{ product: 'good' }]).trimEnd();
    const error = await refusalOf(textSource(`${text}\n2025-03-31,PJ\n${'x,'.repeat(10)}y\n`, 'x.csv'));
    expect(error.message.split('\n').slice(1)).toEqual([
      '  x.csv:3: row "2025-03-31,PJ": must have 10 fields like the header, has 2',
      '  x.csv:4: row "x,x,x,x,x,x,x,x,x,x,y": must have 10 fields like the header, has 11',
    ]);
    await expectNothingLoaded(error.message);
  });

  it('cannot bring control characters or very long values to the terminal', async () => {
    const error = await refusalOfRows([
      { installments: '\u001b[31m\n\u0007' },
      { installments: '9'.repeat(5000) },
      { product: 'a\0b' },
    ]);
    expect(error.message.split('\n').slice(1)).toEqual([
      '  x.csv:2: installments "\\u001b[31m\\n\\u0007": must be a whole number',
      `  x.csv:4: installments "${'9'.repeat(60)}…": must be at most 2147483647`,
      '  x.csv:5: product "a\\u0000b": must not hold a NUL character',
    ]);
  });
});

describe('a key that stands in two rows', () => {
  it('is refused and named with its lines', async () => {
    const error = await refusalOfRows([
      { product: 'a' },
      { product: 'b' },
      { product: 'a', amount_transacted: '7.00' },
      { product: 'b' },
      { product: 'c' },
      { product: ' b ' },
    ]);
    expect(error.name).toBe('SourceError');
    expect(error.message.split('\n')).toEqual([
      'x.csv: nothing was loaded, because 5 rows share 2 keys:',
      '  x.csv:2 and 4: "2025-03-31, PJ, a, normal, D1Anticipation, credit, 1"',
      '  x.csv:3 and 5 and 7: "2025-03-31, PJ, b, normal, D1Anticipation, credit, 1"',
      '  a key is one combination of date, entity, product, price_tier, anticipation_method, payment_method, installments',
    ]);
    await expectNothingLoaded(error.message);
  });

  it('is named up to the fifth, and counted', async () => {
    // In another order than that of the alphabet, which the server may take on the way.
    const rows = Array.from({ length: 8 }, (_, index) => ({ product: `p${(index * 3 + 5) % 8}` }));
    const error = await refusalOfRows([...rows, ...rows]);
    expect(error.message.split('\n')).toHaveLength(8);
    expect(error.message).toContain('because 16 rows share 8 keys:');
    expect(error.message).toContain('\n  … and 3 more\n');
    expect([...error.message.matchAll(/x\.csv:(\d+ and \d+): /g)].map(([, lines]) => lines)).toEqual([
      '2 and 10',
      '3 and 11',
      '4 and 12',
      '5 and 13',
      '6 and 14',
    ]);
  });

  it('is one key only when every part is the same', async () => {
    const counts = await load(
      textSource(
        csvOf([
          { product: 'a' },
          { product: 'A' },
          { product: 'á' },
          { product: 'a\u0301' },
          { installments: 2 },
        ]),
      ),
    );
    expect(counts).toMatchObject({ inserted: 5 });
  });
});

describe('a file that cannot be read', () => {
  it.each<[string, string, RegExp]>([
    ['a missing column', 'day,entity\n2025-01-01,PJ\n', /^x\.csv:1: the header lacks the columns product, /],
    ['no header', ' , ,\n,,', /^x\.csv is empty: it has no header line$/],
    [
      'a header with an open quote',
      '"day,entity\n',
      /^x\.csv:1: this line is no header: its quotes do not match$/,
    ],
  ])('is refused: %s', async (_, text, message) => {
    const error = await refusalOf(textSource(text, 'x.csv'));
    expect(error).toMatchObject({ name: 'SourceError', message: expect.stringMatching(message) as string });
    expect(error.hint).toBeDefined();
    await expectNothingLoaded(error.message);
  });

  it('is refused from the record on whose quotes make no sense', async () => {
    const text = `${csvOf([{ product: 'good' }])}"oops\n`;
    const error = await refusalOf(textSource(text, 'x.csv'));
    expect(error.message.split('\n').slice(1)).toEqual([
      '  x.csv:3: row "\\"oops": a quote is opened and never closed',
    ]);
    await expectNothingLoaded(error.message);
  });

  it('is refused when a byte of it is no character', async () => {
    const good = Buffer.from(csvOf([{ product: 'cartão' }, { product: 'crédito' }]));
    const bytes = Buffer.concat([
      good,
      Buffer.from(csvOf([{ product: 'débito' }]).split('\n')[1] ?? '', 'latin1'),
    ]);
    const error = await refusalOf(bytesSource(bytes, 'x.csv'));
    expect(error.message).toContain('x.csv:4: row ');
    expect(error.message).toContain(': must be UTF-8 like the rest of the file');
    await expectNothingLoaded(error.message);
  });

  it.each(['ECONNRESET', 'EIO', undefined])(
    'is told from the database when it breaks off (%s)',
    async (code) => {
      let closed = false;
      const source: Source = stdinSource(
        (async function* () {
          try {
            yield Buffer.from(csvOf(Array.from({ length: 3000 }, (_, index) => ({ product: `p${index}` }))));
            await Promise.resolve();
            throw Object.assign(new Error(`read ${code}`), code === undefined ? {} : { code });
          } finally {
            closed = true;
          }
        })(),
      );
      const error = await refusalOf(source);
      expect(error).toMatchObject({ name: 'SourceError', message: `(standard input): read ${code}` });
      expect(closed).toBe(true);
      await expectNothingLoaded(error.message);
    },
  );

  it('is closed when its content is refused', async () => {
    let closed = false;
    const source: Source = streamSource('x.csv', async function* () {
      try {
        yield Buffer.from(csvOf([{}, {}]));
        for (;;) {
          await new Promise(setImmediate);
          yield Buffer.from('"bad" x\n');
        }
      } finally {
        closed = true;
      }
    });
    expect((await refusalOf(source)).message).toContain(
      'x.csv:4: row "\\"bad\\" x": a quote stands where it may not',
    );
    await new Promise(setImmediate);
    expect(closed).toBe(true);
  });
});

describe('what the table refuses although the definition allows it', () => {
  it('is an error of the database, and nothing is loaded', async () => {
    const wide: Dataset = {
      ...payments,
      columns: { ...payments.columns, amount_transacted: { type: 'numeric', precision: 20, scale: 2 } },
    };
    const text = csvOf([{ product: 'a' }, { product: 'b', amount_transacted: '99999999999999999.99' }]);
    const error = await refusalOf(textSource(text), wide);
    expect(error).toMatchObject({
      name: 'DatabaseError',
      message: expect.stringContaining('numeric field overflow') as string,
    });
    await expectNothingLoaded(error.message);
  });

  it('may be the table itself', async () => {
    const elsewhere: Dataset = { ...payments, table: { schema: 'bi', name: 'no such table' } };
    const error = await refusalOf(textSource(csvOf([{}])), elsewhere);
    expect(error).toMatchObject({ name: 'DatabaseError', hint: 'run `kpi db migrate`' });
    expect(error.message).toContain(
      'a table or view is missing (relation "bi.no such table" does not exist)',
    );
    await expectNothingLoaded(error.message);
  });
});
