import type { Dataset } from '../datasets/definition.ts';
import { columnsUnknown, columnsMissing, namedTwice, noSuchColumn, noSuchHeader } from './header-errors.ts';
import type { CsvRecord } from './read-records.ts';

export interface HeaderMatch {
  /** Column name → position in the record. */
  readonly positions: ReadonlyMap<string, number>;
  /** Headers that belong to no column. */
  readonly extra: readonly string[];
  /** Fields that every record must have. */
  readonly width: number;
}

export interface HeaderOptions {
  /** Header of the file → column of the dataset, before any name or alias. */
  readonly map?: ReadonlyMap<string, string> | undefined;
  /** What to do with headers that belong to no column. Default: ignore. */
  readonly extraColumns?: 'ignore' | 'refuse' | undefined;
}

/**
 * Finds the dataset's columns in a header record by name or alias, without regard to case, spaces,
 * underscores and order.
 * @throws SourceError when a column is missing or named twice, or a header unknown where that is refused
 * @throws UsageError when the map names a header or a column that is not there
 */
export function matchHeader(
  header: CsvRecord,
  dataset: Dataset,
  name: string,
  { map, extraColumns }: HeaderOptions = {},
): HeaderMatch {
  const { missing, ...match } = locateColumns(header, dataset, name, map);
  if (missing.length > 0) throw columnsMissing(name, header, dataset, missing, match.extra);
  if (extraColumns === 'refuse' && match.extra.length > 0)
    throw columnsUnknown(name, header, dataset, match.extra);
  return match;
}

/**
 * The same for a header that may lack columns.
 * @throws SourceError when a column is named twice
 * @throws UsageError when the map names a header or a column that is not there
 */
export function locateColumns(
  header: CsvRecord,
  dataset: Dataset,
  name: string,
  map?: HeaderOptions['map'],
): HeaderMatch & { readonly missing: readonly string[] } {
  for (const [theirs, ours] of map ?? []) {
    if (!Object.hasOwn(dataset.columns, ours)) throw noSuchColumn(theirs, ours, dataset);
    const wanted = normaliseHeader(theirs);
    if (!header.fields.some((field) => normaliseHeader(field) === wanted))
      throw noSuchHeader(name, header, theirs, ours);
  }
  const columnOf = columnsByHeader(dataset, map);
  const positions = new Map<string, number>();
  const extra: string[] = [];
  header.fields.forEach((field, position) => {
    const column = columnOf.get(normaliseHeader(field));
    const earlier = column === undefined ? undefined : positions.get(column);
    if (column === undefined) extra.push(field.trim());
    else if (earlier === undefined) positions.set(column, position);
    else throw namedTwice(name, header, column, [earlier, position]);
  });
  const missing = Object.keys(dataset.columns).filter((column) => !positions.has(column));
  return { positions, extra, missing, width: header.fields.length };
}

/** How many of the dataset's columns the fields name. */
export function countColumns(
  fields: readonly string[],
  dataset: Dataset,
  map?: HeaderOptions['map'],
): number {
  const columnOf = columnsByHeader(dataset, map);
  return new Set(fields.flatMap((field) => columnOf.get(normaliseHeader(field)) ?? [])).size;
}

/** Header, normalised → column. A column that the map names is found by no other name. */
function columnsByHeader(dataset: Dataset, map: HeaderOptions['map']): Map<string, string> {
  const mapped = new Set(map?.values());
  const columnOf = new Map<string, string>();
  for (const [column, { aliases = [] }] of Object.entries(dataset.columns)) {
    if (mapped.has(column)) continue;
    for (const known of [column, ...aliases]) columnOf.set(normaliseHeader(known), column);
  }
  for (const [theirs, ours] of map ?? []) columnOf.set(normaliseHeader(theirs), ours);
  return columnOf;
}

/** Headers that differ only in case, spaces, hyphens and underscores name one column. */
export function normaliseHeader(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '');
}
