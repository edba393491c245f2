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
  const skipped: SkippedSource[] = [];
  for (const { name, bytes, sha256 } of sources) {
    if (bytes === undefined || sha256 === undefined) break;
    // Most files are new, and their size tells so before anything is read.
    if (!(await hasFileOfSize(reader, hash, bytes))) break;
    const earlier = await findSameLoad(reader, dataset, { sha256: await sha256(), rules: hash });
    if (earlier === undefined) break;
    skipped.push({ name, earlier });
  }
  return { skipped, remaining: sources.slice(skipped.length) };
}
