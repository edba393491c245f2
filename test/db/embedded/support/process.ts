/** Scripts of this folder as processes of their own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { buildSync } from 'esbuild';
import { afterAll, afterEach } from 'vitest';
import type { ServerStatus } from '../../../../src/db/embedded/server-status.ts';

const children: ChildProcess[] = [];

/** Bundles `support/<name>.ts` into `folder`, by default below node_modules, where it finds the packages. */
export function bundle(name: string, folder = bundleFolder()): string {
  const outfile = join(folder, `${name}.mjs`);
  buildSync({
    entryPoints: [join(import.meta.dirname, `${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['pg-native'],
    // pg is CommonJS and asks for Node's own modules.
    banner: {
      js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`,
    },
  });
  return outfile;
}

function bundleFolder(): string {
  const cache = resolve('node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'kpi-test-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface SessionProcess {
  readonly pid: number;
  /** What it reported: the server's status, or the error it met. */
  readonly report: ServerStatus & { url: string; error?: string };
  /** Ends its input, so that it releases its session, and waits for its end. */
  finish(): Promise<void>;
  /** As a power cut would. */
  kill(): Promise<void>;
}

export async function startSession(
  script: string,
  args: readonly string[],
  user: { uid?: number; gid?: number } = {},
): Promise<SessionProcess> {
  const child = startScript(script, args, user);
  const ended = once(child, 'exit');
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return {
    pid: child.pid ?? 0,
    report: JSON.parse(line) as SessionProcess['report'],
    async finish() {
      child.stdin.end();
      await ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

export function startScript(
  script: string,
  args: readonly string[],
  user: { uid?: number; gid?: number } = {},
) {
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: '/',
    ...user,
  });
  children.push(child);
  return child;
}

afterEach(() => {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
});
