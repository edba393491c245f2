/** PostgreSQL refuses to run as root: then it runs under an ordinary account of the machine. */
import { lchownSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { DatabaseError } from '../../errors.ts';

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** The second is what macOS calls it. */
const ACCOUNTS = ['postgres', '_postgres', 'nobody'];

/**
 * Undefined unless this process is root: PostgreSQL runs as whoever runs kpi.
 * @param folders the first one that exists and that an ordinary account owns decides, so that data and project
 *   stay with their owner; else `postgres`, else `nobody`.
 */
export function chooseAccount(folders: readonly string[]): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readAccounts();
  for (const folder of folders) {
    const uid = statSync(folder, { throwIfNoEntry: false })?.uid ?? 0;
    const owner = accounts.find((account) => account.uid === uid);
    if (uid !== 0 && owner !== undefined) return owner;
  }
  for (const wanted of ACCOUNTS) {
    const account = accounts.find(({ name, uid }) => name === wanted && uid !== 0);
    if (account !== undefined) return account;
  }
  throw new DatabaseError(
    '/etc/passwd: PostgreSQL may not run as root, and there is no account postgres or nobody',
    {
      hint: 'run kpi as an ordinary user, or set DATABASE_URL to a PostgreSQL server of your own',
    },
  );
}

function readAccounts(): Account[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

/** Whether the account may pass through every folder down to `path`, and into it or execute it. */
export function canEnter(account: Account, path: string): boolean {
  const real = realpathSync(path);
  const { uid, gid, mode } = statSync(real);
  const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  if ((mode & bit) === 0) return false;
  return real === dirname(real) || canEnter(account, dirname(real));
}

/** @throws DatabaseError where root is not allowed to, as in a container without other users */
export function handOver(path: string, account: Account): void {
  try {
    lchownSync(path, account.uid, account.gid);
  } catch (error) {
    throw accountRefused(account, error);
  }
}

export function accountRefused({ name }: Account, cause: unknown): DatabaseError {
  return new DatabaseError(
    `PostgreSQL may not run as root, and this system does not let root act as ${name}`,
    {
      hint: 'run kpi as an ordinary user, or set DATABASE_URL to a PostgreSQL server of your own',
      cause,
    },
  );
}

export function chownTree(path: string, account: Account): void {
  handOver(path, account);
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    handOver(join(entry.parentPath, entry.name), account);
  }
}
