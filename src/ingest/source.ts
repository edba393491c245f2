import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { SourceError } from '../errors.ts';

/** Something that yields the bytes of one CSV file. */
export interface Source {
  /** As the user wrote it; named in every error. */
  readonly name: string;
  /** Undefined for standard input. */
  readonly bytes: number | undefined;
  open(): AsyncIterable<Uint8Array>;
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
    return { name, bytes: info.isFile() ? info.size : undefined, open: () => readFile(path, name, signal) };
  } catch (error) {
    throw sourceError(name, error);
  }
}

export function stdinSource(stdin: AsyncIterable<Uint8Array>): Source {
  const name = '(standard input)';
  return { name, bytes: undefined, open: () => named(name, () => stdin) };
}

function readFile(path: string, name: string, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  const open = () => createReadStream(path, { highWaterMark: 1 << 18, signal }) as AsyncIterable<Uint8Array>;
  return named(name, open);
}

/** Names the source in its errors: a code such as ECONNRESET would be taken for one of the database. */
async function* named(name: string, open: () => AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* open();
  } catch (error) {
    throw sourceError(name, error);
  }
}

function sourceError(name: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof SourceError) return error;
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'does not exist',
    EACCES: 'may not be read by this user',
    EISDIR: 'is a folder, not a file',
  };
  const code = 'code' in error ? String(error.code) : '';
  const reason = reasons[code];
  return new SourceError(reason ? `${name} ${reason}` : `${name}: ${error.message}`, {
    hint: 'check the path',
    cause: error,
  });
}
