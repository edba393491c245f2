import { execFile, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterAll, beforeAll } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');

export interface Exit {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface KpiProcess {
  readonly child: ChildProcessWithoutNullStreams;
  /** Resolves when it has ended, whatever ended it. */
  readonly ended: Promise<Exit>;
}

/** The tool as it is built and installed, for the tests of the file that calls it. */
export function useKpiProcess(
  cwd: string,
  env: Readonly<Record<string, string>>,
): (...argv: string[]) => KpiProcess {
  let folder = '';
  const running = new Set<ChildProcessWithoutNullStreams>();
  beforeAll(async () => {
    // Below the root, where it finds its packages and SQL files; a folder of its own, as others build at the same time.
    folder = await mkdtemp(join(ROOT, 'dist-test-'));
    await promisify(execFile)(process.execPath, ['scripts/build.mjs', folder], { cwd: ROOT });
  });
  afterAll(async () => {
    for (const child of running) child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });
  const environment = { ...process.env };
  for (const name of ['DATABASE_URL', 'KPI_HOME']) Reflect.deleteProperty(environment, name);
  return (...argv) => {
    const child = spawn(process.execPath, [join(folder, 'kpi.js'), ...argv], {
      cwd,
      env: { ...environment, ...env },
    });
    running.add(child);
    // It may end before it has read everything.
    child.stdin.on('error', () => undefined);
    return { child, ended: endOf(child).finally(() => running.delete(child)) };
  };
}

async function endOf(child: ChildProcessWithoutNullStreams): Promise<Exit> {
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}
