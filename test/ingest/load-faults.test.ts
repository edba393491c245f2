import { beforeEach, describe, expect, inject, it } from 'vitest';
import { payments } from '../../src/packs/payments/dataset.ts';
import type { Database } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';
import { loadSources, type LoadEvents, type LoadResult } from '../../src/ingest/load.ts';
import { streamSource, type Source } from '../../src/ingest/source.ts';
import { killConnections } from '../support/kill-connections.ts';
import { SILENT } from '../support/load-events.ts';
import { lossyProxy } from '../support/lossy-proxy.ts';
import { openDatabase } from '../support/open-database.ts';
import { csvOf } from '../support/payment-rows.ts';
import { useEmptyDatabase, useTestDatabase } from '../support/test-database.ts';
import { pipedSource, textSource } from '../support/text-source.ts';
import { until } from '../support/until.ts';

const { db, url } = useTestDatabase();

const load = (database: Database, source: Source, events: Partial<LoadEvents> = {}, dryRun = false) =>
  loadSources(database, payments, [source], { dryRun, toolVersion: 'test' }, { ...SILENT, ...events });
const loadProduct = (database: Database, product: string, events?: Partial<LoadEvents>) =>
  load(database, pipedSource(csvOf([{ product }])), events);
const products = async () => {
  const rows = await db.readOnly((reader) =>
    reader.query<{ product: string }>(sql`select product from bi.kpi_daily order by product`),
  );
  return rows.map(({ product }) => product);
};
const runs = () =>
  db.readOnly((reader) =>
    reader.query<{ status: string; error: string | null }>(
      sql`select status, error from etl.load_run order by id`,
    ),
  );

/** Yields more rows than a load looks at before it begins, then does something, then yields as many again. */
function sourceThat(act: () => Promise<unknown>): Source {
  const half = 20_000;
  const lines = csvOf(Array.from({ length: 2 * half }, (_, index) => ({ product: `p${index}` }))).split('\n');
  const [header, ...rows] = lines.filter((line) => line !== '');
  return streamSource('slow.csv', async function* () {
    yield Buffer.from(`${header}\n${rows.slice(0, half).join('\n')}\n`);
    await act();
    yield Buffer.from(`${rows.slice(half).join('\n')}\n`);
  });
}

/** The rows so far have reached the server. */
const copying = () => until(() => activityOf(sql`query ilike 'copy%' and state = 'active'`));
const activityOf = async (condition: ReturnType<typeof sql>) => {
  const rows = await db.readOnly((reader) =>
    reader.query(sql`select from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and ${condition}`),
  );
  return rows.length > 0;
};

beforeEach(async () => {
  await db.transaction((tx) => tx.runScript('truncate bi.kpi_daily, etl.load_run'));
  await loadProduct(db, 'before');
});

describe('an interrupted load', () => {
  const INTERRUPTED = {
    name: 'InterruptedError',
    message: 'interrupted: rolled back, nothing was written',
  };

  it('while rows are copied leaves the table as it was and is recorded', async () => {
    const controller = new AbortController();
    const work = load(
      openDatabase(url, controller.signal),
      sourceThat(async () => {
        await copying();
        controller.abort();
      }),
    );
    await expect(work).rejects.toMatchObject(INTERRUPTED);
    expect(await products()).toEqual(['before']);
    expect(await runs()).toEqual([
      { status: 'loaded', error: null },
      { status: 'failed', error: INTERRUPTED.message },
    ]);
    expect(await loadProduct(db, 'next')).toMatchObject({ inserted: 1 });
  });

  it('does not wait for a source that never ends', async () => {
    const controller = new AbortController();
    let closed = false;
    const source: Source = streamSource('endless.csv', async function* () {
      try {
        yield Buffer.from(csvOf([]));
        for (let index = 0; ; index += 1) {
          await new Promise(setImmediate);
          if (index === 500) controller.abort();
          yield Buffer.from(`${csvOf([{ product: `p${index}` }]).split('\n')[1]}\n`);
        }
      } finally {
        closed = true;
      }
    });
    await expect(load(openDatabase(url, controller.signal), source)).rejects.toMatchObject(INTERRUPTED);
    await until(() => closed);
    expect(await products()).toEqual(['before']);
  });

  it('does not wait for a source that is silent', async () => {
    const controller = new AbortController();
    const source: Source = streamSource('silent.csv', async function* () {
      yield Buffer.from(csvOf([{ product: 'p' }]));
      controller.abort();
      await new Promise(() => undefined);
    });
    await expect(load(openDatabase(url, controller.signal), source)).rejects.toMatchObject(INTERRUPTED);
    expect(await products()).toEqual(['before']);
  });

  it('while the rows are merged leaves the table as it was', async () => {
    await db.transaction((tx) =>
      tx.runScript(`create function wait_turn() returns trigger language plpgsql as
          $$ begin perform pg_advisory_xact_lock_shared(4711); return new; end $$;
        create trigger wait_turn before insert on bi.kpi_daily for each row execute function wait_turn()`),
    );
    const controller = new AbortController();
    await db.transaction(async (tx) => {
      await tx.query(sql`select pg_advisory_xact_lock(4711)`);
      const work = loadProduct(openDatabase(url, controller.signal), 'interrupted');
      const merging = sql`query ilike '%insert into%' and wait_event_type = 'Lock'`;
      await until(() => activityOf(merging));
      controller.abort();
      await expect(work).rejects.toMatchObject(INTERRUPTED);
      expect(await runs()).toMatchObject([{ status: 'loaded' }, { status: 'failed' }]);
    });
    // The server ends the statement without us, and finds nobody to commit it.
    await until(async () => !(await activityOf(sql`application_name = 'kpi' and state <> 'idle'`)));
    await db.transaction((tx) => tx.runScript('drop function wait_turn cascade'));
    expect(await products()).toEqual(['before']);
    expect(await loadProduct(db, 'next')).toMatchObject({ inserted: 1 });
  });

  it('that has not begun leaves no run behind', async () => {
    await expect(loadProduct(openDatabase(url, AbortSignal.abort()), 'never')).rejects.toMatchObject(
      INTERRUPTED,
    );
    expect(await runs()).toHaveLength(1);
    expect(await products()).toEqual(['before']);
  });
});

