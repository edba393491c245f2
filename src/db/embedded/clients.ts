/** Who uses the server: one empty file per session, named after the process. */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Home } from './home.ts';
import { isRunning, thisProcess } from './process-identity.ts';

/** Returns what `removeClient` takes. */
export function addClient(home: Home): string {
  const { pid, started } = thisProcess();
  const file = join(home.clients, `${pid}-${started}-${randomBytes(4).toString('hex')}`);
  writeFileSync(file, '');
  return file;
}

export function removeClient(file: string): void {
  rmSync(file, { force: true });
}

/** The pids of the sessions whose process runs, one per session. */
export function liveClients(home: Home): number[] {
  return clientFiles(home).flatMap((client) => (isRunning(client) ? [client.pid] : []));
}

/** Forgets the sessions of processes that ended without a word. */
export function removeDeadClients(home: Home): void {
  for (const client of clientFiles(home)) {
    if (!isRunning(client)) rmSync(client.file, { force: true });
  }
}

function clientFiles(home: Home): { file: string; pid: number; started: string }[] {
  if (!existsSync(home.clients)) return [];
  return readdirSync(home.clients).map((name) => {
    const [pid, started = ''] = name.split('-');
    return { file: join(home.clients, name), pid: Number(pid), started };
  });
}
