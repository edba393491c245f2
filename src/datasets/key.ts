import type { Dataset } from './definition.ts';

/** The columns that name one row; null where rows have no name. */
export function keyOf({ key, timeColumn, dimensions }: Dataset): readonly string[] | null {
  return key === undefined ? [timeColumn, ...Object.keys(dimensions)] : key;
}
