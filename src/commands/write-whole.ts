import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KpiError } from '../errors.ts';
import { writeFailure } from './write-error.ts';

export interface WholeFile {
  readonly path: string;
  readonly bytes: string | Uint8Array;
}

/**
 * Writes files so that each appears whole or not at all: all of them beside their places first, and
 * renamed once every one is on disk. Folders are made as needed.
 * @throws KpiError naming the paths, with no half file left behind
 */
export async function writeWhole(files: readonly WholeFile[]): Promise<void> {
  const suffix = randomBytes(6).toString('hex');
  const parts = files.map(({ path }) => `${path}.${suffix}.part`);
  try {
    for (const [index, { path, bytes }] of files.entries()) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(parts[index] ?? path, bytes, { flush: true });
    }
    for (const [index, { path }] of files.entries()) await rename(parts[index] ?? path, path);
  } catch (error) {
    await Promise.all(parts.map((part) => rm(part, { force: true }).catch(() => undefined)));
    throw writeError(files, error);
  }
}

function writeError(files: readonly WholeFile[], error: unknown): unknown {
  const failure = writeFailure(error);
  if (failure === undefined) return error;
  const path = files.map((file) => file.path).join(', ');
  return new KpiError(`cannot write ${path}: ${failure.reason}`, {
    hint: 'choose another folder with --out or KPI_REPORTS_DIR',
    cause: error,
  });
}
