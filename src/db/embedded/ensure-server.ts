/** A private PostgreSQL in the home folder, started on demand and shared by all kpi processes. */
import { requireSupported } from './binaries.ts';
import { addClient } from './clients.ts';
import { checkInterrupted, explained } from './failure.ts';
import { withFileLock } from './file-lock.ts';
import { prepareHome, type Home } from './home.ts';
import { releaseServer } from './release-server.ts';
import { withRunningServer, type RunningServer, type ServerOptions } from './running-server.ts';
import type { ServerMode } from './server-state.ts';
import { formatUrl } from './server-url.ts';

export type { ServerOptions } from './running-server.ts';

export interface EmbeddedSession {
  /** With the password. */
  readonly url: string;
  readonly port: number;
  /** Of the running server, e.g. "18.4". */
  readonly version: string;
  /** Call it once all connections are closed. The last one out stops the server, unless it is kept. */
  release(): Promise<void>;
}

/**
 * Starts the server, or joins the one that runs.
 * @param options mode `kept`: it stays when the last session is over. `auto` does not undo an earlier `kept`.
 * @throws DatabaseError, InterruptedError
 */
export async function ensureServer(options: ServerOptions & { mode: ServerMode }): Promise<EmbeddedSession> {
  return explained(options.home, () =>
    underLock(options, options.mode, (home, server) => {
      const client = addClient(home);
      let released: Promise<void> | undefined;
      return {
        url: formatUrl(server.port, server.password),
        port: server.port,
        version: server.version,
        release: () => (released ??= explained(home.path, () => releaseServer(home, client, server))),
      };
    }),
  );
}

/** Starts the server if need be, and makes it stay until `stopServer`. */
export async function startServer(options: ServerOptions): Promise<void> {
  await explained(options.home, () => underLock(options, 'kept', () => undefined));
}

async function underLock<T>(
  options: ServerOptions,
  mode: ServerMode,
  use: (home: Home, server: RunningServer) => T,
): Promise<T> {
  requireSupported();
  checkInterrupted(options.signal);
  const home = prepareHome(options.home);
  return withFileLock(
    home.lock,
    () => withRunningServer(home, mode, options, (server) => use(home, server)),
    options,
  );
}
