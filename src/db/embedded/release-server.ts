import { existsSync } from 'node:fs';
import { liveClients, removeClient, removeDeadClients } from './clients.ts';
import { hasConnections } from './connections.ts';
import { withFileLock } from './file-lock.ts';
import type { Home } from './home.ts';
import { findData } from './placement.ts';
import { findPostmaster, stopPostmaster } from './postmaster.ts';
import type { RunningServer } from './running-server.ts';
import { readState } from './server-state.ts';
import { formatUrl } from './server-url.ts';

/** Ends a session, and stops the server if it was the last one and nobody else is connected. */
export async function releaseServer(home: Home, client: string, server: RunningServer): Promise<void> {
  if (!existsSync(home.path)) {
    // The folder was deleted under the running server: there is nothing left to keep or to share.
    await stopPostmaster(server.dataDir, server);
    return;
  }
  removeClient(client);
  // Each removes itself before it looks at the others, so the last one sees nobody: no lock needed to leave.
  if (!mayStop(home)) return;
  await withFileLock(home.lock, () => stopUnlessUsed(home, server.password), { optional: true });
}

async function stopUnlessUsed(home: Home, password: string): Promise<void> {
  if (!mayStop(home)) return;
  removeDeadClients(home);
  const dataDir = findData(home, readState(home));
  const running = dataDir === undefined ? undefined : findPostmaster(dataDir);
  if (dataDir === undefined || running === undefined) return;
  if (await hasConnections(formatUrl(running.port, password))) return;
  await stopPostmaster(dataDir, running);
}

function mayStop(home: Home): boolean {
  return readState(home)?.mode !== 'kept' && liveClients(home).length === 0;
}
