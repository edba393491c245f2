import { pipeline } from 'node:stream';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { SourceError } from '../errors.ts';

/** One CSV record and the line it starts on, as an editor counts lines (from 1, empty lines included). */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

interface ParsedRecord {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/**
 * Text → records. Empty lines, and lines of nothing but separators and spaces, are passed over.
 * @throws SourceError with file and line when the quoting is broken
 */
export async function* readRecords(text: AsyncIterable<string>, name: string): AsyncGenerator<CsvRecord> {
  const parser = parse({ info: true, relax_column_count: true, skip_empty_lines: true });
  // Errors of the source surface through the parser, which the loop below reads.
  pipeline(Readable.from(text), parser, () => undefined);
  // csv-parse counts a CRLF inside quotes as two lines.
  let countedTwice = 0;
  try {
    for await (const parsed of parser as AsyncIterable<ParsedRecord>) {
      const { record: fields, info } = parsed;
      let line = info.lines - countedTwice;
      for (const field of fields) {
        const breaks = countLineBreaks(field);
        line -= breaks.all + breaks.crlf;
        countedTwice += breaks.crlf;
      }
      if (fields.some((field) => field.trim() !== '')) yield { line, fields };
    }
  } catch (error) {
    if (error instanceof CsvError) throw csvError(name, error, countedTwice);
    throw error;
  }
}

function countLineBreaks(field: string): { all: number; crlf: number } {
  if (!field.includes('\n') && !field.includes('\r')) return { all: 0, crlf: 0 };
  const breaks = field.match(/\r\n|\n|\r/g) ?? [];
  return { all: breaks.length, crlf: breaks.filter((text) => text === '\r\n').length };
}

function csvError(name: string, error: CsvError, countedTwice: number): SourceError {
  const line = typeof error['lines'] === 'number' ? error['lines'] - countedTwice : '?';
  const rule =
    error.code === 'CSV_QUOTE_NOT_CLOSED'
      ? 'a quote is opened and never closed'
      : 'a quote stands where it may not: a field with quotes is quoted whole, a quote inside it doubled';
  return new SourceError(`${name}:${line}: ${rule}`, {
    hint: 'correct the quoting in that line',
    cause: error,
  });
}
