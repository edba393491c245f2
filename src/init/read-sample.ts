import type { Delimiter } from '../datasets/definition.ts';
import { SourceError } from '../errors.ts';
import { encodingNote } from '../ingest/encoding/to-utf8.ts';
import { readRecords, type CsvRecord } from '../ingest/read-records.ts';
import { readText } from '../ingest/read-text.ts';
import type { Source } from '../ingest/source.ts';
import { sniffDelimiter } from './sniff-delimiter.ts';

const SAMPLE_ROWS = 20_000;
const SAMPLE_BYTES = 16 * 1024 * 1024;

/** Rows of one shape, whether from a file or from a table. */
export interface Sample {
  /** As people know it: a path or `schema.table`. */
  readonly name: string;
  readonly headers: readonly string[];
  /** As many fields as there are headers; '' where there is nothing. */
  readonly rows: readonly (readonly string[])[];
  /** False when there is more than was looked at. */
  readonly complete: boolean;
  readonly notes: readonly string[];
}

export interface FileSample extends Sample {
  readonly delimiter: Delimiter;
  readonly delimiterReason: string;
}

/** @throws SourceError when the file cannot be read, is empty, or has no row */
export async function readSample(source: Source): Promise<FileSample> {
  const { delimiter, reason, skipRecords } = await sniffDelimiter(source);
  let bytes = 0;
  let encoding: string | undefined;
  const text = readText(
    { ...source, open: () => counted(source, (count) => (bytes += count)) },
    { onEncoding: (found) => (encoding = encodingNote(source.name, found)) },
  );
  let header: CsvRecord | undefined;
  const rows: (readonly string[])[] = [];
  const odd: CsvRecord[] = [];
  let complete = true;
  let skipped = 0;
  for await (const record of readRecords(text, source.name, delimiter)) {
    if (skipped < skipRecords) skipped += 1;
    else if (header === undefined) header = record;
    else if (rows.length >= SAMPLE_ROWS || (bytes > SAMPLE_BYTES && rows.length > 0)) {
      complete = false;
      break;
    } else if (record.fields.length === header.fields.length) rows.push(record.fields);
    else odd.push(record);
  }
  if (header === undefined || rows.length === 0) throw tooLittle(source.name, header, odd);
  return {
    name: source.name,
    headers: header.fields.map((field) => field.trim()),
    rows,
    complete,
    notes: [...(encoding === undefined ? [] : [encoding]), ...oddWidth(source.name, header, odd)],
    delimiter,
    delimiterReason: reason,
  };
}

async function* counted(source: Source, count: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of source.open()) {
    count(chunk.length);
    yield chunk;
  }
}

function oddWidth(name: string, header: CsvRecord, odd: readonly CsvRecord[]): string[] {
  const [first] = odd;
  if (first === undefined) return [];
  return [
    `${odd.length} row(s) do not have ${header.fields.length} fields like the header, the first in ${name}:${first.line}; ` +
      'kpi run will refuse the file until they are corrected',
  ];
}

function tooLittle(name: string, header: CsvRecord | undefined, odd: readonly CsvRecord[]): SourceError {
  const what =
    header === undefined
      ? 'is empty'
      : odd.length > 0
        ? `has no row with ${header.fields.length} fields like its header`
        : 'has a header and no rows';
  return new SourceError(`${name} ${what}: there is nothing to infer from`, {
    hint: 'give it a header line and some rows',
  });
}
