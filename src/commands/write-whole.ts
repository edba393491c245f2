import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KpiError } from '../errors.ts';

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

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'a folder stands in its place',
  EEXIST: 'a file stands where a folder is needed',
};

function writeError(files: readonly WholeFile[], error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const path = files.map((file) => file.path).join(', ');
  return new KpiError(`cannot write ${path}: ${REASONS[String(error.code)] ?? error.message}`, {
    hint: 'choose another folder with --out or KPI_REPORTS_DIR',
    cause: error,
  });
}
