import { once } from 'node:events';
import type { WriteStream } from 'node:tty';
import type { Io, Output } from '../context.ts';

/** Wide enough for every table, for output that goes to a file or a pipe. */
const COLUMNS_WITHOUT_TTY = 120;

type Environment = Readonly<Record<string, string | undefined>>;

export function processIo(process: NodeJS.Process): Io {
  // A reader that closes early (`| head`) is no error, and nobody is left to tell.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  return {
    stdout: outputOf(process.stdout, process.env),
    stderr: outputOf(process.stderr, process.env),
    stdin: process.stdin,
  };
}

function outputOf(stream: WriteStream, environment: Environment): Output {
  const isTTY = stream.isTTY;
  return {
    write: (text) => void stream.write(text),
    drained: async () => {
      if (stream.writableNeedDrain && !stream.destroyed) await once(stream, 'drain');
    },
    isTTY,
    columns: isTTY ? stream.columns : COLUMNS_WITHOUT_TTY,
    colour: wantsColour(isTTY, environment),
  };
}

/** https://no-color.org, and FORCE_COLOR for those who pipe into a pager that shows colour. */
function wantsColour(isTTY: boolean, environment: Environment): boolean {
  if ((environment['NO_COLOR'] ?? '') !== '') return false;
  if ((environment['FORCE_COLOR'] ?? '') !== '') return environment['FORCE_COLOR'] !== '0';
  return isTTY && environment['TERM'] !== 'dumb';
}
