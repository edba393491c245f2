/** The server's output, kept small. */
import { closeSync, constants, copyFileSync, openSync, readSync, statSync, truncateSync } from 'node:fs';
import { giveTo, type Home } from './home.ts';

const LIMIT_BYTES = 4 << 20;
const TAIL_BYTES = 64 << 10;

export function openLog(home: Home): number {
  const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW } = constants;
  const log = openSync(home.logFile, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW, 0o600);
  giveTo(home.path, home.logFile);
  return log;
}

/** Keeps one older part beside it. The server appends, so it may be running meanwhile. */
export function limitLog(home: Home): void {
  if (logSize(home) <= LIMIT_BYTES) return;
  const older = `${home.logFile}.1`;
  copyFileSync(home.logFile, older);
  giveTo(home.path, older);
  truncateSync(home.logFile);
}

export function logSize(home: Home): number {
  return statSync(home.logFile, { throwIfNoEntry: false })?.size ?? 0;
}

/** What was written after the log had `start` bytes, at most its last 64 KiB. */
export function readLog(home: Home, start: number): string {
  const size = logSize(home);
  const from = Math.max(start, size - TAIL_BYTES, 0);
  const buffer = Buffer.alloc(Math.max(size - from, 0));
  const file = openSync(home.logFile, 'r');
  try {
    const length = readSync(file, buffer, 0, buffer.length, from);
    return buffer.toString('utf8', 0, length);
  } finally {
    closeSync(file);
  }
}
