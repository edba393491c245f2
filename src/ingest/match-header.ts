import type { Dataset } from '../datasets/definition.ts';
import { SourceError } from '../errors.ts';
import { quoteValue } from '../columns/quote-value.ts';
import type { CsvRecord } from './read-records.ts';

/** More are not a header but a file of another kind. */
const NAMED_HEADERS = 10;

export interface HeaderMatch {
  /** Column name → position in the record. */
  readonly positions: ReadonlyMap<string, number>;
  /** Headers that belong to no column. */
  readonly extra: readonly string[];
  /** Fields that every record must have. */
  readonly width: number;
}

/**
 * Finds the dataset's columns in a header record by name or alias, without regard to case, spaces,
 * underscores and order.
 * @throws SourceError when a column is missing or named twice
 */
export function matchHeader(header: CsvRecord, dataset: Dataset, name: string): HeaderMatch {
  const { missing, ...match } = locateColumns(header, dataset, name);
  if (missing.length > 0) throw missingColumns(name, header, dataset, missing);
  return match;
}

/**
 * The same for a header that may lack columns.
 * @throws SourceError when a column is named twice
 */
export function locateColumns(
  header: CsvRecord,
  dataset: Dataset,
  name: string,
): HeaderMatch & { readonly missing: readonly string[] } {
  const columnOf = new Map<string, string>();
  for (const [column, { aliases = [] }] of Object.entries(dataset.columns)) {
    for (const known of [column, ...aliases]) columnOf.set(normaliseHeader(known), column);
  }
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

/** Headers that differ only in case, spaces, hyphens and underscores name one column. */
export function normaliseHeader(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '');
}

function namedTwice(name: string, header: CsvRecord, column: string, at: readonly number[]): SourceError {
  const headers = at.map((position) => quoteValue(header.fields[position]?.trim() ?? '')).join(' and ');
  return new SourceError(`${name}:${header.line}: ${headers} are both the column ${column}`, {
    hint: 'keep one of them',
  });
}

function missingColumns(
  name: string,
  header: CsvRecord,
  dataset: Dataset,
  missing: readonly string[],
): SourceError {
  const fields = header.fields.map((field) => field.trim()).filter((field) => field !== '');
  const found = fields.slice(0, NAMED_HEADERS).map(quoteValue);
  if (fields.length > NAMED_HEADERS) found.push('…');
  const names = missing.map((column) => {
    const aliases = dataset.columns[column]?.aliases ?? [];
    return aliases.length > 0 ? `${column} (or ${aliases.join(', ')})` : column;
  });
  const plural = missing.length > 1 ? 's' : '';
  return new SourceError(
    `${name}:${header.line}: the header lacks the column${plural} ${names.join(', ')}; found: ${found.join(', ')}`,
    { hint: `the first line that is not empty must name every column of the dataset ${dataset.name}` },
  );
}
