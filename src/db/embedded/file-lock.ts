/**
 * A lock between processes: a folder with one file in it that names the owner. Only `rename` decides:
 * - take: a prepared folder is renamed to the lock's name, which fails while a folder with content is there;
 * - free: the owner renames it away;
 * - take over from a dead owner: rename to a name made from the owner's token, which stays. Whoever comes late
 *   with the same, outdated judgement finds that name in use and cannot remove the next owner's lock.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseError } from '../../errors.ts';
import { noSpace } from './failure.ts';
import { ABANDONED_AFTER_MS, removeLeftovers } from './leftovers.ts';
import { pause } from './pause.ts';
import { isRunning, thisProcess, type ProcessIdentity } from './process-identity.ts';

export interface LockOptions {
  readonly signal?: AbortSignal | undefined;
  /** How long to wait for the other owner, in ms. */
  readonly timeout?: number;
  /** Go without when the disk has no room for a lock: nobody else gets one either. For stopping and leaving. */
  readonly optional?: boolean;
}

/**
 * Runs `work` while no other caller holds `path`, in this process or another.
 * @throws DatabaseError when the other one keeps it longer than `timeout`.
 */
export async function withFileLock<T>(
  path: string,
  work: () => Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  const deadline = performance.now() + (options.timeout ?? 60_000);
  const token = randomBytes(6).toString('hex');
  let taken = take(path, token);
  while (taken === 'occupied' || (taken === 'no space' && existsSync(path))) {
    const owner = readOwner(path);
    if (owner !== undefined && !isRunning(owner.identity)) {
      removeStale(path, owner.token);
    } else {
      if (performance.now() > deadline) throw stillHeld(path, owner?.identity.pid);
      await pause(10, options.signal);
    }
    taken = take(path, token);
  }
  if (taken === 'no space' && options.optional !== true) throw noSpace(path);
  try {
    return await work();
  } finally {
    if (taken === 'taken') free(path, token);
  }
}

function take(path: string, token: string): 'taken' | 'occupied' | 'no space' {
  const prepared = `${path}-new-${token}`;
  const { pid, started } = thisProcess();
  try {
    mkdirSync(prepared);
    writeFileSync(join(prepared, `${pid}-${started}-${token}`), '');
    renameSync(prepared, path);
    return 'taken';
  } catch (error) {
    rmSync(prepared, { recursive: true, force: true });
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return 'occupied';
    if (code === 'ENOSPC' || code === 'EDQUOT') return 'no space';
    throw error;
  }
}

function free(path: string, token: string): void {
  const gone = `${path}-gone-${token}`;
  if (readOwner(path)?.token !== token) return; // somebody deleted it by hand
  try {
    renameSync(path, gone);
    rmSync(gone, { recursive: true, force: true });
  } catch {
    // Deleted just now: the lock is as free as it can be.
  }
}

function readOwner(path: string): { identity: ProcessIdentity; token: string } | undefined {
  try {
    const [pid, started, token] = (readdirSync(path)[0] ?? '').split('-');
    if (pid === undefined || started === undefined || token === undefined) return undefined;
    return { identity: { pid: Number(pid), started }, token };
  } catch {
    return undefined; // freed in the meantime
  }
}

function removeStale(path: string, token: string): void {
  try {
    renameSync(path, `${path}-dead-${token}`);
  } catch {
    // Another waiter was first.
  }
  removeLeftovers(dirname(path), `${basename(path)}-`, ABANDONED_AFTER_MS);
}

function stillHeld(path: string, pid: number | undefined): DatabaseError {
  const owner = pid === undefined ? 'another process' : `process ${pid}`;
  return new DatabaseError(`${path}: ${owner} is still starting or stopping the embedded PostgreSQL`, {
    hint:
      pid === undefined
        ? `delete ${path} and try again`
        : `wait for process ${pid} or end it, then try again`,
  });
}
