import { DatabaseError } from '../../errors.ts';
import { liveClients, removeDeadClients } from './clients.ts';
import { explained } from './failure.ts';
import { withFileLock } from './file-lock.ts';
import { findHome, type Home } from './home.ts';
import { findData } from './placement.ts';
import { findPostmaster, stopPostmaster } from './postmaster.ts';
import { readState, writeState } from './server-state.ts';

/**
 * Stops the server, whoever started it; foreign connections (psql, Metabase) are cut. Returns whether one ran.
 * @param options `force`: even while other kpi processes work with it; their transactions are rolled back.
 * @throws DatabaseError naming those processes
 */
export async function stopServer(path: string, options: { force?: boolean } = {}): Promise<boolean> {
  return explained(path, async () => {
    const home = findHome(path);
    if (home === undefined) return false;
    return withFileLock(home.lock, () => stop(home, options.force ?? false), { optional: true });
  });
}

async function stop(home: Home, force: boolean): Promise<boolean> {
  const state = readState(home);
  const dataDir = findData(home, state);
  const server = dataDir === undefined ? undefined : findPostmaster(dataDir);
  if (server !== undefined && !force) refuseWhileInUse(home);
  removeDeadClients(home);
  if (dataDir !== undefined && server !== undefined) await stopPostmaster(dataDir, server);
  if (state?.mode === 'kept') writeState(home, { ...state, mode: 'auto' });
  return server !== undefined;
}

function refuseWhileInUse(home: Home): void {
  const pids = [...new Set(liveClients(home))];
  if (pids.length === 0) return;
  const who = pids.length === 1 ? `process ${pids.join()}` : `processes ${pids.join(', ')}`;
  throw new DatabaseError(`${home.path}: the embedded PostgreSQL is in use by kpi ${who}`, {
    hint: 'wait until they are done, or run kpi db stop --force',
  });
}
