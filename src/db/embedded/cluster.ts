/** Creating and checking the data folder. */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { DatabaseError } from '../../errors.ts';
import { handOver } from './account.ts';
import { programFailure } from './failure.ts';
import { removeLeftovers } from './leftovers.ts';
import type { Placement } from './placement.ts';
import { runProgram } from './program.ts';

const STAGING_PREFIX = 'initdb-';

/**
 * Makes the data folder with the superuser and the database `kpi`. It appears at its place in one step, complete:
 * whatever interrupts this leaves a staging folder that the next call removes.
 */
export async function createCluster(
  { dataDir, binaries, account }: Placement,
  password: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const parent = dirname(dataDir);
  removeLeftovers(parent, STAGING_PREFIX);
  const staging = join(parent, `${STAGING_PREFIX}${randomBytes(4).toString('hex')}`);
  const data = join(staging, 'data');
  const passwordFile = join(staging, 'password');
  const options = { action: 'creating the database', place: dataDir, signal };
  try {
    mkdirSync(staging, { mode: 0o700 });
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (account !== undefined) {
      handOver(staging, account);
      handOver(passwordFile, account);
    }
    const initdb = { command: binaries.initdb, account };
    await runProgram({ ...initdb, args: [...INITDB_OPTIONS, `--pwfile=${passwordFile}`, data] }, options);
    await runAlone({ dataDir: data, binaries, account }, 'create database kpi owner kpi', {
      ...options,
      // Synced below, all at once.
      settings: ['-F'],
    });
    await runProgram({ ...initdb, args: ['--sync-only', ...SYNC_OPTIONS, data] }, options);
    renameSync(data, dataDir);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** C.UTF-8 of PostgreSQL's own: sorts by code point on every machine, and upper('ção') is right. */
const INITDB_OPTIONS = [
  '--username=kpi',
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--no-sync',
  '--no-instructions',
];

/** One call for the whole file system instead of one for each of 1,570 files. */
const SYNC_OPTIONS = process.platform === 'linux' ? ['--sync-method=syncfs'] : [];

/** For the case that the password file was deleted. The server must not run. */
export async function resetPassword(placement: Placement, password: string): Promise<void> {
  const { dataDir } = placement;
  await runAlone(placement, `alter role kpi password '${password}'`, {
    action: 'setting a new password',
    place: dataDir,
  });
}

async function runAlone(
  { dataDir, binaries, account }: Omit<Placement, 'exists'>,
  statement: string,
  options: { action: string; place: string; signal?: AbortSignal | undefined; settings?: readonly string[] },
): Promise<void> {
  const args = ['--single', '-D', dataDir, ...(options.settings ?? []), 'postgres'];
  const output = await runProgram(
    { command: binaries.postgres, args, account },
    { ...options, input: `${statement}\n` },
  );
  // A failed statement does not show in the exit code.
  if (/(ERROR|FATAL|PANIC):/.test(output)) throw programFailure(options.action, options.place, output);
}

/** @throws DatabaseError when the programs cannot read these data. */
export function checkCluster({ dataDir, binaries }: Placement): void {
  const versionFile = join(dataDir, 'PG_VERSION');
  if (!existsSync(versionFile) || !existsSync(join(dataDir, 'global', 'pg_control'))) {
    throw new DatabaseError(`${dataDir}: is not a complete PostgreSQL data folder`, {
      hint: `move it away and run the command again: a new one is created`,
    });
  }
  const major = readFileSync(versionFile, 'utf8').trim();
  if (major !== binaries.version.split('.')[0]) {
    throw new DatabaseError(
      `${dataDir}: was written by PostgreSQL ${major}, and this kpi brings PostgreSQL ${binaries.version}`,
      {
        hint: 'use the kpi version that wrote it, or move the folder away and load the data again with kpi ingest',
      },
    );
  }
  // PostgreSQL refuses a folder that others can read; a copy or a careless chmod -R makes it so.
  if ((statSync(dataDir).mode & 0o077) !== 0) chmodSync(dataDir, 0o700);
}
