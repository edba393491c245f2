import { describe, expect, it } from 'vitest';
import { sql } from '../../src/db/sql.ts';
import { openDatabase } from '../support/open-database.ts';
import { killConnections } from '../support/kill-connections.ts';
import { useTestDatabase } from '../support/test-database.ts';
import { until } from '../support/until.ts';

const { db, url } = useTestDatabase();
const other = openDatabase(url);
const isFree = async (name: string) => (await other.tryLock(name, () => Promise.resolve(true))) === true;

describe('tryLock', () => {
  it('runs the work and hands back its result', async () => {
    expect(await db.tryLock('report', () => Promise.resolve('done'))).toBe('done');
  });

  it('is refused to a second session at once, without running its work', async () => {
    let ran = false;
    const result = await db.tryLock('report', async () => {
      const second = await other.tryLock('report', async () => {
        ran = true;
      });
      expect(second).toBeUndefined();
      // Nor to another connection of the same process.
      expect(await db.tryLock('report', () => Promise.resolve(1))).toBeUndefined();
      return 'first';
    });
    expect(result).toBe('first');
    expect(ran).toBe(false);
    expect(await isFree('report')).toBe(true);
  });

  it('keeps different names apart', async () => {
    await db.tryLock('one', async () => {
      expect(await isFree('two')).toBe(true);
      expect(await isFree('one')).toBe(false);
    });
  });

  it('leaves the transactions of the work to commit on their own', async () => {
    await db.tryLock('report', () => db.transaction((tx) => tx.runScript('create table made_under_lock ()')));
    expect(await other.readOnly((reader) => reader.query(sql`select from made_under_lock`))).toEqual([]);
  });

  it('is freed when the work throws', async () => {
    const bug = new RangeError('a bug');
    await expect(db.tryLock('report', () => Promise.reject(bug))).rejects.toBe(bug);
    expect(await isFree('report')).toBe(true);
  });

  it('is freed by the server when the connection is lost', async () => {
    const result = await db.tryLock('report', async () => {
      expect(await isFree('report')).toBe(false);
      await killConnections(
        url,
        sql`exists (select from pg_locks where locktype = 'advisory' and pid = activity.pid)`,
      );
      await until(() => isFree('report'));
      return 'finished';
    });
    expect(result).toBe('finished');
    expect(await db.tryLock('report', () => Promise.resolve('again'))).toBe('again');
  });

  it('is freed when the process is interrupted', async () => {
    const controller = new AbortController();
    const interrupted = openDatabase(url, controller.signal);
    const work = interrupted.tryLock('report', async () => {
      controller.abort();
      await until(() => isFree('report'));
      await interrupted.readOnly(() => Promise.resolve());
    });
    await expect(work).rejects.toMatchObject({ name: 'InterruptedError' });
    expect(await isFree('report')).toBe(true);
  });
});
