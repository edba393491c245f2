import { readdir } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { NoInputError } from '../../errors.ts';
import { shellWord } from '../source/shell-word.ts';
import { sourceError } from '../source/source-error.ts';
import type { LeftOut, LeftOutReason } from './left-out.ts';

/** Names in the order in which they are read; a later file overwrites rows of an earlier one. */
export interface Listing {
  readonly names: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/** Text files have no type of their own: a folder has notes, too. */
const DATA_FILE = /\.(csv|tsv)(\.(gz|zst))?$/i;
const REJECTED_ROWS = /\.rejected\.csv(\.(gz|zst))?$/i;

/**
 * The data files of a folder, without its subfolders and hidden files.
 * @param name the folder as the user wrote it; begins the name of each file
 * @throws NoInputError when it cannot be read or holds no data file
 */
export async function listFolder(path: string, name: string): Promise<Listing> {
  const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
    throw sourceError(name, error);
  });
  const names: string[] = [];
  const leftOut: LeftOut[] = [];
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    const reason = reasonAgainst(entry.name, entry.isDirectory());
    if (reason === undefined) names.push(join(name, entry.name));
    else leftOut.push({ name: join(name, entry.name), reason });
  }
  if (names.length === 0) {
    throw new NoInputError(
      `${name} holds no file to load: none ends in .csv or .tsv (or these with .gz, .zst)`,
      {
        hint: `name the files themselves, e.g. ${join(shellWord(name), '*.txt')}`,
      },
    );
  }
  return { names: names.sort(), leftOut: leftOut.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

/**
 * The files that a pattern matches and the shell left to us, as it does when it is quoted.
 * @throws NoInputError when there is none
 */
export async function listMatches(pattern: string, cwd: string, signal?: AbortSignal): Promise<Listing> {
  const { glob } = await import('tinyglobby');
  const absolute = isAbsolute(pattern);
  const options = { cwd, absolute, expandDirectories: false, ...(signal === undefined ? {} : { signal }) };
  const found = (await glob(pattern, options)).sort();
  if (found.length === 0) {
    throw new NoInputError(`no file matches ${pattern}`, {
      hint: absolute ? 'check the pattern' : `check the pattern; it starts from ${cwd}`,
    });
  }
  // A pattern that asks for them gets them.
  const isLeftOut = (name: string) => REJECTED_ROWS.test(name) && !pattern.includes('rejected');
  return {
    names: found.filter((name) => !isLeftOut(name)),
    leftOut: found.filter(isLeftOut).map((name) => ({ name, reason: 'rejected rows' })),
  };
}

function reasonAgainst(fileName: string, isFolder: boolean): LeftOutReason | undefined {
  if (isFolder) return 'subfolder';
  if (REJECTED_ROWS.test(fileName)) return 'rejected rows';
  return DATA_FILE.test(fileName) ? undefined : 'other type';
}
