/** Turns what PostgreSQL and the file system complain about into one line with a next step. */
import { DatabaseError, InterruptedError, KpiError } from '../../errors.ts';

const OTHER_SERVER = 'set DATABASE_URL to a PostgreSQL server of your own';

const FREE_SPACE = 'free some disk space and run the command again';

/** Known complaints, most specific first: macOS says "no space" for semaphores too. */
const REMEDIES: readonly (readonly [complaint: RegExp, hint: string])[] = [
  [
    /could not create semaphores|could not create shared memory/,
    `stop other PostgreSQL servers, or ${OTHER_SERVER}`,
  ],
  [/No space left on device|Disk quota exceeded/, FREE_SPACE],
  [
    /pre-existing shared memory block/,
    'a query of the killed server still runs: end its postgres processes and try again',
  ],
  [
    /invalid permissions|wrong ownership/,
    'set KPI_HOME to a folder on a file system that keeps owners and modes',
  ],
  [/could not look up effective user ID/, `give this user an entry in /etc/passwd, or ${OTHER_SERVER}`],
  [
    /error while loading shared libraries|Library not loaded/,
    'run npm rebuild, or npm ci, to complete the PostgreSQL files',
  ],
  [/Permission denied/, 'set KPI_HOME to a folder that this account may use'],
];

/** @param output what the program wrote since it was started */
export function programFailure(
  action: string,
  place: string,
  output: string,
  logFile?: string,
): DatabaseError {
  const complaint = lastComplaint(output);
  const remedy = REMEDIES.find(([pattern]) => pattern.test(output))?.[1];
  const look = logFile === undefined ? OTHER_SERVER : `see ${logFile}, or ${OTHER_SERVER}`;
  return new DatabaseError(`${place}: ${action} failed: ${complaint}`, { hint: remedy ?? look });
}

/** initdb ends with what it removes; the server's LOG lines are no complaints. */
function lastComplaint(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const complaint =
    lines.findLast((line) => /(FATAL|PANIC):(?!.*the database system is)/.test(line)) ??
    lines.findLast((line) => /\b(error|ERROR):/.test(line)) ??
    lines.findLast((line) => !/ LOG: |removing/.test(line)) ??
    'it ended without a message, as when it is killed';
  return complaint.replace(/^.*?(?:FATAL|PANIC|ERROR|error):\s+/, '').trim();
}

/** Runs `work`; a refusal of the file system leaves as a DatabaseError that names the path. */
export async function explained<T>(home: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fileFailure(home, error) ?? error;
  }
}

function fileFailure(home: string, error: unknown): DatabaseError | undefined {
  if (error instanceof KpiError || !(error instanceof Error)) return undefined;
  const { code, syscall, path = home }: NodeJS.ErrnoException = error;
  if (code === undefined || syscall === undefined) return undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') return noSpace(path, error);
  return new DatabaseError(`${home}: cannot hold the embedded PostgreSQL: ${error.message}`, {
    hint: `set KPI_HOME to a folder that you may write to, or ${OTHER_SERVER}`,
    cause: error,
  });
}

export function noSpace(path: string, cause?: unknown): DatabaseError {
  return new DatabaseError(`${path}: No space left on device`, { hint: FREE_SPACE, cause });
}

export function notOwner(dataDir: string, uid: number): DatabaseError {
  return new DatabaseError(`${dataDir}: belongs to user ${uid}, and PostgreSQL works only for the owner`, {
    hint: `run kpi as user ${uid} or as root, or set KPI_HOME to a folder of your own`,
  });
}

/** Throws when the user has asked to stop. */
export function checkInterrupted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) {
    throw new InterruptedError('the start of the embedded PostgreSQL was interrupted');
  }
}
