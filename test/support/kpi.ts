import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { createContext } from '../../src/cli/create-context.ts';
import { runCli } from '../../src/cli/run-cli.ts';
import type { Io, Output } from '../../src/context.ts';

const PACKAGE_ROOT = join(import.meta.dirname, '../..');
const NOON_UTC = 'T12:00:00Z';

export interface KpiSettings {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly tty?: boolean;
  readonly columns?: number;
  /** The day that is today, at noon UTC. */
  readonly today?: string;
  readonly signal?: AbortSignal;
}

export interface KpiResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line within this process, with everything from outside under control. */
export async function kpi(argv: readonly string[], settings: KpiSettings): Promise<KpiResult> {
  const { cwd, env = {}, tty = false, columns = 120, today = '2025-04-01' } = settings;
  const signal = settings.signal ?? new AbortController().signal;
  const stdout = capture(tty, columns);
  const stderr = capture(tty, columns);
  const io: Io = { stdout, stderr, stdin: bytesOf(settings.stdin ?? '') };
  const code = await runCli(argv, io, signal, () =>
    createContext({
      io,
      environment: env,
      clock: () => Date.parse(`${today}${NOON_UTC}`),
      signal,
      cwd,
      version: '0.0.0-test',
      packageRoot: PACKAGE_ROOT,
      nodeVersion: process.versions.node,
    }),
  );
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

/** An empty folder for the tests of a file or block, which calls it outside of its tests; removed afterwards. */
export async function useTemporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kpi-test-'));
  // As root, the embedded server runs under another account, which must be able to enter.
  await chmod(folder, 0o755);
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function capture(isTTY: boolean, columns: number): Output & { readonly text: () => string } {
  let text = '';
  return {
    write: (piece) => {
      text += piece;
    },
    drained: async () => undefined,
    isTTY,
    columns,
    colour: isTTY,
    text: () => text,
  };
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
