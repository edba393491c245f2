import type { Dataset, Delimiter } from '../datasets/definition.ts';
import type { LoadFileEntry } from '../query/load-run-details.ts';

/** How a file writes its rows, as the load that read it has found out. */
export type StoredFormat = Pick<LoadFileEntry, 'delimiter' | 'formats'>;

/**
 * The definition with the blanks about a file filled in: its delimiter, and how it writes columns. Here alone the
 * stored format of a file comes back into a load.
 */
export function withStoredFormat(dataset: Dataset, { delimiter, formats }: StoredFormat): Dataset {
  const columns = Object.entries(dataset.columns).map(([name, column]) => [
    name,
    // Written by a load, from words that the definition knows.
    { ...column, ...formats[name] },
  ]);
  return {
    ...dataset,
    input: { ...dataset.input, delimiter: delimiter as Delimiter },
    columns: Object.fromEntries(columns) as Dataset['columns'],
  };
}
