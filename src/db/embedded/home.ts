/** The `.kpi` folder: what lies where, and creating it. */
import {
  chmodSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';

export interface Home {
  readonly path: string;
  readonly stateFile: string;
  readonly passwordFile: string;
  readonly logFile: string;
  readonly clients: string;
  readonly lock: string;
}

/** Undefined when there is no such folder yet. */
export function findHome(path: string): Home | undefined {
  if (!existsSync(path)) return undefined;
  // Its real name, so that two ways to the same folder meet at one server.
  const real = realpathSync(path);
  return {
    path: real,
    stateFile: join(real, 'server.json'),
    passwordFile: join(real, 'password'),
    logFile: join(real, 'server.log'),
    clients: join(real, 'clients'),
    lock: join(real, 'lock'),
  };
}

export function prepareHome(path: string): Home {
  const created = mkdirSync(path, { recursive: true }) !== undefined;
  const home = findHome(path);
  if (home === undefined) throw new Error(`${path} vanished while it was being created`);
  if (created) giveTo(dirname(home.path), home.path);
  // Root's PostgreSQL account has to pass through, under a strict umask and in a folder of mktemp too.
  if (process.getuid?.() === 0 && readdirSync(home.path).length === 0) chmodSync(home.path, 0o711);
  const gitignore = join(home.path, '.gitignore');
  if (!existsSync(gitignore)) {
    writeFileSync(gitignore, '*\n');
    giveTo(home.path, gitignore);
  }
  if (mkdirSync(home.clients, { recursive: true }) !== undefined) giveTo(home.path, home.clients);
  return home;
}

/** Root leaves its files to the owner of `folder`: after one `sudo kpi`, plain `kpi` still works. */
export function giveTo(folder: string, path: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(folder);
  try {
    if (uid !== 0) lchownSync(path, uid, gid);
  } catch {
    // Not every file system and container can; then root will go on using it.
  }
}
