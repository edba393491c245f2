/** Temporary `.kpi` folders; after each test its servers are stopped and everything is deleted. */
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterEach } from 'vitest';
import { serverStatus } from '../../../../src/db/embedded/server-status.ts';
import { stopServer } from '../../../../src/db/embedded/stop-server.ts';

export const SYSTEM_FOLDER = '/var/lib/kpi-embedded';
export const isRoot = process.getuid?.() === 0;

const folders: string[] = [];
const homes: string[] = [];

/** @param mode mkdtemp makes 0700, which root's PostgreSQL account cannot enter: that is a case of its own. */
export function temporaryFolder(mode = 0o755): string {
  const folder = mkdtempSync(join(tmpdir(), 'kpi-embedded-'));
  chmodSync(folder, mode);
  folders.push(folder);
  return folder;
}

export function temporaryHome(folder = temporaryFolder()): string {
  const home = join(folder, '.kpi');
  homes.push(home);
  return home;
}

/** Call it once per test file. */
export function cleanUpAfterEach(): void {
  afterEach(async () => {
    for (const home of homes.splice(0)) await removeServer(home);
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
    if (existsSync(SYSTEM_FOLDER) && readdirSync(SYSTEM_FOLDER).length === 0) rmdirSync(SYSTEM_FOLDER);
  });
}

async function removeServer(home: string): Promise<void> {
  if (!existsSync(dirname(home))) return;
  await stopServer(home, { force: true });
  const { dataDir } = await serverStatus(home);
  if (dataDir?.startsWith(`${SYSTEM_FOLDER}/`) === true) rmSync(dirname(dataDir), { recursive: true });
}

export async function query<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** A server of somebody else on a port of its own. */
export async function occupyPort(): Promise<{ port: number; close: () => Promise<void> }> {
  const server: Server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const { port, close } = await occupyPort();
  await close();
  return port;
}

/** Waits for what other processes do; the test's own time limit ends it. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
