/** Starting the server process and waiting until it takes connections. */
import { DatabaseError } from '../../errors.ts';
import { checkInterrupted, programFailure } from './failure.ts';
import type { Home } from './home.ts';
import { pause } from './pause.ts';
import type { Placement } from './placement.ts';
import { candidatePorts, isPortFree } from './port.ts';
import { disownStalePid, readPostmaster, settledPostmaster, type Postmaster } from './postmaster.ts';
import { limitLog, logSize, readLog } from './server-log.ts';
import { ServerProcess } from './server-process.ts';
import { serverSettings } from './server-settings.ts';

export interface LaunchOptions {
  readonly wantedPort: number | undefined;
  readonly lastPort: number | undefined;
  readonly signal: AbortSignal | undefined;
  readonly notice: ((text: string) => void) | undefined;
}

/** Replaying the log of a killed server takes its time. */
const START_TIMEOUT_MS = 600_000;
const SLOW_MS = 2_000;
const STILL_STARTING = 'PostgreSQL is still starting: after a crash it replays its log';
const ORPHAN_TIMEOUT_MS = 10_000;

/**
 * Sessions of a killed server that are about to notice, or a server that a killed kpi process had just started:
 * the first end by themselves, the second is as good as ours.
 */
const IN_THE_WAY = /pre-existing shared memory block|lock file "postmaster.pid" already exists/;

/**
 * Of an unlogged table that was rolled back just before the server died, PostgreSQL keeps an empty file, which its
 * recovery does not expect: it ends. By then the log is replayed so far that the next start removes the file.
 */
const HALF_REMOVED = /could not create file "base\/.*": File exists/;

/** @throws DatabaseError with the server's last complaint when it does not come up. */
export async function launchServer(
  home: Home,
  placement: Placement,
  options: LaunchOptions,
): Promise<Postmaster> {
  limitLog(home);
  const ports = candidatePorts(options.wantedPort, options.lastPort);
  const orphanDeadline = performance.now() + ORPHAN_TIMEOUT_MS;
  let port = await nextFreePort(ports);
  let again = false;
  for (;;) {
    const logStart = logSize(home);
    const server = await tryLaunch(home, placement, port, options);
    if (server !== undefined) return server;
    const output = readLog(home, logStart);
    if (output.includes('could not create any TCP/IP sockets')) {
      port = await nextFreePort(ports); // somebody took it after we had looked
    } else if (IN_THE_WAY.test(output) && performance.now() < orphanDeadline) {
      const other = await settledPostmaster(placement.dataDir, options.signal);
      if (other !== undefined) return other;
      await pause(100, options.signal);
    } else if (HALF_REMOVED.test(output) && !again) {
      again = true;
    } else {
      throw programFailure('starting PostgreSQL', placement.dataDir, output, home.logFile);
    }
  }
}

async function nextFreePort(ports: Iterator<number, void>): Promise<number> {
  for (let next = ports.next(); next.done !== true; next = ports.next()) {
    if (await isPortFree(next.value)) return next.value;
  }
  throw new DatabaseError('127.0.0.1: the embedded PostgreSQL finds no free port from 54330 to 54429', {
    hint: 'set KPI_PORT to a free port',
  });
}

/** Undefined when the server ended by itself; the log says why. */
async function tryLaunch(
  home: Home,
  { dataDir, binaries, account }: Placement,
  port: number,
  { signal, notice }: LaunchOptions,
): Promise<Postmaster | undefined> {
  checkInterrupted(signal);
  disownStalePid(dataDir);
  const args = ['-D', dataDir, ...serverSettings(port)];
  const child = new ServerProcess({ command: binaries.postgres, args, account }, home);
  const slow = setTimeout(() => notice?.(STILL_STARTING), SLOW_MS);
  try {
    const deadline = performance.now() + START_TIMEOUT_MS;
    while (performance.now() < deadline) {
      if (child.failure !== undefined) throw child.failure;
      if (child.ended) return undefined;
      const server = readPostmaster(dataDir);
      if (server?.ready === true && server.pid === child.pid) return server;
      await pause(5, signal);
    }
    throw new DatabaseError(`${dataDir}: PostgreSQL is not ready after 10 minutes`, {
      hint: `see ${home.logFile}, or set DATABASE_URL to a PostgreSQL server of your own`,
    });
  } catch (error) {
    await child.stop();
    throw error;
  } finally {
    clearTimeout(slow);
  }
}