describe('two loads at the same time', () => {
  /** Holds a load in the middle of its file until `release` is called. */
  function holdLoad(product: string): {
    result: Promise<LoadResult>;
    begun: Promise<void>;
    release: () => void;
  } {
    let release = () => {};
    let begin = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const [header, row] = csvOf([{ product }]).split('\n');
    const source: Source = streamSource('held.csv', async function* () {
      yield Buffer.from(`${header}\n`);
      begin();
      await released;
      yield Buffer.from(`${row}\n`);
    });
    return { result: load(openDatabase(url), source), begun, release };
  }

  it('take turns, and the second one is told', async () => {
    const first = holdLoad('same');
    await first.begun;
    let waits = 0;
    let read = 0;
    const second = loadProduct(db, 'same', {
      onWait: () => (waits += 1),
      onRows: (count) => (read += count),
    });
    await until(() => waits === 1);
    await until(() => activityOf(sql`wait_event_type = 'Lock' and wait_event = 'advisory'`));
    expect(read).toBe(0);
    expect((await runs()).map(({ status }) => status)).toEqual(['loaded', 'running']);
    first.release();
    expect(await first.result).toMatchObject({ inserted: 1, unchanged: 0 });
    expect(await second).toMatchObject({ inserted: 0, unchanged: 1 });
    expect(waits).toBe(1);
    expect(await products()).toEqual(['before', 'same']);
    expect((await runs()).map(({ status }) => status)).toEqual(['loaded', 'loaded', 'loaded']);
  });

  it('take turns also when one is a dry run', async () => {
    const first = holdLoad('a');
    await first.begun;
    let waits = 0;
    const second = load(db, pipedSource(csvOf([{ product: 'a' }])), { onWait: () => (waits += 1) }, true);
    await until(() => waits === 1);
    first.release();
    await first.result;
    expect(await second).toMatchObject({ runId: null, unchanged: 1 });
  });

  it('do not meet when they load different datasets', async () => {
    const first = holdLoad('a');
    await first.begun;
    let waits = 0;
    const other = { ...payments, name: 'other' };
    const events = { ...SILENT, onWait: () => (waits += 1) };
    await loadSources(db, other, [textSource(csvOf([]))], { dryRun: false, toolVersion: 'test' }, events);
    expect(waits).toBe(0);
    first.release();
    await first.result;
  });

  it('can be interrupted while waiting', async () => {
    const first = holdLoad('first');
    await first.begun;
    const controller = new AbortController();
    const second = loadProduct(openDatabase(url, controller.signal), 'second', {
      onWait: () => controller.abort(),
    });
    await expect(second).rejects.toMatchObject({ name: 'InterruptedError' });
    first.release();
    expect(await first.result).toMatchObject({ inserted: 1 });
    expect(await products()).toEqual(['before', 'first']);
    expect((await runs()).map(({ status }) => status)).toEqual(['loaded', 'loaded']);
    expect(await loadProduct(db, 'next')).toMatchObject({ inserted: 1 });
  });
});

