/** Starting PostgreSQL's programs: with nothing of our environment, and not as root. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { DatabaseError } from '../../errors.ts';
import { accountRefused, type Account } from './account.ts';
import { checkInterrupted, programFailure } from './failure.ts';

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly account: Account | undefined;
}

/**
 * In a session of its own, so that ctrl-C in the terminal does not reach it.
 * @param onFailure called at most once, when the program could not be started
 */
export function startProgram(
  { command, args, account }: Program,
  stdio: ['pipe' | 'ignore', 'pipe' | number, 'pipe' | number],
  onFailure: (error: DatabaseError) => void,
): ChildProcess | undefined {
  try {
    const child = spawn(command, args, {
      // The account may not be able to enter the working directory.
      cwd: '/',
      // PGPORT, LD_LIBRARY_PATH and the like would change what the programs do. C: the messages that we look for.
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' },
      detached: true,
      stdio,
      ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
    });
    child.once('error', (error) => onFailure(startFailure(command, account, error)));
    return child;
  } catch (error) {
    onFailure(startFailure(command, account, error));
    return undefined;
  }
}

/**
 * Runs a program to its end and returns what it wrote to standard output and error.
 * @throws DatabaseError with its last complaint when it fails; InterruptedError when `signal` is aborted.
 */
export async function runProgram(
  program: Program,
  options: { action: string; place: string; input?: string; signal?: AbortSignal | undefined },
): Promise<string> {
  const { signal } = options;
  checkInterrupted(signal);
  const stopGroup = (): void => {
    try {
      if (child?.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has just ended by itself.
    }
  };
  let child: ChildProcess | undefined;
  let output = '';
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child = startProgram(program, ['pipe', 'pipe', 'pipe'], reject);
      child?.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child?.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
      child?.once('close', resolve);
      child?.stdin?.on('error', () => undefined); // it ended without reading: its exit code tells
      child?.stdin?.end(options.input ?? '');
      signal?.addEventListener('abort', stopGroup);
    });
    checkInterrupted(signal);
    if (code !== 0) throw programFailure(options.action, options.place, output);
    return output;
  } finally {
    signal?.removeEventListener('abort', stopGroup);
  }
}

function startFailure(command: string, account: Account | undefined, error: unknown): DatabaseError {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  const hint = 'set DATABASE_URL to a PostgreSQL server of your own';
  if (code === 'ENOENT' && existsSync(command)) {
    // The file is there, so it is its loader that is not: Alpine and other systems without glibc.
    return new DatabaseError(`${command}: this system lacks glibc, which the embedded PostgreSQL needs`, {
      hint,
    });
  }
  if (account !== undefined && (code === 'EPERM' || code === 'EINVAL')) return accountRefused(account, error);
  return new DatabaseError(`${command}: cannot be started: ${String(error)}`, { hint, cause: error });
}
