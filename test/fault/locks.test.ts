import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';
import { loadSources } from '../../src/ingest/load.ts';
import type { Source } from '../../src/ingest/source.ts';
import { payments } from '../../src/packs/payments/dataset.ts';
import { SILENT } from '../support/load-events.ts';
import { openDatabase } from '../support/open-database.ts';
import { csvOf } from '../support/payment-rows.ts';
import { useTestDatabase } from '../support/test-database.ts';
import { textSource } from '../support/text-source.ts';
import { until } from '../support/until.ts';
import { contentOf, isAtWork, structureOf, WHOLE } from './support/fact-table.ts';
import { whileOpen } from './support/other-session.ts';

const { db, url } = useTestDatabase();
const write = (text: string) => db.transaction((tx) => tx.runScript(text));
const read = db.readOnly.bind(db);

const source = (product: string) => textSource(csvOf([{ product }]), `${product}.csv`);

interface Circumstances {
  readonly dataset?: string;
  readonly database?: Database;
  /** Told while it loads. */
  readonly notes?: string[];
}

/** Loads a file and collects what it tells. */
async function load(
  file: Source,
  { dataset = payments.name, database = db, notes = [] }: Circumstances = {},
) {
  const tell = (note: string) => void notes.push(note);
  const result = await loadSources(
    database,
    { ...payments, name: dataset },
    [file],
    { dryRun: false, toolVersion: 'test' },
    { ...SILENT, onNote: tell, onWait: () => tell('waits for its turn') },
  );
  return { ...result, notes };
}

beforeEach(() => write('truncate bi.kpi_daily, etl.load_run, etl.load_file, etl.load_day'));

describe('an empty table that others read', () => {
  const READ = 'select from bi.kpi_daily';

  it('is loaded all the same, with its key kept, and the way is told', async () => {
    await whileOpen(url, READ, async () => {
      const { inserted, notes } = await load(source('a'));
      expect({ inserted, notes }).toEqual({
        inserted: 1,
        notes: [
          'bi.kpi_daily is empty, but others are at work in it; it is loaded beside them, which takes longer',
        ],
      });
      expect(await read(structureOf)).toEqual(WHOLE);
    });
  });

  it('is not closed to them by a load of which nobody knows the end', async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const [header, row] = csvOf([{ product: 'a' }]).split('\n');
    const endless: Source = {
      name: '(standard input)',
      bytes: undefined,
      async *open() {
        yield Buffer.from(`${header}\n${`${row}\n`.repeat(30_000)}`);
        await released;
      },
    };
    const loading = load(endless).catch((error: unknown) => error);
    await until(() => read((reader) => isAtWork(reader, sql`query ilike 'copy %'`)));
    expect((await read(contentOf)).rows).toBe('0');
    release();
    expect(await loading).toMatchObject({ name: 'SourceError' });
  });

  it('keeps rows that somebody writes while the lock is waited for', async () => {
    const insert = `insert into bi.kpi_daily
      values ('2025-03-31', 'PJ', 'theirs', 'normal', 'D1Anticipation', 'credit', 1, 1, 4, 2)`;
    let loading: ReturnType<typeof load> | undefined;
    await whileOpen(url, insert, async (query) => {
      loading = load(source('ours'));
      const waits = sql`query ilike 'lock table%' and wait_event_type = 'Lock'`;
      await until(() => read((reader) => isAtWork(reader, waits)));
      await query('commit');
    });
    expect(await loading).toMatchObject({ inserted: 1 });
    expect((await read(contentOf)).rows).toBe('2');
  });
});

describe('rows that another session has changed and not committed', () => {
  it('are waited for, and whom the load waits for is told', async () => {
    await load(source('a'));
    await load(source('b'));
    let loading: ReturnType<typeof load> | undefined;
    const notes: string[] = [];
    await whileOpen(url, 'update bi.kpi_daily set quantity_transactions = 9', async () => {
      const changed = textSource(csvOf([{ product: 'a', amount_transacted: '5.00' }]));
      loading = load(changed, { notes });
      await until(() => notes.length > 0);
    });
    expect(await loading).toMatchObject({ updated: 1 });
    expect(notes).toEqual([
      expect.stringMatching(
        /^waiting for a lock that "dashboard" holds \(process \d+, idle in transaction\); end its transaction, or run: select pg_terminate_backend\(\d+\)$/,
      ),
    ]);
  });
});

describe('loads at the same time', () => {
  const many = [1, 2, 3, 4, 5, 6];

  it('of one dataset take turns, also when there are more than connections', async () => {
    const results = await Promise.all(many.map((number) => load(source(`p${number}`))));
    expect(results.map(({ inserted }) => inserted)).toEqual(many.map(() => 1));
    expect(results.some(({ notes }) => notes.includes('waits for its turn'))).toBe(true);
    expect((await read(contentOf)).rows).toBe('6');
    expect(await read(structureOf)).toEqual(WHOLE);
  });

  it('of different datasets run side by side', async () => {
    const results = await Promise.all(
      many.map((number) => load(source(`p${number}`), { dataset: `set ${number}` })),
    );
    expect(results.map(({ inserted }) => inserted)).toEqual(many.map(() => 1));
    expect(results.flatMap(({ notes }) => notes)).not.toContain('waits for its turn');
    expect((await read(contentOf)).rows).toBe('6');
    expect(await read(structureOf)).toEqual(WHOLE);
  });

  it('see what the one before wrote, whatever the isolation that the server has as default', async () => {
    const name = new URL(url).pathname.slice(1);
    await write(`alter database ${name} set default_transaction_isolation to 'repeatable read'`);
    const others = [1, 2, 3].map(() => openDatabase(url));
    const results = await Promise.all(others.map((other) => load(source('same'), { database: other })));
    expect(results.map(({ inserted }) => inserted).sort()).toEqual([0, 0, 1]);
    await write(`alter database ${name} reset default_transaction_isolation`);
  });
});

describe('a view that stands on the key', () => {
  it('does not hinder the first load', async () => {
    await write(`create view bi.by_key as select date, entity, product, price_tier, anticipation_method,
        payment_method, installments, amount_transacted
      from bi.kpi_daily group by date, entity, product, price_tier, anticipation_method, payment_method, installments`);
    expect(await load(source('a'))).toMatchObject({ inserted: 1, notes: [] });
    expect(await read(structureOf)).toEqual(WHOLE);
    await write('drop view bi.by_key');
  });
});
