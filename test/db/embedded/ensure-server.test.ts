import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { ensureServer, startServer } from '../../../src/db/embedded/ensure-server.ts';
import { serverStatus, serverUrl } from '../../../src/db/embedded/server-status.ts';
import { stopServer } from '../../../src/db/embedded/stop-server.ts';
import { DatabaseError, InterruptedError } from '../../../src/errors.ts';
import {
  cleanUpAfterEach,
  freePort,
  homeWithData,
  occupyPort,
  query,
  temporaryFolder,
  temporaryHome,
  until,
} from './support/homes.ts';
import { bundle, startScript, startSession } from './support/process.ts';

cleanUpAfterEach();
const sessionScript = bundle('session');

describe('the first start', () => {
  it('creates the database and serves it on 127.0.0.1 only', async () => {
    const home = temporaryHome();
    const notices: string[] = [];
    const session = await ensureServer({ home, mode: 'auto', notice: (text) => notices.push(text) });
    const [row] = await query<object>(
      session.url,
      `select current_user as "user", current_database() as database, upper('ção') as upper,
              current_setting('server_encoding') as encoding, current_setting('listen_addresses') as address,
              current_setting('unix_socket_directories') as sockets, current_setting('fsync') as fsync,
              (select pg_get_userbyid(datdba) from pg_database where datname = 'kpi') as owner`,
    );
    expect(row).toEqual({
      user: 'kpi',
      database: 'kpi',
      upper: 'ÇÃO',
      encoding: 'UTF8',
      address: '127.0.0.1',
      sockets: '',
      fsync: 'on',
      owner: 'kpi',
    });
    expect(notices).toEqual([`creating the embedded PostgreSQL 18.4 in ${join(home, 'pgdata')}`]);
    expect(await serverUrl(home)).toBe(session.url);
    await session.release();
  });

  it('takes any path, and nothing from the environment', async () => {
    const home = temporaryHome(join(temporaryFolder(), `It's a "ção" $HOME`));
    process.env['PGPORT'] = '1';
    try {
      const session = await ensureServer({ home, mode: 'auto' });
      expect(await query(session.url, 'select 1 as one')).toEqual([{ one: 1 }]);
      await session.release();
    } finally {
      delete process.env['PGPORT'];
    }
  });

  it('keeps the password to its owner and the folder out of git', async () => {
    const home = temporaryHome();
    const session = await ensureServer({ home, mode: 'auto' });
    await expect(query(session.url.replace(/kpi:[^@]*@/, 'kpi:wrong@'), 'select')).rejects.toThrow(
      'password',
    );
    expect(statSync(join(home, 'password')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(home, '.gitignore'), 'utf8')).toBe('*\n');
    await session.release();
    expect(readdirSync(home).sort()).toEqual(
      ['.gitignore', 'clients', 'password', 'pgdata', 'server.json', 'server.log'].sort(),
    );
  });
});

