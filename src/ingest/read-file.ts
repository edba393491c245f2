/** One file from bytes to rows for COPY: encoding, format, header, then every row by one of the two lanes. */
import type { Column, Dataset, Delimiter, Locale } from '../datasets/definition.ts';
import { encodingNote, toUtf8, type TextEncoding } from './encoding/to-utf8.ts';
import { findHeader, mappedHeader, readBeginning, sampleText, type Beginning } from './file-beginning.ts';
import { detectFileFormat } from './file-format.ts';
import { QUOTE } from './lanes/record-extent.ts';
import { rowReader, type RowReader, type RowSearch } from './lanes/row-reader.ts';
import type { LoadedFile } from './load-file.ts';
import type { RejectedRow } from './rejected-row.ts';
import type { Source } from './source.ts';

/** Of a wrong row: ten thousand of them, each of one MiB, would fill the memory. */
const KEPT_BYTES = 1 << 16;

/**
 * Of the beginning, which is read whole: the first rows take long, because the code that checks them is still being
 * compiled, and meanwhile the server has some to work on.
 */
const PIECE_BYTES = 1 << 16;

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
  readonly onExtraColumns: (source: Source, headers: readonly string[]) => void;
  /** Something the user may want to know or change: how a file is read, what a load waits for. A sentence. */
  readonly onNote: (note: string) => void;
  /** Rows read, right and wrong ones. */
  readonly onRows: (count: number) => void;
  /** Bytes read, as the file is stored. */
  readonly onBytes: (count: number) => void;
}

export interface ReadFile {
  /** Columns of the rows, in order. */
  readonly columns: readonly string[];
  /** How COPY has to read them. */
  readonly form: RowReader['form'];
  /** Headers that the dataset has no column for. */
  readonly extra: readonly string[];
  /**
   * Rows for COPY. To be read once, to the end.
   * @param watchKeys finds out on the way whether keys are distinct, which takes a third more time
   */
  readonly rows: (watchKeys?: boolean) => AsyncGenerator<Buffer>;
  /** Lets the keys of the rows that follow be what they are, which proves nothing any more. */
  readonly stopWatchingKeys: () => void;
  /** Bytes of text for each stored byte, as far as the beginning tells: more than one of what is compressed. */
  readonly growth: number;
  /** How many rows were read, accepted and rejected so far. */
  readonly counts: RowReader['counts'];
  /** Days of the accepted rows; undefined where the time column holds moments. */
  readonly days: () => ReadonlySet<string> | undefined;
  /** True where it is certain that no two accepted rows share a key; only where they were watched. */
  readonly keysAreDistinct: () => boolean;
  /** For the books, when all rows were read. */
  readonly toLoadedFile: () => Omit<LoadedFile, 'rules'>;
  /** Lets go of the file, without waiting: it may be silent for ever. Needed where `rows` is not read to the end. */
  readonly close: () => void;
}

/** Told of every row that is put aside; ends the reading by throwing. */
export type OnRejected = (row: RejectedRow) => void;

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
    const begin = await readBeginning(chunks);
    const format = detectFileFormat(sampleText(begin), dataset, {
      ...options,
      name: source.name,
      whole: begin.whole,
    });
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
      onRejected: ({ line, bytes, fault }, rejections) => {
        const whole = fault !== 'too-long' && bytes.length <= KEPT_BYTES;
        onRejected({ file: source.name, line, rejections, raw: whole ? bytes.toString('utf8') : '' });
      },
    });
    return {
      columns: reader.columns,
      form: reader.form,
      extra: format.header.extra,
      counts: reader.counts,
      rows: (watchKeys = false) => {
        if (watchKeys) reader.watchKeys();
        return readRows(reader, begin, header.next, chunks, events);
      },
      stopWatchingKeys: reader.stopWatchingKeys,
      growth: Math.max(1, begin.bytes.length / bytes),
      days: reader.days,
      keysAreDistinct: reader.keysAreDistinct,
      close: () => {
        chunks.return(undefined).catch(() => undefined);
      },
      toLoadedFile: () => ({
        name: source.name,
        bytes,
        sha256,
        encoding: encoding.encoding,
        delimiter: format.delimiter,
        header: mappedHeader(header, format.delimiter, options.map),
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

async function* readRows(
  reader: RowReader,
  begin: Beginning,
  start: number,
  chunks: AsyncGenerator<Buffer>,
  { onRows }: ReadEvents,
): AsyncGenerator<Buffer> {
  let at = start;
  const next = (): Promise<IteratorResult<Buffer, unknown>> => {
    if (at < begin.bytes.length) {
      const value = begin.bytes.subarray(at, (at += PIECE_BYTES));
      return Promise.resolve({ done: false, value });
    }
    return begin.whole ? Promise.resolve({ done: true, value: undefined }) : chunks.next();
  };
  let rest: Buffer = Buffer.alloc(0);
  for (let told = 0; ;) {
    const piece = await next();
    const last = piece.done === true;
    if (!last) rest = rest.length === 0 ? piece.value : Buffer.concat([rest, piece.value]);
    const { output, used } = reader.read(rest, last);
    yield* output;
    onRows(reader.counts.read - told);
    told = reader.counts.read;
    if (last) return;
    rest = rest.subarray(used);
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
