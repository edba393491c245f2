import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { liveClients } from './clients.ts';
import { explained } from './failure.ts';
import { findHome } from './home.ts';
import { readPassword } from './password.ts';
import { findData } from './placement.ts';
import { findPostmaster } from './postmaster.ts';
import { readState, type ServerMode } from './server-state.ts';
import { formatUrl } from './server-url.ts';

export interface ServerStatus {
  readonly running: boolean;
  /** Undefined unless it runs. */
  readonly pid: number | undefined;
  /** When it does not run: the port of the last start, which is tried first at the next. */
  readonly port: number | undefined;
  readonly mode: ServerMode;
  /** E.g. "18.4"; "18" where only the data folder tells. */
  readonly version: string | undefined;
  /** Undefined before the first start. */
  readonly dataDir: string | undefined;
  readonly logFile: string | undefined;
  /** The process id of each kpi session that uses it. */
  readonly clients: readonly number[];
}

/** Changes nothing and waits for nobody. */
export async function serverStatus(path: string): Promise<ServerStatus> {
  return explained(path, () => {
    const home = findHome(path);
    const state = home === undefined ? undefined : readState(home);
    const dataDir = home === undefined ? undefined : findData(home, state);
    const server = dataDir === undefined ? undefined : findPostmaster(dataDir);
    return {
      running: server !== undefined,
      pid: server?.pid,
      port: server?.port ?? state?.port,
      mode: state?.mode ?? 'auto',
      version: state?.version ?? (dataDir === undefined ? undefined : dataVersion(dataDir)),
      dataDir,
      logFile: home !== undefined && existsSync(home.logFile) ? home.logFile : undefined,
      clients: home === undefined ? [] : liveClients(home),
    };
  });
}

/** The connection URL with the password, or undefined when the server does not run. */
export async function serverUrl(path: string): Promise<string | undefined> {
  return explained(path, () => {
    const home = findHome(path);
    const dataDir = home === undefined ? undefined : findData(home, readState(home));
    const server = dataDir === undefined ? undefined : findPostmaster(dataDir);
    const password = home === undefined ? undefined : readPassword(home);
    return server === undefined || password === undefined ? undefined : formatUrl(server.port, password);
  });
}

function dataVersion(dataDir: string): string | undefined {
  const file = join(dataDir, 'PG_VERSION');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}
