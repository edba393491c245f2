import { pipeline, Readable } from 'node:stream';
import { CsvError, parse, type Options } from 'csv-parse';
import type { Delimiter } from '../datasets/definition.ts';
import { SourceError } from '../errors.ts';

/** One CSV record and the line it starts on, as an editor counts lines (from 1, empty lines included). */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/** What the reader of a file and that of its sample have in common. */
export const CSV = {
  relax_column_count: true,
  // Not left to those who look for blank records: an empty first line would set the width, and csv-parse builds an
  // error for every record of another width, which makes it five times slower (measured 2026-11).
  skip_empty_lines: true,
  // Left to guess, it takes the first line's end for that of all lines.
  record_delimiter: ['\r\n', '\n', '\r'],
} satisfies Options;

/**
 * Text → records. Lines end with LF, CRLF or CR, also mixed in one file. Empty lines, and lines of nothing but
 * separators and spaces, are passed over.
 * @throws SourceError with file and line when the quoting is broken
 */
export async function* readRecords(
  text: AsyncIterable<string>,
  name: string,
  delimiter: Delimiter = ',',
): AsyncGenerator<CsvRecord> {
  // Counted here: csv-parse takes a CRLF within quotes for two lines, and names the end of a record, not its start.
  let linesOfRecords = 0;
  const startOfRecord = () => linesOfRecords + parser.info.empty_lines + 1;
  const options: Options<CsvRecord, string[]> = {
    ...CSV,
    delimiter,
    // Called as each record is parsed, so that the count is right when the next one is broken.
    on_record: (fields) => {
      const record = { line: startOfRecord(), fields };
      linesOfRecords += 1 + countLineBreaks(fields);
      return record;
    },
  };
  // The types know a record of another shape only together with `columns`.
  const parser = parse(options as unknown as Options);
  // Errors of the source surface through the parser, which the loop below reads.
  pipeline(Readable.from(text), parser, () => undefined);
  try {
    for await (const record of parser as AsyncIterable<CsvRecord>) {
      if (record.fields.some((field) => field.trim() !== '')) yield record;
    }
  } catch (error) {
    if (error instanceof CsvError) throw csvError(name, startOfRecord(), error);
    throw error;
  }
}

/** Only a quoted field has any. */
export function countLineBreaks(fields: readonly string[]): number {
  let count = 0;
  for (const field of fields) {
    if (field.includes('\n') || field.includes('\r')) count += field.match(/\r\n|\n|\r/g)?.length ?? 0;
  }
  return count;
}

/** @param line where the broken record starts: a quote that is never closed runs to the end of the file */
function csvError(name: string, line: number, error: CsvError): SourceError {
  const rule =
    error.code === 'CSV_QUOTE_NOT_CLOSED'
      ? 'a quote is opened and never closed'
      : 'a quote stands where it may not: a field with quotes is quoted whole, a quote inside it doubled';
  return new SourceError(`${name}:${line}: ${rule}`, {
    hint: 'correct the quoting in the row that starts in that line',
    cause: error,
  });
}
