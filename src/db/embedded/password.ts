import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { giveTo, type Home } from './home.ts';

/** Undefined when there is none. */
export function readPassword(home: Home): string | undefined {
  try {
    return readFileSync(home.passwordFile, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

export function writePassword(home: Home, password: string): void {
  const prepared = `${home.passwordFile}.new`;
  writeFileSync(prepared, `${password}\n`, { mode: 0o600 });
  giveTo(home.path, prepared);
  renameSync(prepared, home.passwordFile);
}

/** Needs no escaping in a URL, in SQL or in a shell. */
export function randomPassword(): string {
  return randomBytes(24).toString('base64url');
}
