/** Where data and programs lie: in the home folder, unless root's PostgreSQL account cannot get there. */
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { cp } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import process from 'node:process';
import { DatabaseError } from '../../errors.ts';
import { canEnter, chooseAccount, chownTree, type Account } from './account.ts';
import { completeLinks, programsIn, type Binaries } from './binaries.ts';
import { notOwner } from './failure.ts';
import type { Home } from './home.ts';
import { ABANDONED_AFTER_MS, removeLeftovers } from './leftovers.ts';
import type { ServerState } from './server-state.ts';

export interface Placement {
  readonly dataDir: string;
  /** Whether `dataDir` holds a database. */
  readonly exists: boolean;
  readonly binaries: Binaries;
  /** Set when this process is root. */
  readonly account: Account | undefined;
}

const SYSTEM_FOLDER = '/var/lib/kpi-embedded';

/** The data of this home, if there is any. */
export function findData(home: Home, state: ServerState | undefined): string | undefined {
  // A path in server.json counts only where it has to: a copied project must not use the original's data.
  const remembered = state?.dataDir.startsWith(`${SYSTEM_FOLDER}/`) === true ? [state.dataDir] : [];
  const places = [join(home.path, 'pgdata'), ...remembered, join(systemFolder(home), 'pgdata')];
  return places.find((place) => existsSync(place));
}

export async function choosePlacement(
  home: Home,
  state: ServerState | undefined,
  packaged: Binaries,
): Promise<Placement> {
  const found = findData(home, state);
  const account = found === undefined ? chooseAccount([home.path]) : ownerAccount(found);
  const dataDir = found ?? newDataDir(home, account);
  const binaries = await usableBinaries(home, packaged, account);
  return { dataDir, exists: found !== undefined, binaries, account };
}

/** Existing data decide the account: PostgreSQL starts only for their owner. */
function ownerAccount(dataDir: string): Account | undefined {
  const { uid, gid } = statSync(dataDir);
  const self = process.getuid?.();
  if (self !== 0) {
    if (uid === self) return undefined;
    throw notOwner(dataDir, uid);
  }
  const account = uid === 0 ? chooseAccount([]) : { name: `user ${uid}`, uid, gid };
  if (account !== undefined && !canEnter(account, dirname(dataDir))) {
    throw new DatabaseError(`${dataDir}: PostgreSQL runs as ${account.name}, who cannot enter this folder`, {
      hint: 'give the folders above it the mode 711, or move the project and its .kpi folder to another place',
    });
  }
  if (account !== undefined && uid === 0) chownTree(dataDir, account);
  return account;
}

function newDataDir(home: Home, account: Account | undefined): string {
  if (account === undefined || canEnter(account, home.path)) return join(home.path, 'pgdata');
  const folder = systemFolder(home);
  mkdirSync(folder, { recursive: true });
  openToAll(SYSTEM_FOLDER);
  openToAll(folder);
  // For whoever finds this folder later and asks what it is.
  writeFileSync(join(folder, 'home'), `${home.path}\n`);
  return join(folder, 'pgdata');
}

function systemFolder(home: Home): string {
  return join(SYSTEM_FOLDER, createHash('sha256').update(home.path).digest('hex').slice(0, 16));
}

/** The packaged programs, or a copy of them where the account cannot read them or links are missing for good. */
async function usableBinaries(
  home: Home,
  packaged: Binaries,
  account: Account | undefined,
): Promise<Binaries> {
  const readable = account === undefined || canEnter(account, packaged.postgres);
  if (readable && completeLinks(packaged.root)) return packaged;
  const folder = join(
    account === undefined ? home.path : SYSTEM_FOLDER,
    `postgresql-${packaged.packageVersion}`,
  );
  if (!isWholeCopy(folder)) {
    // What somebody deleted half is no use to anyone.
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(dirname(folder), { recursive: true });
    if (account === undefined)
      removeLeftovers(home.path, 'postgresql-'); // of earlier versions
    else openToAll(SYSTEM_FOLDER);
    await copyBinaries(packaged.root, folder);
  }
  return { ...packaged, ...programsIn(join(folder, 'native')) };
}

function isWholeCopy(folder: string): boolean {
  const parts = ['bin/postgres', 'bin/initdb', 'lib/postgresql', 'share/postgresql/postgres.bki'];
  return parts.every((part) => existsSync(join(folder, 'native', part)));
}

async function copyBinaries(source: string, folder: string): Promise<void> {
  const prepared = `${folder}-new-${randomBytes(4).toString('hex')}`;
  removeLeftovers(dirname(folder), `${basename(folder)}-new-`, ABANDONED_AFTER_MS);
  try {
    await cp(realpathSync(source), join(prepared, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => extname(path) !== '.a',
    });
    completeLinks(join(prepared, 'native'));
    openToAll(prepared);
    for (const entry of readdirSync(prepared, { withFileTypes: true, recursive: true })) {
      if (!entry.isSymbolicLink()) openToAll(join(entry.parentPath, entry.name));
    }
    renameSync(prepared, folder);
  } catch (error) {
    rmSync(prepared, { recursive: true, force: true });
    // Another home's first start may have made the same copy.
    if (!existsSync(folder)) throw error;
  }
}

/** A strict umask, now or when npm installed, must not lock PostgreSQL's account out. */
function openToAll(path: string): void {
  const { mode } = statSync(path);
  chmodSync(path, (mode & 0o100) === 0 ? 0o644 : 0o755);
}
