import type { Dataset } from '../datasets/definition.ts';
import type { Reader } from '../db/database.ts';
import { findSameLoad, hasFileOfSize, type EarlierLoad } from '../query/same-load.ts';
import { rulesOf, type LoadRules } from './load-rules.ts';
import type { Source } from './source.ts';

export interface SkippedSource {
  readonly name: string;
  readonly earlier: EarlierLoad;
}

/**
 * Tells the files whose bytes were loaded before, by the same rules and with nothing changed since, from those to load.
 * Only those in front: behind a file that is loaded, the order of files counts.
 */
export async function leaveOutLoaded(
  reader: Reader,
  dataset: Dataset,
  sources: readonly Source[],
  rules: LoadRules,
): Promise<{ readonly skipped: readonly SkippedSource[]; readonly remaining: readonly Source[] }> {
  const hash = rulesOf(dataset, rules);
  const known: (string | undefined)[] = [];
  for (const source of sources) known.push(await hashOfKnown(reader, hash, source));
  const skipped: SkippedSource[] = [];
  for (const [index, { name }] of sources.entries()) {
    const sha256 = known[index];
    if (sha256 === undefined) break;
    const following = known.slice(index + 1).filter((other) => other !== undefined);
    const earlier = await findSameLoad(reader, dataset, { sha256, rules: hash }, following);
    if (earlier === undefined) break;
    skipped.push({ name, earlier });
  }
  return { skipped, remaining: sources.slice(skipped.length) };
}

/** Undefined for a file that was never loaded: most are new, and their size tells so before anything is read. */
async function hashOfKnown(
  reader: Reader,
  rules: string,
  { bytes, sha256 }: Source,
): Promise<string | undefined> {
  if (bytes === undefined || sha256 === undefined) return undefined;
  return (await hasFileOfSize(reader, rules, bytes)) ? sha256() : undefined;
}
