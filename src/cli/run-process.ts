/** The edge: the only file that reads the process, its environment, its clock and its signals. */
import { constants } from 'node:os';
import { addAbortSignal } from 'node:stream';
import { createContext } from './create-context.ts';
import { processIo } from './io.ts';
import { runCli } from './run-cli.ts';

/** Runs the command line of this process and returns its exit code. */
export async function runProcess(
  process: NodeJS.Process,
  packageRoot: string,
  version: string,
): Promise<number> {
  const controller = new AbortController();
  const { signal } = controller;
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      // The first asks to stop in order; who asks again does not want to wait.
      if (signal.aborted) process.exit(128 + constants.signals[name]);
      controller.abort();
    });
  }
  // Else an interrupt would wait for input that may never come.
  addAbortSignal(signal, process.stdin);
  const io = processIo(process);
  const code = await runCli(process.argv.slice(2), io, signal, () =>
    createContext({
      io,
      environment: process.env,
      clock: Date.now,
      signal,
      cwd: process.cwd(),
      version,
      packageRoot,
      nodeVersion: process.versions.node,
    }),
  );
  // Nor is what failed kept from ending by input that may never come.
  process.stdin.destroy();
  return code;
}
