import { randomBytes } from 'node:crypto';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KpiError, UsageError } from '../errors.ts';
import { writeFailure } from './write-error.ts';

export type Write = (text: string) => Promise<void>;

/**
 * Streams text to `path` so that the file appears whole or not at all: written beside its place, then renamed
 * over what was there. What is no regular file (/dev/null, a named pipe) is written straight to.
 * @throws UsageError when the path cannot be a file, KpiError when writing fails, and whatever `produce` throws;
 * in each case nothing is left behind
 */
export async function streamToFile<T>(path: string, produce: (write: Write) => Promise<T>): Promise<T> {
  const existing = await stat(path).catch(() => undefined);
  if (existing?.isDirectory()) {
    throw new UsageError(`cannot write ${path}: it is a folder`, { hint: 'name a file in it' });
  }
  if (existing && !existing.isFile()) return fill(path, path, produce);
  // A link stays a link: the file behind it is what gets replaced.
  const place = existing ? await realpath(path) : path;
  const part = `${place}.${randomBytes(6).toString('hex')}.part`;
  try {
    const result = await fill(part, path, produce);
    await rename(part, place).catch((error: unknown) => fail(path, error));
    return result;
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function fill<T>(place: string, path: string, produce: (write: Write) => Promise<T>): Promise<T> {
  const file = await open(place, 'w').catch((error: unknown) => fail(path, error));
  try {
    // From the current position on: `writeFile` of a handle repeats short writes and does not truncate.
    return await produce((text) => file.writeFile(text).catch((error: unknown) => fail(path, error)));
  } finally {
    await file.close();
  }
}

function fail(path: string, error: unknown): never {
  const failure = writeFailure(error);
  // A reader of a named pipe that has enough is no failure; the command knows.
  if (failure === undefined || failure.code === 'EPIPE') throw error;
  const message = `cannot write ${path}: ${failure.reason}`;
  if (failure.code === 'ENOSPC' || failure.code === 'EIO') throw new KpiError(message, { cause: error });
  const hint = failure.code === 'ENOENT' ? `create it first: mkdir -p ${dirname(path)}` : undefined;
  throw new UsageError(message, { hint, cause: error });
}
