import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { ensureServer, startServer } from '../../../src/db/embedded/ensure-server.ts';
import { isRunning } from '../../../src/db/embedded/process-identity.ts';
import { serverStatus, serverUrl } from '../../../src/db/embedded/server-status.ts';
import { cleanUpAfterEach, homeWithData, query, temporaryHome, until } from './support/homes.ts';
import { bundle, startSession } from './support/process.ts';

cleanUpAfterEach();
const sessionScript = bundle('session');

/** Elsewhere a pid that was given out again cannot be told from the process that had it before. */
const hasStartTimes = process.platform === 'linux';
const count = 'select count(*)::int as rows from t';

async function useServer(home: string, text: string): Promise<object[]> {
  const session = await ensureServer({ home, mode: 'auto' });
  try {
    return await query(session.url, text);
  } finally {
    await session.release();
  }
}

async function killServer(home: string): Promise<number> {
  const { pid = 0 } = await serverStatus(home);
  process.kill(pid, 'SIGKILL');
  await until(() => !isRunning({ pid, started: '' }));
  return pid;
}

/** A process that has nothing to do with PostgreSQL, under PostgreSQL's account. */
async function innocentProcess(home: string): Promise<{ pid: number; end: () => Promise<void> }> {
  const { uid, gid } = statSync(join(home, 'pgdata'));
  const child = spawn('sleep', ['600'], process.getuid?.() === 0 ? { uid, gid } : {});
  await once(child, 'spawn');
  const ended = once(child, 'exit');
  return {
    pid: child.pid ?? 0,
    async end() {
      child.kill();
      await ended;
    },
  };
}

describe('after a killed server', () => {
  it('the next session has all committed data, and a kept server is kept again', async () => {
    const home = await homeWithData();
    await startServer({ home });
    await query((await serverUrl(home)) ?? '', 'insert into t select 1 from generate_series(1, 97)');
    const killed = await killServer(home);
    expect(await serverStatus(home)).toMatchObject({ running: false, mode: 'kept' });
    expect(await useServer(home, count)).toEqual([{ rows: 100 }]);
    const status = await serverStatus(home);
    expect(status).toMatchObject({ running: true, mode: 'kept' });
    expect(status.pid).not.toBe(killed);
  });

  it('starts although an unlogged table was rolled back a moment before', async () => {
    const home = await homeWithData();
    const session = await ensureServer({ home, mode: 'auto' });
    const client = new pg.Client({ connectionString: session.url });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('begin; create unlogged table staged as select 1 as one');
    // Its commit has the log written up to here; that of the rollback is still in memory.
    await query(session.url, 'insert into t values (1)');
    await client.query('rollback');
    await killServer(home);
    expect(await useServer(home, count)).toEqual([{ rows: 4 }]);
    expect(await useServer(home, `select relname from pg_class where relname = 'staged'`)).toEqual([]);
    await client.end().catch(() => undefined);
    await session.release();
  });

  it('waits for a session that has not noticed yet', async () => {
    const home = await homeWithData();
    const session = await ensureServer({ home, mode: 'auto' });
    const client = new pg.Client({ connectionString: session.url });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const backend = rows[0]?.pid ?? 0;
    process.kill(backend, 'SIGSTOP');
    await killServer(home);
    const next = useServer(home, count);
    const log = join(home, 'server.log');
    await until(() => readFileSync(log, 'utf8').includes('pre-existing shared memory block'));
    process.kill(backend, 'SIGCONT');
    expect(await next).toEqual([{ rows: 3 }]);
    await client.end().catch(() => undefined);
    await session.release();
  });

  it('starts although its pid belongs to another process by now', async () => {
    const home = await homeWithData();
    await startServer({ home });
    await killServer(home);
    const innocent = await innocentProcess(home);
    const lockFile = join(home, 'pgdata', 'postmaster.pid');
    writeFileSync(lockFile, readFileSync(lockFile, 'utf8').replace(/^\d+/, String(innocent.pid)));
    expect((await serverStatus(home)).running).toBe(false);
    expect(await useServer(home, count)).toEqual([{ rows: 3 }]);
    expect(isRunning({ pid: innocent.pid, started: '' })).toBe(true);
    await innocent.end();
  });
});

describe('a dead server that nobody collects', () => {
  it('does not count as running, and does not hinder a new one', async () => {
    const home = await homeWithData();
    const starter = await startSession(sessionScript, [home]);
    const { pid } = starter.report;
    // Its parent, asleep, does not take note of its end: as under a careless process 1 in a container.
    process.kill(starter.pid, 'SIGSTOP');
    process.kill(pid ?? 0, 'SIGKILL');
    await until(() => !isRunning({ pid: pid ?? 0, started: '' }));
    expect((await serverStatus(home)).running).toBe(false);
    expect(await useServer(home, count)).toEqual([{ rows: 3 }]);
    process.kill(starter.pid, 'SIGCONT');
    await starter.finish();
  });
});