describe('a connection that breaks', () => {
  it('while rows are copied is an error of the database; nothing is loaded, and the next load works', async () => {
    const work = load(
      openDatabase(url),
      sourceThat(async () => {
        await copying();
        expect(await killConnections(url, sql`query ilike 'copy%' and state = 'active'`)).toBe(1);
      }),
    );
    await expect(work).rejects.toMatchObject({
      name: 'DatabaseError',
      hint: expect.stringContaining('run the command again') as string,
    });
    expect(await products()).toEqual(['before']);
    const [, run] = await runs();
    expect(run?.status).toBe('failed');
    expect(run?.error).toMatch(/the server was shut down|the connection was (lost|cut)/);
    expect(await loadProduct(db, 'next')).toMatchObject({ inserted: 1 });
  });

  it('for good leaves a run that the next load closes', async () => {
    const work = load(
      openDatabase(url),
      sourceThat(async () => {
        await copying();
        // Nobody is let in any more, so that the failure cannot be written down either.
        await setConnectionsAllowed(false);
        await killConnections(url, sql`true`);
      }),
    );
    await expect(work).rejects.toMatchObject({ name: 'DatabaseError' });
    await setConnectionsAllowed(true);
    expect(await runs()).toEqual([
      { status: 'loaded', error: null },
      { status: 'running', error: null },
    ]);
    await loadProduct(db, 'next');
    expect(await runs()).toEqual([
      { status: 'loaded', error: null },
      { status: 'failed', error: 'the process ended before the load did' },
      { status: 'loaded', error: null },
    ]);
    expect(await products()).toEqual(['before', 'next']);
  });

  it('in the commit is recorded as what happened, not as what was feared', async () => {
    // The first commit is that of the run which begins, the second one that of the load.
    const lossy = openDatabase(await lossyProxy(url, 'commit\0', 1));
    await expect(loadProduct(lossy, 'committed')).rejects.toMatchObject({
      name: 'DatabaseError',
      message: expect.stringContaining('the connection was') as string,
    });
    expect(await products()).toEqual(['before', 'committed']);
    expect(await runs()).toEqual([
      { status: 'loaded', error: null },
      { status: 'loaded', error: null },
    ]);
  });
});

describe('a run that a killed process left behind', () => {
  it('is closed by the next load of that dataset, and by no other', async () => {
    await db.transaction((tx) =>
      tx.execute(sql`insert into etl.load_run (dataset, sources, tool_version)
        values ('payments', '{dead.csv}', 'test'), ('other', '{alive.csv}', 'test')`),
    );
    await load(db, textSource(csvOf([])), {}, true);
    expect((await runs()).map(({ status }) => status)).toEqual(['loaded', 'running', 'running']);
    await loadProduct(db, 'next');
    expect(await runs()).toEqual([
      { status: 'loaded', error: null },
      { status: 'failed', error: 'the process ended before the load did' },
      { status: 'running', error: null },
      { status: 'loaded', error: null },
    ]);
  });
});

describe('the error of a load', () => {
  it('is not hidden behind that of its bookkeeping', async () => {
    await db.transaction((tx) =>
      tx.runScript(`alter table etl.load_run add constraint no_failures check (status <> 'failed')`),
    );
    await expect(load(db, textSource(csvOf([{ date: 'x' }])))).rejects.toMatchObject({
      name: 'RejectedRowsError',
    });
    await db.transaction((tx) => tx.runScript('alter table etl.load_run drop constraint no_failures'));
  });
});

describe('a database without the tables', () => {
  const { db: empty } = useEmptyDatabase();

  it('says which step is missing', async () => {
    const piped = () => pipedSource(csvOf([]));
    await expect(loadProduct(empty, 'never')).rejects.toMatchObject({
      name: 'DatabaseError',
      message: expect.stringContaining('a table or view is missing') as string,
      hint: 'run `kpi db migrate`',
    });
    await empty.transaction((tx) =>
      tx.runScript('create schema bi; create schema etl; create table bi.kpi_daily (day date)'),
    );
    await expect(load(empty, piped(), {}, true)).rejects.toMatchObject({
      name: 'DatabaseError',
      message: expect.stringContaining('a column is missing') as string,
      hint: 'run `kpi db migrate`',
    });
  });
});

async function setConnectionsAllowed(allowed: boolean): Promise<void> {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  const admin = openDatabase(inject('adminUrl'));
  await admin.transaction((tx) =>
    tx.runScript(`alter database "${name}" allow_connections ${String(allowed)}`),
  );
}
