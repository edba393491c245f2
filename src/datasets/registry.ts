import { UsageError } from '../errors.ts';
import type { Dataset } from './definition.ts';
import { payments } from './payments.ts';

/** Every dataset the tool knows; the first is the default. */
export const DATASETS: readonly [Dataset, ...Dataset[]] = [payments];

/** @throws UsageError naming the known datasets */
export function findDataset(name: string): Dataset {
  const dataset = DATASETS.find((candidate) => candidate.name === name);
  if (dataset) return dataset;
  throw new UsageError(`there is no dataset ${JSON.stringify(name)}`, {
    hint: `known: ${DATASETS.map((candidate) => candidate.name).join(', ')}`,
  });
}
