/** Which process: a pid alone may be that of a later process. */
import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';

export interface ProcessIdentity {
  readonly pid: number;
  /** Linux: start time in clock ticks since boot. Empty where the system does not tell it cheaply. */
  readonly started: string;
}

const hasProc = existsSync('/proc/self/stat');

/** Undefined when no such process runs. A zombie (dead, but not collected by its parent) does not run. */
export function identify(pid: number): ProcessIdentity | undefined {
  return hasProc ? identifyByProc(pid) : identifyBySignal(pid);
}

export function isRunning(identity: ProcessIdentity): boolean {
  const now = identify(identity.pid);
  if (now === undefined) return false;
  return identity.started === '' || now.started === '' || identity.started === now.started;
}

export function thisProcess(): ProcessIdentity {
  return identify(process.pid) ?? { pid: process.pid, started: '' };
}

function identifyByProc(pid: number): ProcessIdentity | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold anything: count after the last bracket.
    const [state = '', ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? undefined : { pid, started: rest[18] ?? '' };
  } catch {
    return undefined;
  }
}

function identifyBySignal(pid: number): ProcessIdentity | undefined {
  try {
    process.kill(pid, 0);
    return { pid, started: '' };
  } catch (error) {
    // It exists, but belongs to someone else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
      ? { pid, started: '' }
      : undefined;
  }
}
