/** What is said about a header that does not fit its dataset. */
import { quoteValue } from '../columns/quote-value.ts';
import type { Dataset } from '../datasets/definition.ts';
import { didYouMean, nearestWord } from '../did-you-mean.ts';
import { SourceError, UsageError } from '../errors.ts';
import type { CsvRecord } from './read-records.ts';

/** More are not a header but a file of another kind. */
const NAMED_HEADERS = 10;

export function noHeader(name: string, dataset: Dataset, sample = ''): SourceError {
  const quoted = sample.split(/\r\n|\n|\r/).findIndex((line) => line.includes('"')) + 1;
  if (quoted > 0) {
    return new SourceError(`${name}:${quoted}: this line is no header: its quotes do not match`, {
      hint: 'the first line that is not empty must name the columns',
    });
  }
  return new SourceError(`${name} is empty: it has no header line`, {
    hint: `the first line must name the columns of the dataset ${dataset.name}`,
  });
}

export function headerMisquoted(name: string, line: number): SourceError {
  return new SourceError(`${name}:${line}: this line is no header: its quotes do not match`, {
    hint: 'the first line that is not empty must name the columns',
  });
}

export function namedTwice(
  name: string,
  header: CsvRecord,
  column: string,
  at: readonly number[],
): SourceError {
  const headers = at.map((position) => quoteValue(header.fields[position]?.trim() ?? '')).join(' and ');
  return new SourceError(`${name}:${header.line}: ${headers} are both the column ${column}`, {
    hint: 'keep one of them',
  });
}

/** @param extra headers that belong to no column: one of them may be meant */
export function columnsMissing(
  name: string,
  header: CsvRecord,
  dataset: Dataset,
  missing: readonly string[],
  extra: readonly string[],
): SourceError {
  const names = missing.map((column) => {
    const aliases = dataset.columns[column]?.aliases ?? [];
    return aliases.length > 0 ? `${column} (or ${aliases.join(', ')})` : column;
  });
  const plural = missing.length > 1 ? 's' : '';
  return new SourceError(
    `${name}:${header.line}: the header lacks the column${plural} ${names.join(', ')}; found: ${listed(header.fields)}`,
    {
      hint:
        suggestion(dataset, missing, extra) ??
        `the first line that is not empty must name every column of the dataset ${dataset.name}`,
    },
  );
}

export function columnsUnknown(
  name: string,
  header: CsvRecord,
  dataset: Dataset,
  extra: readonly string[],
): SourceError {
  const named = extra.some((field) => field !== '') ? listed(extra) : 'columns without a name';
  return new SourceError(
    `${name}:${header.line}: the dataset ${dataset.name} has no column for these headers: ${named}`,
    {
      hint: 'say which columns they are with --map theirs=ours, or leave them out with --extra-columns ignore',
    },
  );
}

export function noSuchColumn(theirs: string, ours: string, dataset: Dataset): UsageError {
  const known = Object.keys(dataset.columns);
  return new UsageError(
    `${mapOption(theirs, ours)}: the dataset ${dataset.name} has no column ${quoteValue(ours)}${didYouMean(ours, known)}`,
    { hint: `columns: ${known.join(', ')}` },
  );
}

export function noSuchHeader(name: string, { fields }: CsvRecord, theirs: string, ours: string): UsageError {
  const known = fields.map((field) => field.trim()).filter((field) => field !== '');
  const near = nearestWord(theirs, known);
  return new UsageError(
    `${mapOption(theirs, ours)}: ${name} has no column ${quoteValue(theirs)}` +
      (near === undefined ? '' : ` (did you mean ${quoteValue(near)}?)`),
    { hint: `found: ${listed(fields)}` },
  );
}

/** `did you mean "dia"? use --map dia=date`; undefined when no header comes near. */
function suggestion(
  dataset: Dataset,
  missing: readonly string[],
  extra: readonly string[],
): string | undefined {
  const free = new Set(extra.filter((field) => field !== ''));
  const pairs: [theirs: string, ours: string][] = [];
  for (const column of missing) {
    const names = [column, ...(dataset.columns[column]?.aliases ?? [])];
    const near = names.map((known) => nearestWord(known, [...free])).find((header) => header !== undefined);
    // Where one column is missing and one header is left, they may be the same by whatever name.
    const theirs = near ?? (missing.length === 1 && free.size === 1 ? [...free][0] : undefined);
    if (theirs === undefined) continue;
    free.delete(theirs);
    pairs.push([theirs, column]);
  }
  // Where no column is found at all, this is no header, and a word of it that looks like one is chance.
  const isHeader = missing.length < Object.keys(dataset.columns).length || pairs.length === missing.length;
  if (pairs.length === 0 || !isHeader) return undefined;
  const headers = pairs.map(([theirs]) => quoteValue(theirs)).join(' and ');
  return `did you mean ${headers}? use ${pairs.map(([theirs, ours]) => mapOption(theirs, ours)).join(' ')}`;
}

/** As a shell takes it, where the header is not too strange for one. */
function mapOption(theirs: string, ours: string): string {
  const entry = `${theirs}=${ours}`;
  return `--map ${/^[\p{L}\p{N}_.=-]+$/u.test(entry) ? entry : quoteValue(entry)}`;
}

function listed(headers: readonly string[]): string {
  const fields = headers.map((field) => field.trim()).filter((field) => field !== '');
  const found = fields.slice(0, NAMED_HEADERS).map(quoteValue);
  if (fields.length > NAMED_HEADERS) found.push('…');
  return found.join(', ');
}
