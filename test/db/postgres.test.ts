import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database, Reader } from '../../src/db/database.ts';
import { codeOf } from '../../src/db/pg-error.ts';
import { sql } from '../../src/db/sql.ts';
import { openDatabase } from '../support/open-database.ts';
import { inPieces } from '../support/streams.ts';
import { useTestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

const { db, url } = useTestDatabase();
const other = openDatabase(url);

beforeAll(() => db.transaction((tx) => tx.runScript('create table notes (id int primary key, note text)')));
beforeEach(() => db.transaction((tx) => tx.runScript('truncate notes')));

const notesOf = async (reader: Reader) =>
  (await reader.query<{ note: string }>(sql`select note from notes order by id`)).map(({ note }) => note);
const notes = (database: Database = other) => database.readOnly(notesOf);
const insert = (id: number, note: string) => sql`insert into notes values (${id}, ${note})`;

describe('a transaction', () => {
  it('commits when its work is done, and hands back the result', async () => {
    const result = await db.transaction(async (tx) => {
      expect(await tx.execute(insert(1, 'a'))).toBe(1);
      expect(await tx.execute(sql`update notes set note = 'b'`)).toBe(1);
      expect(await tx.execute(sql`delete from notes where false`)).toBe(0);
      expect(await notes()).toEqual([]);
      return 'done';
    });
    expect(result).toBe('done');
    expect(await notes()).toEqual(['b']);
  });

  it('rolls back when its work throws', async () => {
    const failing = db.transaction(async (tx) => {
      await tx.execute(insert(1, 'a'));
      throw new RangeError('stop');
    });
    await expect(failing).rejects.toThrow(new RangeError('stop'));
    expect(await notes()).toEqual([]);
  });

  it('rolls back when a statement fails, and the connection can be used again', async () => {
    for (let round = 0; round < 6; round += 1) {
      const failing = db.transaction(async (tx) => {
        await tx.execute(insert(1, 'a'));
        await tx.execute(insert(1, 'b'));
      });
      await expect(failing).rejects.toMatchObject({ name: 'DatabaseError' });
    }
    expect(await notes()).toEqual([]);
    await db.transaction((tx) => tx.execute(insert(1, 'c')));
    expect(await notes()).toEqual(['c']);
  });

  it('does not say that it committed when the work hid an error', async () => {
    // PostgreSQL answers COMMIT with ROLLBACK when a statement before it has failed.
    const hiding = db.transaction(async (tx) => {
      await tx.execute(insert(1, 'a'));
      await tx.execute(insert(1, 'b')).catch(() => undefined);
      return 'done';
    });
    await expect(hiding).rejects.toThrow('rolled back: a statement failed');
    expect(await notes()).toEqual([]);
  });

  it('that rehearses does everything and keeps nothing', async () => {
    const seen = await db.transaction(
      async (tx) => {
        await tx.execute(insert(1, 'a'));
        return notesOf(tx);
      },
      { rehearse: true },
    );
    expect(seen).toEqual(['a']);
    expect(await notes()).toEqual([]);
  });

  it('runs a script of several statements', async () => {
    await db.transaction((tx) =>
      tx.runScript(`insert into notes values (1, 'a;b'); -- ;\n insert into notes values (2, $$c;$$);`),
    );
    expect(await notes()).toEqual(['a;b', 'c;']);
  });

  it('can be had several times at once, and often one after another', async () => {
    const warnings: string[] = [];
    const onWarning = (warning: Error) => warnings.push(warning.message);
    process.on('warning', onWarning);
    for (let round = 0; round < 30; round += 1) await db.readOnly(notesOf);
    const ids = Array.from({ length: 12 }, (_, id) => id);
    await Promise.all(ids.map((id) => db.transaction((tx) => tx.execute(insert(id, String(id))))));
    await new Promise(setImmediate);
    process.off('warning', onWarning);
    expect(warnings).toEqual([]);
    expect(await notes()).toEqual(ids.map(String));
  });
});

describe('values', () => {
  it('come as text where a number or a Date would lose something', async () => {
    const [row] = await db.readOnly((reader) =>
      reader.query(sql`select date '2025-03-30' as day, 12.50::numeric(18,2) as amount, 7::int as count,
        9007199254740993::bigint as large, null::date as nothing, array['a', null]::text[] as names`),
    );
    expect(row).toEqual({
      day: '2025-03-30',
      amount: '12.50',
      count: 7,
      large: '9007199254740993',
      nothing: null,
      names: ['a', null],
    });
  });

  it.each(['German', 'SQL, DMY', 'Postgres, MDY'])(
    'are days as YYYY-MM-DD on a server set to %s',
    async (style) => {
      const name = decodeURIComponent(new URL(url).pathname.slice(1));
      await db.transaction((tx) => tx.runScript(`alter database "${name}" set datestyle to ${style}`));
      try {
        const fresh = openDatabase(url);
        const days = (reader: Reader) =>
          reader.query(
            sql`select date '2025-03-04' as day, date '2025-03-04'::text as text, ${'2025-03-04'}::date as given`,
          );
        const expected = [{ day: '2025-03-04', text: '2025-03-04', given: '2025-03-04' }];
        expect(await fresh.readOnly(days)).toEqual(expected);
        expect(await fresh.transaction(days)).toEqual(expected);
      } finally {
        await db.transaction((tx) => tx.runScript(`alter database "${name}" reset datestyle`));
      }
    },
  );
});

describe('readOnly', () => {
  it('cannot write', async () => {
    for (const statement of [
      insert(1, 'a'),
      sql`create table t ()`,
      sql`truncate notes`,
      sql`select nextval('etl.load_run_id_seq')`,
    ]) {
      const error: unknown = await db
        .readOnly((reader) => reader.query(statement))
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ name: 'DatabaseError' });
      expect(codeOf(error)).toBe('25006');
    }
    expect(await notes()).toEqual([]);
  });

  it('has no door to write through', () =>
    db.readOnly(async (reader) => {
      expect(Object.keys(reader)).toEqual(['query']);
    }));

  it('sees one snapshot, whatever others commit meanwhile', async () => {
    await db.transaction((tx) => tx.execute(insert(1, 'before')));
    await db.readOnly(async (reader) => {
      expect(await notesOf(reader)).toEqual(['before']);
      await other.transaction((tx) => tx.execute(sql`update notes set note = 'after'`));
      await other.transaction((tx) => tx.execute(insert(2, 'more')));
      expect(await notesOf(reader)).toEqual(['before']);
    });
    expect(await notes(db)).toEqual(['after', 'more']);
  });
});

