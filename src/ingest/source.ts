import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { SourceError } from '../errors.ts';
import { decompress } from './source/decompress.ts';
import { observe, sha256, type ReadEvents } from './source/observe.ts';
import { sourceError } from './source/source-error.ts';
import { STANDARD_INPUT } from './source/standard-input.ts';

/** Something that yields the bytes of one CSV file. */
export interface Source {
  /** As the user wrote it; named in every error. */
  readonly name: string;
  /** The size as stored, so compressed where it is; undefined for standard input. */
  readonly bytes: number | undefined;
  /** The bytes of the text: what is compressed comes out decompressed, as it is read. */
  open(events?: ReadEvents): AsyncIterable<Uint8Array>;
  /** The SHA-256 of the bytes as stored, in hex; only where they can be read more than once. */
  readonly sha256?: () => Promise<string>;
}

/** @throws SourceError when the file is missing, a folder, or not readable. */
export async function fileSource(path: string, name: string, signal?: AbortSignal): Promise<Source> {
  try {
    const info = await stat(path);
    if (info.isDirectory()) {
      throw new SourceError(`${name} is a folder, not a file`, {
        hint: 'name the files in it, e.g. folder/*.csv',
      });
    }
    return {
      name,
      bytes: info.isFile() ? info.size : undefined,
      open: (events) => textBytes(name, () => readFile(path, signal), events),
      // A named pipe is read once.
      ...(info.isFile() ? { sha256: () => sha256Of(path, name, signal) } : {}),
    };
  } catch (error) {
    throw sourceError(name, error);
  }
}

export function stdinSource(stdin: AsyncIterable<Uint8Array>): Source {
  return streamSource(STANDARD_INPUT, () => stdin);
}

/** What comes from elsewhere than a file, and once. */
export function streamSource(name: string, open: () => AsyncIterable<Uint8Array>): Source {
  return { name, bytes: undefined, open: (events) => textBytes(name, open, events) };
}

async function sha256Of(path: string, name: string, signal?: AbortSignal): Promise<string> {
  try {
    return await sha256(readFile(path, signal));
  } catch (error) {
    throw sourceError(name, error);
  }
}

function readFile(path: string, signal: AbortSignal | undefined): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: 1 << 18, signal }) as AsyncIterable<Uint8Array>;
}

/** Names the source in its errors: a code such as ECONNRESET would be taken for one of the database. */
async function* textBytes(
  name: string,
  open: () => AsyncIterable<Uint8Array>,
  events: ReadEvents = {},
): AsyncGenerator<Uint8Array> {
  try {
    yield* decompress(observe(open(), events), name);
  } catch (error) {
    throw sourceError(name, error);
  }
}
