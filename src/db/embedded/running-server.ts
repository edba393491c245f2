/** Finds the server of a home or brings it up. Everything here happens under the home's lock. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseError } from '../../errors.ts';
import { findBinaries } from './binaries.ts';
import { checkCluster, createCluster, resetPassword } from './cluster.ts';
import type { Home } from './home.ts';
import { launchServer } from './launch-server.ts';
import { randomPassword, readPassword, writePassword } from './password.ts';
import { choosePlacement, findData, type Placement } from './placement.ts';
import { settledPostmaster, stopPostmaster } from './postmaster.ts';
import { limitLog } from './server-log.ts';
import { readState, writeState, type ServerMode, type ServerState } from './server-state.ts';

export interface ServerOptions {
  /** The `.kpi` folder, absolute; created where missing. */
  readonly home: string;
  /** The preferred port. Default: the one of the last start, else 54330. The next free one when it is taken. */
  readonly port?: number | undefined;
  /** Aborts a start: nothing is left running. */
  readonly signal?: AbortSignal | undefined;
  /** Told in a few words about what takes time or surprises. */
  readonly notice?: ((text: string) => void) | undefined;
}

export interface RunningServer extends Omit<ServerState, 'mode'> {
  readonly password: string;
}

/** Whatever fails in `use`, a server that was started for it does not stay behind. */
export async function withRunningServer<T>(
  home: Home,
  mode: ServerMode,
  options: ServerOptions,
  use: (server: RunningServer) => T,
): Promise<T> {
  const before = readState(home);
  const found = await findRunning(home, before, options.signal);
  const server = found ?? (await start(home, before, options));
  try {
    // A kept server that was killed comes back as a kept one.
    remember(home, before, server, before?.mode === 'kept' ? 'kept' : mode);
    return use(server);
  } catch (error) {
    if (found === undefined) await stopPostmaster(server.dataDir, server);
    throw error;
  }
}

function remember(
  home: Home,
  before: ServerState | undefined,
  server: RunningServer,
  mode: ServerMode,
): void {
  const { port, pid, version, dataDir } = server;
  const state: ServerState = { mode, port, pid, version, dataDir };
  if (JSON.stringify(state) !== JSON.stringify(before)) writeState(home, state);
}

async function findRunning(
  home: Home,
  before: ServerState | undefined,
  signal: AbortSignal | undefined,
): Promise<RunningServer | undefined> {
  const dataDir = findData(home, before);
  if (dataDir === undefined) return undefined;
  const server = await settledPostmaster(dataDir, signal);
  if (server === undefined) return undefined;
  limitLog(home);
  const password = readPassword(home);
  if (password === undefined) {
    throw new DatabaseError(`${home.passwordFile}: is missing while the server runs`, {
      hint: 'run kpi db stop; the next start sets a new password',
    });
  }
  const version =
    before?.pid === server.pid ? before.version : readFileSync(join(dataDir, 'PG_VERSION'), 'utf8').trim();
  return { port: server.port, pid: server.pid, version, dataDir, password };
}

async function start(
  home: Home,
  before: ServerState | undefined,
  options: ServerOptions,
): Promise<RunningServer> {
  const { signal, notice } = options;
  const placement = await choosePlacement(home, before, await findBinaries());
  const { dataDir, exists, binaries } = placement;
  if (exists) checkCluster(placement);
  else notice?.(`creating the embedded PostgreSQL ${binaries.version} in ${dataDir}`);
  const password = await preparePassword(home, placement, signal);
  const expected = options.port ?? before?.port;
  const server = await launchServer(home, placement, {
    wantedPort: options.port,
    lastPort: before?.port,
    signal,
    notice,
  });
  if (expected !== undefined && server.port !== expected) {
    notice?.(`port ${expected} is taken: the embedded PostgreSQL uses ${server.port}`);
  }
  return { port: server.port, pid: server.pid, version: binaries.version, dataDir, password };
}

/** The password that the data folder knows, after creating the folder where it is missing. */
async function preparePassword(
  home: Home,
  placement: Placement,
  signal: AbortSignal | undefined,
): Promise<string> {
  const known = readPassword(home);
  const password = known ?? randomPassword();
  if (!placement.exists) {
    if (known === undefined) writePassword(home, password);
    await createCluster(placement, password, signal);
  } else if (known === undefined) {
    await resetPassword(placement, password);
    writePassword(home, password);
  }
  return password;
}