describe('copyIn', () => {
  const COPY = sql`copy notes from stdin`;

  it('streams text and bytes, and counts the rows', async () => {
    const pieces = ['1\ta\n2\t', Buffer.from('bã\n3'), '\t\\N\n'];
    expect(await db.transaction((tx) => tx.copyIn(COPY, inPieces(pieces)))).toBe(3);
    expect(await notes()).toEqual(['a', 'bã', null]);
    expect(await db.transaction((tx) => tx.copyIn(COPY, inPieces([])))).toBe(0);
  });

  it('passes on the error of the source, and the transaction can be rolled back', async () => {
    async function* broken(): AsyncGenerator<string> {
      yield '1\ta\n';
      await Promise.resolve();
      throw new RangeError('source broke');
    }
    await expect(db.transaction((tx) => tx.copyIn(COPY, broken()))).rejects.toThrow(
      new RangeError('source broke'),
    );
    expect(await notes()).toEqual([]);
    await db.transaction((tx) => tx.copyIn(COPY, inPieces(['1\tb\n'])));
    expect(await notes()).toEqual(['b']);
  });

  it.each<[string, string[], string]>([
    ['a value of the wrong type', ['1\ta\n', 'x\tb\n'], '22P02'],
    ['a row too short', ['1\n'], '22P04'],
    ['a key twice', ['1\ta\n1\tb\n'], '23505'],
  ])('tells what the server refuses: %s', async (_, pieces, code) => {
    const error: unknown = await db
      .transaction((tx) => tx.copyIn(COPY, inPieces(pieces)))
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'DatabaseError' });
    expect(codeOf(error)).toBe(code);
    expect(await notes(db)).toEqual([]);
  });

  it('stops reading an endless source as soon as the server refuses', async () => {
    let closed = false;
    async function* endless(): AsyncGenerator<string> {
      try {
        for (;;) {
          await new Promise(setImmediate);
          yield 'not a number\ta\n'.repeat(1000);
        }
      } finally {
        closed = true;
      }
    }
    await expect(db.transaction((tx) => tx.copyIn(COPY, endless()))).rejects.toMatchObject({
      name: 'DatabaseError',
    });
    await until(() => closed);
  });

  it('does not read faster than the server takes it', async () => {
    await db.transaction((tx) =>
      tx.runScript(`create function wait_turn() returns trigger language plpgsql as
        $$ begin perform pg_advisory_xact_lock_shared(4711); return null; end $$;
        create trigger wait_turn before insert on notes for each row execute function wait_turn()`),
    );
    const piece = '1\tx\n'.repeat(1 << 14);
    let pieces = 0;
    let held = true;
    async function* plenty(): AsyncGenerator<string> {
      for (; held && pieces < 10_000; pieces += 1) {
        await new Promise(setImmediate);
        yield piece;
      }
    }
    let copy: Promise<number> | undefined;
    await db.transaction(async (tx) => {
      await tx.query(sql`select pg_advisory_xact_lock(4711)`);
      copy = other.transaction((second) => second.copyIn(COPY, plenty()));
      // Until the buffers in between are full and nothing moves any more, or all of 640 MB has been read.
      for (let before = -1; before !== pieces;) {
        before = pieces;
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
      held = false;
    });
    await copy;
    expect(pieces).toBeGreaterThan(0);
    expect((pieces * piece.length) / 1e6).toBeLessThan(64);
    await db.transaction((tx) => tx.runScript('drop trigger wait_turn on notes'));
  });
});
