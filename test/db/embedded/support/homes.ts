/** Temporary `.kpi` folders; after each test its servers are stopped and everything is deleted. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach } from 'vitest';
import { ensureServer } from '../../../../src/db/embedded/ensure-server.ts';
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

/** One that was used before: with a table t of three rows, its server stopped. */
export async function homeWithData(): Promise<string> {
  const home = temporaryHome();
  const original = await (originalHome ??= makeOriginal());
  // A tenth of what a start on an empty folder takes (2026-11); owners and modes are kept.
  execFileSync('cp', ['-a', original, home]);
  const state = join(home, 'server.json');
  writeFileSync(state, readFileSync(state, 'utf8').replaceAll(original, home));
  return home;
}

let originalHome: Promise<string> | undefined;

async function makeOriginal(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'kpi-embedded-'));
  chmodSync(folder, 0o755);
  const home = join(folder, '.kpi');
  const session = await ensureServer({ home, mode: 'auto' });
  try {
    await query(session.url, 'create table t as select 1 from generate_series(1, 3)');
  } finally {
    await session.release();
  }
  return home;
}

/** Call it once per test file. */
export function cleanUpAfterEach(): void {
  afterAll(async () => {
    const original = await originalHome;
    originalHome = undefined;
    if (original !== undefined) rmSync(dirname(original), { recursive: true });
  });
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
