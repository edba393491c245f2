import type { Column, Dataset, Delimiter } from '../datasets/definition.ts';
import type { LoadFileEntry } from '../query/load-run-details.ts';

/** How a file writes its rows, as the load that read it has found out. */
export type StoredFormat = Pick<LoadFileEntry, 'delimiter' | 'formats'>;

/**
 * The definition with nothing left open about a file: its delimiter, and how it writes columns. Here alone the stored
 * format of a file comes back into a load. What the load found to be in the usual form is not stored, and is filled
 * in: a few corrected rows must not be taken for a proof that the file is written in another one.
 */
export function withStoredFormat(dataset: Dataset, { delimiter, formats }: StoredFormat): Dataset {
  const columns = Object.entries(dataset.columns).map(([name, column]) => [
    name,
    // Written by a load, from words that the definition knows.
    { ...usualForm(column), ...column, ...formats[name] },
  ]);
  return {
    ...dataset,
    input: { ...dataset.input, delimiter: delimiter as Delimiter },
    columns: Object.fromEntries(columns) as Dataset['columns'],
  };
}

function usualForm({ type }: Column): Readonly<Record<string, string | boolean>> {
  switch (type) {
    case 'numeric':
      return { decimal: '.', thousands: false };
    case 'date':
    case 'timestamptz':
      return { format: 'YYYY-MM-DD' };
    case 'text':
    case 'integer':
    case 'boolean':
    case 'json':
      return {};
  }
}
