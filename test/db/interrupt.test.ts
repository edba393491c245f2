import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Transaction } from '../../src/db/database.ts';
import { describeUrl } from '../../src/db/describe-url.ts';
import { openPostgres } from '../../src/db/postgres.ts';
import { sql } from '../../src/db/sql.ts';
import { useTestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

const { db, url } = useTestDatabase();

beforeAll(() =>
  db.transaction((tx) =>
    tx.runScript(`create table notes (note text);
      create function wait_turn() returns trigger language plpgsql as
        $$ begin perform pg_advisory_xact_lock_shared(4711); return null; end $$;
      create constraint trigger wait_turn after insert on notes deferrable initially deferred
        for each row when (new.note = 'slow commit') execute function wait_turn()`),
  ),
);
beforeEach(() => db.transaction((tx) => tx.runScript('truncate notes')));

const INSERT = sql`insert into notes values ('written')`;
const notes = async () =>
  (await db.readOnly((reader) => reader.query<{ note: string }>(sql`select note from notes`))).map(
    ({ note }) => note,
  );

/** A handle with the means to interrupt it; closing it must end, or a connection was lost. */
async function interruptible<T>(
  work: (open: ReturnType<typeof openPostgres>, interrupt: () => void) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const open = openPostgres({ url, description: describeUrl(url), signal: controller.signal });
  try {
    return await work(open, () => controller.abort());
  } finally {
    await open.close();
  }
}
const INTERRUPTED = {
  name: 'InterruptedError',
  message: 'interrupted: rolled back, nothing was written',
};

describe('an interrupt', () => {
  it('before a transaction keeps it from beginning', () =>
    interruptible(async (open, interrupt) => {
      interrupt();
      let ran = false;
      const work = open.transaction(async () => {
        ran = true;
      });
      await expect(work).rejects.toMatchObject(INTERRUPTED);
      await expect(open.readOnly(() => Promise.resolve())).rejects.toMatchObject(INTERRUPTED);
      await expect(open.tryLock('x', () => Promise.resolve())).rejects.toMatchObject(INTERRUPTED);
      expect(ran).toBe(false);
    }));

  it('while the connection is made ends it, and the connection is not lost', () =>
    interruptible(async (open, interrupt) => {
      const work = open.transaction((tx) => tx.execute(INSERT));
      interrupt();
      await expect(work).rejects.toMatchObject(INTERRUPTED);
      expect(await notes()).toEqual([]);
    }));

  it('at any turn of the event loop leaves all or nothing', async () => {
    for (let turns = 0; turns < 60; turns += 1) {
      const outcome = await interruptible(async (open, interrupt) => {
        const work = open.transaction(async (tx) => {
          await tx.execute(INSERT);
          return 'committed';
        });
        const settled = work.catch((error: unknown) => error);
        for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate);
        interrupt();
        return settled;
      });
      if (outcome === 'committed') expect(await notes()).toEqual(['written']);
      else {
        expect(outcome).toMatchObject(INTERRUPTED);
        expect(await notes()).toEqual([]);
      }
      await db.transaction((tx) => tx.runScript('truncate notes'));
    }
  });

  it('between two statements rolls back', () =>
    interruptible(async (open, interrupt) => {
      const work = open.transaction(async (tx) => {
        await tx.execute(INSERT);
        interrupt();
        await tx.execute(INSERT);
      });
      await expect(work).rejects.toMatchObject(INTERRUPTED);
      expect(await notes()).toEqual([]);
    }));

  it('during work without statements rolls back', () =>
    interruptible(async (open, interrupt) => {
      const work = open.transaction(async (tx) => {
        await tx.execute(INSERT);
        interrupt();
        return 'done';
      });
      await expect(work).rejects.toMatchObject(INTERRUPTED);
      expect(await notes()).toEqual([]);
    }));

  it('during a long statement does not wait for it', () =>
    interruptible(async (open, interrupt) => {
      const work = open.transaction(async (tx) => {
        await tx.execute(INSERT);
        const sleeping = tx.query(sql`select pg_sleep(3600)`);
        await until(isSleeping);
        interrupt();
        await sleeping;
      });
      await expect(work).rejects.toMatchObject(INTERRUPTED);
      expect(await notes()).toEqual([]);
      // Nor does the server go on with it, and keep its locks.
      expect(await isSleeping()).toBe(false);
    }));

  it('during a COPY whose source waits ends both', () =>
    interruptible(async (open, interrupt) => {
      let closed = false;
      async function* waiting(): AsyncGenerator<string> {
        try {
          yield 'copied\n';
          interrupt();
          await new Promise(setImmediate);
          yield 'more\n';
        } finally {
          closed = true;
        }
      }
      const work = open.transaction((tx) => tx.copyIn(sql`copy notes from stdin`, waiting()));
      await expect(work).rejects.toMatchObject(INTERRUPTED);
      // Soon, but not first: nobody waits for a source that may be silent for ever.
      await until(() => closed);
      expect(await notes()).toEqual([]);
    }));

  it('does not lose the outcome of a commit that is under way', () =>
    interruptible(async (open, interrupt) => {
      let held: Promise<void> | undefined;
      const released = new Promise<() => void>((resolve) => {
        held = db.transaction(async (tx) => {
          await tx.query(sql`select pg_advisory_xact_lock(4711)`);
          await new Promise<void>((release) => resolve(release));
        });
      });
      const release = await released;
      const work = open.transaction(async (tx) => {
        await tx.execute(sql`insert into notes values ('slow commit')`);
        return 'committed';
      });
      await until(isWaiting);
      interrupt();
      release();
      await held;
      expect(await work).toBe('committed');
      expect(await notes()).toEqual(['slow commit']);
    }));

  it('does not end what must be written all the same', () =>
    interruptible(async (open, interrupt) => {
      interrupt();
      const write = (tx: Transaction) => tx.execute(INSERT);
      await open.transaction(write, { evenIfInterrupted: true });
      expect(await notes()).toEqual(['written']);
      await expect(open.transaction(write)).rejects.toMatchObject(INTERRUPTED);
    }));
});

const isSleeping = () => activity('select pg_sleep%');
const isWaiting = () => activity('commit');

async function activity(query: string): Promise<boolean> {
  const rows = await db.readOnly((reader) =>
    reader.query(sql`select from pg_stat_activity
      where datname = current_database() and state = 'active' and query ilike ${query}`),
  );
  return rows.length > 0;
}
