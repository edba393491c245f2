import { createHash } from 'node:crypto';
import type { Dataset } from '../datasets/definition.ts';
import { keyOf } from '../datasets/key.ts';
import type { DuplicatePolicy } from './duplicates.ts';
import type { LoadMode } from './load-run.ts';
import type { ReadOptions } from './read-file.ts';

/** How files are read, and what becomes of their rows. */
export interface LoadRules {
  readonly mode: LoadMode;
  readonly onDuplicate: DuplicatePolicy;
  readonly read: ReadOptions;
}

/** Hash of all that decides what the bytes of a file do to the table, or that undoes it, in hex. */
export function rulesOf(dataset: Dataset, { mode, onDuplicate, read }: LoadRules): string {
  const { name, table, columns, dimensions, timeColumn, timeZone, input, measures, tests } = dataset;
  const values = Object.entries(dimensions).map(([dimension, { values }]) => [dimension, values]);
  const definition = {
    name,
    table,
    columns,
    values,
    timeColumn,
    timeZone,
    input,
    measures,
    tests,
    key: keyOf(dataset),
  };
  const { map, ...options } = read;
  return createHash('sha256')
    .update(JSON.stringify([definition, mode, onDuplicate, options, [...(map ?? [])]]))
    .digest('hex');
}
