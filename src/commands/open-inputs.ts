import type { Context } from '../context.ts';
import { leftOutLines } from '../ingest/inputs/left-out.ts';
import { resolveInputs } from '../ingest/inputs/resolve-inputs.ts';
import { fileSource, stdinSource, type Source } from '../ingest/source.ts';
import type { IngestOptions } from './ingest-options.ts';

export interface OpenedInputs {
  readonly sources: readonly Source[];
  /** What a folder or pattern brought and is not loaded, one line per reason. */
  readonly leftOut: readonly string[];
}

/** @throws SourceError when a file does not exist, or a folder or pattern brings none */
export async function openInputs(
  { files, since, dataset }: Pick<IngestOptions, 'files' | 'since' | 'dataset'>,
  { cwd, config, io, signal }: Context,
): Promise<OpenedInputs> {
  const timeZone = dataset.timeZone ?? config.timeZone;
  const { inputs, leftOut } = await resolveInputs(files, { cwd, since, timeZone, signal });
  const sources: Source[] = [];
  for (const { name, path } of inputs) {
    sources.push(path === undefined ? stdinSource(io.stdin) : await fileSource(path, name, signal));
  }
  return { sources, leftOut: leftOutLines(leftOut) };
}
