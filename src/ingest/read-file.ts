/** One file from bytes to rows for COPY: encoding, format, header, then every row by one of the two lanes. */
import type { Column, Dataset, Delimiter, Locale } from '../datasets/definition.ts';
import { SourceError } from '../errors.ts';
import { encodingNote, toUtf8, type TextEncoding } from './encoding/to-utf8.ts';
import { detectFileFormat, type FileFormat } from './file-format.ts';
import { QUOTE, recordExtent } from './lanes/record-extent.ts';
import { rowReader, type RowReader, type RowSearch } from './lanes/row-reader.ts';
import { parseRecord } from './lanes/slow-lane.ts';
import type { LoadedFile } from './load-file.ts';
import type { RejectedRow } from './rejected-row.ts';
import type { Source } from './source.ts';

/** Of a file, what its format is decided from. */
const SAMPLE_BYTES = 1 << 20;

/** What the user says of the files; the rest is found out. */
export interface ReadOptions {
  readonly encoding?: string | undefined;
  readonly delimiter?: Delimiter | undefined;
  /** Header of the file → column. */
  readonly map?: ReadonlyMap<string, string> | undefined;
  readonly extraColumns?: 'ignore' | 'refuse' | undefined;
  /** Decides how a number or date is read when nothing in the file does. */
  readonly locale?: Locale | undefined;
}

export interface ReadEvents {
  /** Headers that belong to no column of the dataset; they are left out. */
  onExtraColumns(source: Source, headers: readonly string[]): void;
  /** Something the user may want to know or change: how a file is read, what a load waits for. A sentence. */
  onNote(note: string): void;
  /** Rows read, right and wrong ones. */
  onRows(count: number): void;
  /** Bytes read, as the file is stored. */
  onBytes(count: number): void;
}

export interface ReadFile {
  /** Columns of the rows, in order. */
  readonly columns: readonly string[];
  /** How COPY has to read them. */
  readonly form: RowReader['form'];
  /** Headers that the dataset has no column for. */
  readonly extra: readonly string[];
  /** Rows for COPY. To be read once, to the end. */
  rows(): AsyncGenerator<Buffer>;
  /** How many rows were read, accepted and rejected so far. */
  readonly counts: RowReader['counts'];
  /** Days of the accepted rows; undefined where the time column holds moments. */
  days(): ReadonlySet<string> | undefined;
  /** For the books, when all rows were read. */
  toLoadedFile(): Omit<LoadedFile, 'rules'>;
  /** Lets go of the file; needed where `rows` is not read to the end. */
  close(): Promise<void>;
}

/** Told of every row that is put aside; ends the reading by throwing. */
export type OnRejected = (row: RejectedRow, counts: RowReader['counts']) => void;

/**
 * Reads as much as it takes to know the format.
 * @throws SourceError when the file cannot be read, has no header, or lacks a column
 * @throws UsageError when an option does not fit the file
 */
export async function readFile(
  source: Source,
  dataset: Dataset,
  options: ReadOptions,
  events: ReadEvents,
  onRejected: OnRejected,
  search?: RowSearch,
): Promise<ReadFile> {
  let encoding: TextEncoding = { encoding: 'utf-8', declared: false };
  let bytes = 0;
  let sha256 = '';
  const stored = source.open({
    onBytes: (count) => {
      bytes += count;
      events.onBytes(count);
    },
    onSha256: (hex) => {
      sha256 = hex;
    },
  });
  const chunks = toUtf8(stored, source.name, {
    encoding: options.encoding,
    onEncoding: (found) => {
      encoding = found;
      const note = encodingNote(source.name, found);
      if (note !== undefined) events.onNote(`${note}; --encoding says otherwise`);
    },
  });
  try {
    const begin = await beginning(chunks);
    const format = detectFileFormat(sampleText(begin), dataset, { ...options, name: source.name });
    const header = findHeader(begin, format, source.name);
    if (format.header.extra.length > 0) events.onExtraColumns(source, format.header.extra);
    for (const note of format.notes) events.onNote(`${source.name}: ${note}`);
    const reader = rowReader({
      dataset: format.dataset,
      header: format.header,
      delimiter: format.delimiter,
      lineEnd: header.lineEnd,
      quoted: begin.bytes.includes(QUOTE, header.next),
      firstLine: header.line + header.lines,
      search,
      onRejected: ({ line, bytes: raw }, rejections) => {
        onRejected({ file: source.name, line, rejections, raw: raw.toString('utf8') }, reader.counts);
      },
    });
    return {
      columns: reader.columns,
      form: reader.form,
      extra: format.header.extra,
      counts: reader.counts,
      rows: () => readRows(reader, begin, header.next, chunks, events),
      days: reader.days,
      close: async () => void (await chunks.return(undefined)),
      toLoadedFile: () => ({
        name: source.name,
        bytes,
        sha256,
        encoding: encoding.encoding,
        delimiter: format.delimiter,
        header: header.text,
        formats: formatsOf(dataset, format.dataset),
        rowsRead: reader.counts.read,
        rowsRejected: reader.counts.rejected,
      }),
    };
  } catch (error) {
    await chunks.return(undefined);
    throw error;
  }
}

