import { realpath, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { toDay, type BusinessDay } from '../../analysis/calendar.ts';
import { sourceError } from '../source/source-error.ts';
import { STANDARD_INPUT } from '../source/standard-input.ts';
import { dayOfName } from './day-of-name.ts';
import type { LeftOut } from './left-out.ts';
import { listFolder, listMatches, type Listing } from './list-files.ts';

export interface InputFile {
  /** As messages name it: the way the user named it, or the folder or pattern that brought it. */
  readonly name: string;
  /** Absolute; undefined for standard input. */
  readonly path: string | undefined;
}

export interface ResolvedInputs {
  /** In the order of the arguments, within a folder or pattern by name; every file once. */
  readonly inputs: readonly InputFile[];
  readonly leftOut: readonly LeftOut[];
}

export interface ResolveOptions {
  /** What relative paths and patterns start from, absolute. */
  readonly cwd: string;
  /** Leaves out files of earlier days, but for those that are named themselves. */
  readonly since?: BusinessDay | undefined;
  /** Decides on which day a file was last written, for `since` and a name without a date. */
  readonly timeZone: string;
  readonly signal?: AbortSignal | undefined;
}

const PATTERN = /[*?[{(]/;

/**
 * What the arguments of a command stand for: files, `-` for standard input, folders, and patterns that no shell has
 * expanded. A file that does not exist is left to whoever opens it.
 * @throws SourceError for a folder without data files and a pattern without matches
 */
export async function resolveInputs(
  args: readonly string[],
  options: ResolveOptions,
): Promise<ResolvedInputs> {
  const inputs = new Map<string, InputFile>();
  const leftOut: LeftOut[] = [];
  for (const arg of args) {
    const found = await resolveArgument(arg, options);
    leftOut.push(...found.leftOut);
    for (const input of found.inputs) {
      const identity = await identityOf(input);
      if (inputs.has(identity)) leftOut.push({ name: input.name, reason: 'named twice' });
      else inputs.set(identity, input);
    }
  }
  return { inputs: [...inputs.values()], leftOut };
}

async function resolveArgument(arg: string, options: ResolveOptions): Promise<ResolvedInputs> {
  const { cwd, signal } = options;
  if (arg === '-') return { inputs: [{ name: STANDARD_INPUT, path: undefined }], leftOut: [] };
  const path = resolve(cwd, arg);
  const info = await stat(path).catch(() => undefined);
  if (info?.isDirectory() === true) return newEnough(await listFolder(path, arg), options);
  // A file may have such a name: sales[1].csv.
  if (info === undefined && PATTERN.test(arg)) return newEnough(await listMatches(arg, cwd, signal), options);
  return { inputs: [{ name: arg, path }], leftOut: [] };
}

async function newEnough(
  { names, leftOut }: Listing,
  { cwd, since, timeZone }: ResolveOptions,
): Promise<ResolvedInputs> {
  const inputs: InputFile[] = [];
  const old: LeftOut[] = [];
  for (const name of names) {
    const input = { name, path: resolve(cwd, name) };
    if (since === undefined || (await dayOf(input, timeZone)) >= since) inputs.push(input);
    else old.push({ name, reason: 'before since' });
  }
  return { inputs, leftOut: [...leftOut, ...old] };
}

async function dayOf({ name, path }: { name: string; path: string }, timeZone: string): Promise<BusinessDay> {
  const named = dayOfName(basename(name));
  if (named !== undefined) return named;
  try {
    const { localTime } = await import('../../datasets/local-time.ts');
    return toDay(localTime((await stat(path)).mtime, timeZone, 'day'));
  } catch (error) {
    throw sourceError(name, error);
  }
}

/** The same for a file and a link to it, and however the path is written. */
async function identityOf({ path }: InputFile): Promise<string> {
  return path === undefined ? '-' : realpath(path).catch(() => path);
}
