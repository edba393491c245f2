import { NoInputError, SourceError } from '../../errors.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EACCES: 'may not be read by this user',
  EISDIR: 'is a folder, not a file',
};

/** An error of the file system as one of the source, with its name; a `SourceError` as it is. */
export function sourceError(name: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof SourceError) return error;
  const code = 'code' in error ? String(error.code) : '';
  const reason = REASONS[code];
  return new (code === 'ENOENT' ? NoInputError : SourceError)(
    reason ? `${name} ${reason}` : `${name}: ${error.message}`,
    {
      hint: 'check the path',
      cause: error,
    },
  );
}
