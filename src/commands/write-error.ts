/** What the system says when a file cannot be written, in words. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENOENT: 'the folder does not exist',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'a folder stands in its place',
  EEXIST: 'a file stands where a folder is needed',
  ENAMETOOLONG: 'the name is too long',
};

export interface WriteFailure {
  readonly code: string;
  readonly reason: string;
}

/** Undefined for what is no error of the system. */
export function writeFailure(error: unknown): WriteFailure | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const code = String(error.code);
  return { code, reason: REASONS[code] ?? error.message };
}
