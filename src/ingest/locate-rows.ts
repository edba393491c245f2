import type { Dataset } from '../datasets/definition.ts';
import { readFile, type ReadEvents, type ReadOptions } from './read-file.ts';
import type { RejectedRow } from './rejected-row.ts';
import type { Source } from './source.ts';

/** Where rows stand in their file, by their place among the accepted ones, from 1. */
export type RowPlaces = ReadonlyMap<number, Pick<RejectedRow, 'line' | 'raw'>>;

const QUIET: ReadEvents = {
  onExtraColumns: () => undefined,
  onNote: () => undefined,
  onRows: () => undefined,
  onBytes: () => undefined,
};

/**
 * Reads a file once more, as far as it takes to find the rows.
 * @param ordinals ascending
 */
export async function locateRows(
  source: Source,
  dataset: Dataset,
  options: ReadOptions,
  ordinals: readonly number[],
): Promise<RowPlaces> {
  const places = new Map<number, Pick<RejectedRow, 'line' | 'raw'>>();
  const onFound = (ordinal: number, line: number, raw: string) => void places.set(ordinal, { line, raw });
  const file = await readFile(source, dataset, options, QUIET, () => undefined, { ordinals, onFound });
  try {
    const rows = file.rows();
    let ended = false;
    while (!ended && places.size < ordinals.length) ended = (await rows.next()).done === true;
  } finally {
    file.close();
  }
  return places;
}
