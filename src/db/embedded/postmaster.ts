/** The server process, found by the file that PostgreSQL itself keeps in its data folder. */
import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { DatabaseError } from '../../errors.ts';
import { notOwner } from './failure.ts';
import { pause } from './pause.ts';
import { identify, isRunning } from './process-identity.ts';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/** After a crash it replays its log first. */
const SETTLE_TIMEOUT_MS = 600_000;
const STOP_TIMEOUT_MS = 60_000;

/** Undefined when no server runs on this data folder. */
export function findPostmaster(dataDir: string): Postmaster | undefined {
  const server = readPostmaster(dataDir);
  return server !== undefined && isPostmaster(server.pid, dataDir) ? server : undefined;
}

/** What the file says, which may be about a server that was killed. */
export function readPostmaster(dataDir: string): Postmaster | undefined {
  const lines = readLockFile(dataDir);
  // Pid, folder, start time, port, socket, address, shared memory, state (PostgreSQL's miscadmin.h).
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port, ready: lines[7]?.trim() === 'ready' };
}

/**
 * PostgreSQL takes any process with the pid in its lock file for a running server. In a container pids come again
 * at every start, and dead processes that nobody collects keep theirs. Our own pid, the parent's, it lets pass,
 * and it still sees the shared memory that a backend of a killed server may hold; deleting the file would hide it.
 */
export function disownStalePid(dataDir: string): void {
  if (readPostmaster(dataDir) === undefined) return;
  // All through one descriptor: a server that starts at this moment makes a new file, which this cannot touch.
  const file = openSync(lockFile(dataDir), 'r+');
  try {
    const [pid, ...rest] = readFileSync(file, 'utf8').split('\n');
    if (isPostmaster(Number(pid), dataDir)) return;
    const text = [process.pid, ...rest].join('\n');
    writeSync(file, text, 0);
    ftruncateSync(file, Buffer.byteLength(text));
  } finally {
    closeSync(file);
  }
}

/** A server that another process has begun to start or to stop is on its way: where to, shows soon. */
export async function settledPostmaster(
  dataDir: string,
  signal: AbortSignal | undefined,
): Promise<Postmaster | undefined> {
  const deadline = performance.now() + SETTLE_TIMEOUT_MS;
  for (;;) {
    const server = findPostmaster(dataDir);
    if (server === undefined || server.ready) return server;
    if (performance.now() > deadline) {
      throw new DatabaseError(
        `${dataDir}: PostgreSQL (process ${server.pid}) is still starting or stopping`,
        {
          hint: 'try again in a while, or run kpi db stop',
        },
      );
    }
    await pause(10, signal);
  }
}

/** Asks the server to end all sessions and to stop, and waits until it is gone. */
export async function stopPostmaster(dataDir: string, { pid }: Pick<Postmaster, 'pid'>): Promise<void> {
  const server = identify(pid);
  if (server === undefined || !isPostmaster(pid, dataDir)) return;
  try {
    process.kill(pid, 'SIGINT');
  } catch (cause) {
    if (!isRunning(server)) return;
    throw new DatabaseError(`${dataDir}: PostgreSQL (process ${pid}) belongs to another user`, {
      hint: 'run the command as that user or as root',
      cause,
    });
  }
  const deadline = performance.now() + STOP_TIMEOUT_MS;
  while (isRunning(server)) {
    if (performance.now() > deadline) {
      throw new DatabaseError(`${dataDir}: PostgreSQL (process ${pid}) did not stop within 60 s`, {
        hint: 'it may be writing to a slow disk: try again in a while',
      });
    }
    await pause(5);
  }
}

function lockFile(dataDir: string): string {
  return join(dataDir, 'postmaster.pid');
}

function readLockFile(dataDir: string): string[] {
  try {
    return readFileSync(lockFile(dataDir), 'utf8').split('\n');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return [];
    if (code === 'EACCES') throw notOwner(dataDir, statSync(dataDir).uid);
    throw error;
  }
}

/** A live process that works in the data folder, or says on its command line that it does. */
function isPostmaster(pid: number, dataDir: string): boolean {
  if (identify(pid) === undefined) return false;
  if (!existsSync('/proc/self/stat')) return commandLineByPs(pid).includes(dataDir);
  try {
    const cwd = statSync(`/proc/${pid}/cwd`);
    const data = statSync(dataDir);
    return cwd.dev === data.dev && cwd.ino === data.ino;
  } catch {
    // Root in a container may not look into the processes of other accounts; the command line is open to all.
    return commandLineByProc(pid).includes(dataDir);
  }
}

function commandLineByProc(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function commandLineByPs(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