describe('sharing', () => {
  it('joins the running server, and the last one out stops it', async () => {
    const home = await homeWithData();
    const first = await ensureServer({ home, mode: 'auto' });
    const { pid } = await serverStatus(home);
    const second = await ensureServer({ home, mode: 'auto' });
    expect(second.url).toBe(first.url);
    expect((await serverStatus(home)).clients).toEqual([process.pid, process.pid]);
    await first.release();
    await first.release();
    expect(await serverStatus(home)).toMatchObject({ running: true, pid, clients: [process.pid] });
    await second.release();
    expect(await serverStatus(home)).toMatchObject({ running: false, pid: undefined, clients: [] });
  });

  it('starts one server for processes that come at the same time', async () => {
    const home = temporaryHome();
    const [own, ...others] = await Promise.all([
      ensureServer({ home, mode: 'auto' }),
      startSession(sessionScript, [home]),
      startSession(sessionScript, [home]),
      startSession(sessionScript, [home]),
    ]);
    const { pid, clients } = await serverStatus(home);
    for (const { report } of others) expect(report).toMatchObject({ url: own.url, pid });
    expect([...clients].sort()).toEqual([process.pid, ...others.map((other) => other.pid)].sort());
    await Promise.all([own.release(), ...others.map((other) => other.finish())]);
    expect((await serverStatus(home)).running).toBe(false);
  });

  it('survives many processes that come and go', async () => {
    const home = await homeWithData();
    const worker = async (): Promise<void> => {
      for (let round = 0; round < 10; round += 1) {
        const session = await ensureServer({ home, mode: 'auto' });
        expect(await query(session.url, 'select 1 as one')).toEqual([{ one: 1 }]);
        await session.release();
      }
    };
    await Promise.all([worker(), worker(), worker()]);
    expect((await serverStatus(home)).running).toBe(false);
  });

  it('stays for a foreign connection, and is stopped by the next one out after that', async () => {
    const home = await homeWithData();
    const session = await ensureServer({ home, mode: 'auto' });
    const psql = new pg.Client({ connectionString: session.url });
    await psql.connect();
    await session.release();
    expect((await psql.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await psql.end();
    await (await ensureServer({ home, mode: 'auto' })).release();
    expect((await serverStatus(home)).running).toBe(false);
  });

  it('does not count a process that died without releasing', async () => {
    const home = await homeWithData();
    const killed = await startSession(sessionScript, [home]);
    await killed.kill();
    const session = await ensureServer({ home, mode: 'auto' });
    expect(await serverStatus(home)).toMatchObject({ pid: killed.report.pid, clients: [process.pid] });
    await session.release();
    expect((await serverStatus(home)).running).toBe(false);
    expect(readdirSync(join(home, 'clients'))).toEqual([]);
  });
});

describe('a kept server', () => {
  it('outlives the process that started it, in a process group of its own, until it is stopped', async () => {
    const home = await homeWithData();
    const starter = await startSession(sessionScript, [home, 'kept']);
    await starter.finish();
    const status = await serverStatus(home);
    expect(status).toMatchObject({ running: true, mode: 'kept', version: '18.4', clients: [] });
    expect(status).toMatchObject({ dataDir: join(home, 'pgdata'), logFile: join(home, 'server.log') });
    // Ctrl-C goes to a terminal's process group: the server leads one of its own.
    const leader = execFileSync('ps', ['-o', 'pgid=', '-p', String(status.pid)], { encoding: 'utf8' });
    expect(Number(leader)).toBe(status.pid);
    await (await ensureServer({ home, mode: 'auto' })).release();
    expect((await serverStatus(home)).running).toBe(true);
    expect(await stopServer(home)).toBe(true);
    expect(await stopServer(home)).toBe(false);
    expect(await serverStatus(home)).toMatchObject({ running: false, mode: 'auto' });
    expect(await serverUrl(home)).toBeUndefined();
  });

  it('can be made from one that was started on demand', async () => {
    const home = await homeWithData();
    const session = await ensureServer({ home, mode: 'auto' });
    await startServer({ home });
    await session.release();
    expect(await serverStatus(home)).toMatchObject({ running: true, mode: 'kept' });
  });

  it('is not stopped under a working kpi process, unless by force', async () => {
    const home = await homeWithData();
    const other = await startSession(sessionScript, [home]);
    const refusal = stopServer(home);
    await expect(refusal).rejects.toThrow(DatabaseError);
    await expect(refusal).rejects.toThrow(`is in use by kpi process ${other.pid}`);
    expect(await stopServer(home, { force: true })).toBe(true);
    await other.finish();
  });
});

describe('the port', () => {
  it('is the wanted one, and the same again at the next start', async () => {
    const home = temporaryHome();
    const port = await freePort();
    const session = await ensureServer({ home, port, mode: 'auto' });
    expect(session.port).toBe(port);
    await session.release();
    const again = await ensureServer({ home, mode: 'auto' });
    expect(again.port).toBe(port);
    await again.release();
  });

  it('is another one when somebody has taken it, and that is told', async () => {
    const home = temporaryHome();
    const { port, close } = await occupyPort();
    const notices: string[] = [];
    const session = await ensureServer({ home, port, mode: 'auto', notice: (text) => notices.push(text) });
    expect(session.port).not.toBe(port);
    expect(await query(session.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(notices.at(-1)).toBe(`port ${port} is taken: the embedded PostgreSQL uses ${session.port}`);
    await session.release();
    await close();
  });
});

describe('an interruption', () => {
  it.each([0, 10, 60, 150, 220, 260, 300])('after %i ms leaves nothing running', async (delay) => {
    const home = temporaryHome();
    const controller = new AbortController();
    setTimeout(() => controller.abort(), delay);
    const start = ensureServer({ home, mode: 'auto', signal: controller.signal });
    const session = await start.catch((error: unknown) => {
      expect(error).toBeInstanceOf(InterruptedError);
    });
    await session?.release();
    expect(await serverStatus(home)).toMatchObject({ running: false, clients: [] });
    expect(readdirSync(home).filter((name) => /^initdb-|^lock/.test(name))).toEqual([]);
    const next = await ensureServer({ home, mode: 'auto' });
    expect(await query(next.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await next.release();
  });

  it('before the start touches nothing', async () => {
    const home = temporaryHome();
    const start = ensureServer({ home, mode: 'auto', signal: AbortSignal.abort() });
    await expect(start).rejects.toThrow(InterruptedError);
    expect(await serverStatus(home)).toMatchObject({ dataDir: undefined, logFile: undefined });
  });

  it.each([20, 120, 200, 250])('by kill -9 after %i ms does not hinder the next start', async (delay) => {
    const home = temporaryHome();
    const child = startScript(sessionScript, [home]);
    await until(() => readdirSync(join(home, '..')).length > 0);
    await new Promise((resolve) => setTimeout(resolve, delay));
    child.kill('SIGKILL');
    const session = await ensureServer({ home, mode: 'auto' });
    expect(await query(session.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await session.release();
    expect((await serverStatus(home)).running).toBe(false);
  });
});