describe('after a killed kpi process', () => {
  it.runIf(hasStartTimes)(
    'takes over the lock of a dead process, and of one whose pid was given out again',
    async () => {
      const home = await homeWithData();
      for (const owner of [`4194303-1-dead`, `${process.pid}-1-recycled`]) {
        mkdirSync(join(home, 'lock'));
        writeFileSync(join(home, 'lock', owner), '');
        expect(await useServer(home, count)).toEqual([{ rows: 3 }]);
      }
    },
  );

  it.runIf(hasStartTimes)('does not count sessions whose pid was given out again', async () => {
    const home = await homeWithData();
    writeFileSync(join(home, 'clients', `${process.pid}-1-recycled`), '');
    expect((await serverStatus(home)).clients).toEqual([]);
    await useServer(home, count);
    expect((await serverStatus(home)).running).toBe(false);
  });

  it('removes a half-made database and makes a new one', async () => {
    const home = temporaryHome();
    mkdirSync(join(home, 'initdb-12345678', 'data', 'base'), { recursive: true });
    writeFileSync(join(home, 'initdb-12345678', 'data', 'PG_VERSION'), '18\n');
    expect(await useServer(home, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(readdirSync(home).filter((name) => name.startsWith('initdb-'))).toEqual([]);
  });
});

describe('lost or damaged files', () => {
  it.each(['', '{"mode":', '{"mode":"auto","port":"x"}', 'null'])(
    'server.json with %j is no loss',
    async (text) => {
      const home = await homeWithData();
      writeFileSync(join(home, 'server.json'), text);
      expect(await serverStatus(home)).toMatchObject({ running: false, version: '18' });
      expect(await useServer(home, count)).toEqual([{ rows: 3 }]);
    },
  );

  it('a deleted server.json does not hide the running server', async () => {
    const home = await homeWithData();
    const session = await ensureServer({ home, mode: 'auto' });
    const { pid } = await serverStatus(home);
    rmSync(join(home, 'server.json'));
    expect(await useServer(home, count)).toEqual([{ rows: 3 }]);
    expect(await serverStatus(home)).toMatchObject({ running: true, pid, port: session.port });
    await session.release();
    expect((await serverStatus(home)).running).toBe(false);
  });

  it('a deleted password is replaced by a new one', async () => {
    const home = await homeWithData();
    rmSync(join(home, 'password'));
    expect(await useServer(home, count)).toEqual([{ rows: 3 }]);
    const session = await ensureServer({ home, mode: 'auto' });
    rmSync(join(home, 'password'));
    await expect(ensureServer({ home, mode: 'auto' })).rejects.toMatchObject({
      message: `${join(home, 'password')}: is missing while the server runs`,
      hint: expect.stringContaining('kpi db stop') as string,
    });
    await session.release();
  });

  it('a data folder that others may read is closed again', async () => {
    const home = await homeWithData();
    chmodSync(join(home, 'pgdata'), 0o755);
    expect(await useServer(home, count)).toEqual([{ rows: 3 }]);
    expect(statSync(join(home, 'pgdata')).mode & 0o777).toBe(0o700);
  });

  it('a home that is deleted under the running server takes the server with it', async () => {
    const home = await homeWithData();
    const session = await ensureServer({ home, mode: 'auto' });
    const { pid = 0 } = await serverStatus(home);
    rmSync(home, { recursive: true });
    await session.release();
    expect(isRunning({ pid, started: '' })).toBe(false);
  });

  it('a log that has grown is cut at the next session, with one older part kept', async () => {
    const home = await homeWithData();
    const log = join(home, 'server.log');
    appendFileSync(log, 'x'.repeat(5 << 20));
    const session = await ensureServer({ home, mode: 'auto' });
    expect(statSync(log).size).toBeLessThan(10_000);
    expect(statSync(`${log}.1`).size).toBeGreaterThan(5 << 20);
    await session.release();
  });
});

describe('what cannot be repaired is one clear error', () => {
  it('data of another major version', async () => {
    const home = await homeWithData();
    writeFileSync(join(home, 'pgdata', 'PG_VERSION'), '17\n');
    await expect(ensureServer({ home, mode: 'auto' })).rejects.toMatchObject({
      name: 'DatabaseError',
      message: `${join(home, 'pgdata')}: was written by PostgreSQL 17, and this kpi brings PostgreSQL 18.4`,
      hint: expect.stringContaining('kpi ingest') as string,
    });
  });

  it('a data folder that is none', async () => {
    const home = temporaryHome();
    mkdirSync(join(home, 'pgdata', 'base'), { recursive: true });
    await expect(ensureServer({ home, mode: 'auto' })).rejects.toMatchObject({
      name: 'DatabaseError',
      message: `${join(home, 'pgdata')}: is not a complete PostgreSQL data folder`,
    });
  });

  it('a server that does not start: its last complaint, and where to read on', async () => {
    const home = await homeWithData();
    appendFileSync(join(home, 'pgdata', 'postgresql.conf'), '\nno_such_setting = 1\n');
    await expect(ensureServer({ home, mode: 'auto' })).rejects.toMatchObject({
      name: 'DatabaseError',
      message: expect.stringMatching(/pgdata: starting PostgreSQL failed: .*postgresql\.conf/) as string,
      hint: expect.stringContaining(join(home, 'server.log')) as string,
    });
    expect((await serverStatus(home)).running).toBe(false);
  });

  it('a home where no folder can be', async () => {
    const file = join(temporaryHome(), '..', 'file');
    writeFileSync(file, '');
    await expect(ensureServer({ home: join(file, '.kpi'), mode: 'auto' })).rejects.toMatchObject({
      name: 'DatabaseError',
      message: expect.stringContaining(join(file, '.kpi')) as string,
      hint: expect.stringContaining('KPI_HOME') as string,
    });
    expect(existsSync(join(file, '.kpi'))).toBe(false);
  });
});
