import { CommanderError } from 'commander';
import type { Context, Io } from '../context.ts';
import { InterruptedError, KpiError } from '../errors.ts';
import { exitCodeOf } from './exit.ts';
import { buildProgram } from './program.ts';

/**
 * Arguments → command → exit code. Never throws: what goes wrong is told on stderr.
 * @param createContext may throw a ConfigError
 */
export async function runCli(
  argv: readonly string[],
  io: Io,
  signal: AbortSignal,
  createContext: () => Promise<Context>,
): Promise<number> {
  const debug = argv.includes('--debug');
  try {
    const context = await createContext();
    const program = await buildProgram(argv, context);
    await program.parseAsync(argv, { from: 'user' });
    return 0;
  } catch (thrown) {
    const interrupted = signal.aborted && !(thrown instanceof KpiError);
    const error = interrupted ? new InterruptedError('interrupted') : thrown;
    if (!(error instanceof CommanderError)) io.stderr.write(messageOf(error, debug));
    return exitCodeOf(error);
  }
}

/** One line for what a user can meet; for a bug also how to see more. `--debug` adds the trace. */
function messageOf(error: unknown, debug: boolean): string {
  if (!(error instanceof KpiError)) {
    const text = error instanceof Error ? error.message : String(error);
    return debug
      ? `bug: ${traceOf(error)}\n`
      : `bug: ${text} (run again with --debug and report the trace)\n`;
  }
  const separator = error.message.includes('\n') ? '\n' : ' — ';
  const hint = error.hint === undefined ? '' : `${separator}${error.hint}`;
  return `error: ${error.message}${hint}\n${debug ? `${traceOf(error)}\n` : ''}`;
}

function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by: ${traceOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