interface Beginning {
  readonly bytes: Buffer;
  /** Whether this is the whole file. */
  readonly whole: boolean;
}

async function beginning(chunks: AsyncGenerator<Buffer>): Promise<Beginning> {
  const parts: Buffer[] = [];
  let length = 0;
  while (length < SAMPLE_BYTES) {
    const { done, value } = await chunks.next();
    if (done === true) return { bytes: Buffer.concat(parts), whole: true };
    parts.push(value);
    length += value.length;
  }
  return { bytes: Buffer.concat(parts), whole: false };
}

/** Cut at a line end. */
function sampleText({ bytes, whole }: Beginning): string {
  const end = Math.max(bytes.lastIndexOf('\n'), bytes.lastIndexOf('\r'));
  return bytes.toString('utf8', 0, whole || end === -1 ? bytes.length : end + 1);
}

interface Header {
  readonly text: string;
  readonly line: number;
  readonly lines: number;
  /** Where the first row begins. */
  readonly next: number;
  readonly lineEnd: RowReader['form']['lineEnd'];
}

/** The record that the format was decided with: the first that is not blank, behind those to skip. */
function findHeader({ bytes, whole }: Beginning, format: FileFormat, name: string): Header {
  let toSkip = format.skipRecords;
  let line = 1;
  for (let at = 0; at < bytes.length;) {
    const extent = recordExtent(bytes, at, format.delimiter.charCodeAt(0), whole);
    if (extent === undefined || extent.fault !== undefined) break;
    const record = bytes.subarray(at, extent.end);
    const blank = parseRecord(record, format.delimiter).every((field) => field.trim() === '');
    if (!blank && toSkip === 0) {
      const { lines, next } = extent;
      const lineEnd = bytes.toString('latin1', extent.end, next);
      const known = lineEnd === '\r\n' || lineEnd === '\r' ? lineEnd : '\n';
      return { text: record.toString('utf8'), line, lines, next, lineEnd: known };
    }
    if (!blank) toSkip -= 1;
    line += extent.lines;
    at = extent.next;
  }
  throw new SourceError(`${name}:${line}: this line is no header: its quotes do not match`, {
    hint: 'the first line that is not empty must name the columns',
  });
}

async function* readRows(
  reader: RowReader,
  begin: Beginning,
  start: number,
  chunks: AsyncGenerator<Buffer>,
  { onRows }: ReadEvents,
): AsyncGenerator<Buffer> {
  let rest = begin.bytes.subarray(start);
  let told = 0;
  for (let last = begin.whole; ;) {
    const { output, used } = reader.read(rest, last);
    yield* output;
    onRows(reader.counts.read - told);
    told = reader.counts.read;
    if (last) return;
    const { done, value } = await chunks.next();
    last = done === true;
    const kept = rest.subarray(used);
    if (done !== true) rest = kept.length === 0 ? value : Buffer.concat([kept, value]);
    else rest = kept;
  }
}

function formatsOf(declared: Dataset, decided: Dataset): LoadedFile['formats'] {
  const changed = Object.entries(decided.columns).filter(
    ([name, column]) => column !== declared.columns[name],
  );
  return Object.fromEntries(changed.map(([name, column]) => [name, formOf(column)]));
}

function formOf(column: Column): Record<string, string | boolean> {
  const { decimal, thousands, format } = { ...column } as {
    decimal?: string;
    thousands?: boolean;
    format?: string;
  };
  return {
    ...(decimal === undefined ? {} : { decimal }),
    ...(thousands === undefined ? {} : { thousands }),
    ...(format === undefined ? {} : { format }),
  };
}
