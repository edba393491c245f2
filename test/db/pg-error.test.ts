import { createServer, type AddressInfo } from 'node:net';
import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { codeOf, toDatabaseError } from '../../src/db/pg-error.ts';
import { sql, type Sql } from '../../src/db/sql.ts';
import { DatabaseError, SourceError } from '../../src/errors.ts';
import { openDatabase } from '../support/open-database.ts';
import { useTestDatabase } from '../support/test-database.ts';

const { db, url } = useTestDatabase();

async function errorOf(work: Promise<unknown>): Promise<DatabaseError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(DatabaseError);
  return error as DatabaseError;
}
const errorAt = (changed: (at: URL) => void) => {
  const at = new URL(url);
  changed(at);
  const other = openDatabase(at.toString());
  return errorOf(other.readOnly((reader) => reader.query(sql`select 1`)));
};
const errorOfStatement = (statement: Sql) => errorOf(db.transaction((tx) => tx.execute(statement)));

describe('a server that cannot be reached', () => {
  it('when nothing listens', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const error = await errorAt((at) => {
      at.host = `127.0.0.1:${port}`;
      at.password = 'secret';
    });
    expect(error.message).toContain(`127.0.0.1:${port}/`);
    expect(error.message).toContain('nothing answers there (connect ECONNREFUSED');
    expect(error.hint).toBe('start the server or check host and port in DATABASE_URL');
    expect(error.message + String(error.hint)).not.toContain('secret');
  });

  it('when the host name has several addresses, none of which answers', async () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED ::1:1'), { code: 'ECONNREFUSED' });
    expect(
      toDatabaseError(new AggregateError([refused, refused]), 'PostgreSQL at localhost:1'),
    ).toMatchObject({
      name: 'DatabaseError',
      message: 'PostgreSQL at localhost:1: nothing answers there (connect ECONNREFUSED ::1:1)',
    });
  });

  it('when it cuts the connection', async () => {
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const error = await errorAt((at) => {
      at.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    expect(error.message).toMatch(/the connection was (lost|cut)/);
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('a server that refuses', () => {
  it('because the database does not exist', async () => {
    const error = await errorAt((at) => {
      at.pathname = '/no_such_database';
    });
    expect(error.message).toContain('/no_such_database: the database does not exist (');
    expect(error.hint).toContain('createdb');
    expect(codeOf(error)).toBe('3D000');
  });

  it('because the user may not log in', async () => {
    const error = await errorAt((at) => {
      at.username = 'no_such_user';
      at.password = 'secret';
    });
    expect(['28000', '28P01']).toContain(codeOf(error));
    expect(error.message).toContain('PostgreSQL at no_such_user@');
    expect(error.hint).toBe('check DATABASE_URL, then run `kpi doctor`');
    expect(error.message).not.toContain('secret');
  });

  it.each<[string, Sql, string, string]>([
    ['a missing table', sql`select * from bi.nothing`, '42P01', 'run `kpi db migrate`'],
    ['a missing schema', sql`create table nowhere.t ()`, '3F000', 'run `kpi db migrate`'],
    ['a missing column', sql`select nothing from bi.kpi_daily`, '42703', 'run `kpi db migrate`'],
    ['a dependent object', sql`drop view bi.daily_metrics`, '2BP01', 'drop or change that object'],
    ['a text of lines', sql`do $$ begin raise exception E'one\\ntwo'; end $$`, 'P0001', 'run `kpi doctor`'],
    ['a value that does not fit', sql`select 1 / 0`, '22012', 'run `kpi doctor`'],
    [
      'a cancelled statement',
      sql`select pg_cancel_backend(pg_backend_pid())`,
      '57014',
      'nothing was written',
    ],
  ])('%s', async (_, statement, code, hint) => {
    const error = await errorOfStatement(statement);
    expect(codeOf(error)).toBe(code);
    expect(error.hint).toContain(hint);
    expect(error.message).toContain(`${db.description}: `);
    expect(error.message).not.toContain('\n');
    expect(error.cause).toBeInstanceOf(pg.DatabaseError);
  });

  it('because a privilege is missing', async () => {
    const admin = new pg.Client({ connectionString: inject('adminUrl') });
    await admin.connect();
    const role = `kpi_test_nobody_${process.pid}`;
    await admin.query(`create role ${role}`);
    try {
      const error = await errorOf(
        db.transaction(async (tx) => {
          await tx.runScript(`set local role ${role}`);
          await tx.query(sql`select * from bi.kpi_daily`);
        }),
      );
      expect(codeOf(error)).toBe('42501');
      expect(error.message).toContain('the user lacks a privilege (permission denied for schema bi)');
    } finally {
      await admin.query(`drop role ${role}`);
      await admin.end();
    }
  });

  it('because a lock is not released in time', async () => {
    const other = openDatabase(url);
    await db.transaction(async (tx) => {
      await tx.execute(sql`lock table bi.kpi_daily`);
      const error = await errorOf(
        other.transaction(async (second) => {
          await second.runScript(`set local lock_timeout = 1`);
          await second.query(sql`select * from bi.kpi_daily`);
        }),
      );
      expect(codeOf(error)).toBe('55P03');
      expect(error.hint).toContain('pg_stat_activity');
    });
  });
});

describe('every other error', () => {
  it('is handed back as it is', () => {
    const ours = new SourceError('x.csv:1: bad');
    const bug = new TypeError('undefined is not a function');
    for (const error of [ours, bug, 'text', undefined, null, 7, new AggregateError([])]) {
      expect(toDatabaseError(error, 'here')).toBe(error);
      expect(codeOf(error)).toBe('');
    }
  });

  it('passes a transaction unchanged', async () => {
    const bug = new RangeError('a bug');
    await expect(db.transaction(() => Promise.reject(bug))).rejects.toBe(bug);
    await expect(db.readOnly(() => Promise.reject(bug))).rejects.toBe(bug);
  });
});
