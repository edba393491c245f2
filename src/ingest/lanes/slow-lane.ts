/**
 * The slow lane: csv-parse splits the record, zod checks it. It is the definition of a right row, and the source of
 * every message about a wrong one.
 */
import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import type { Dataset } from '../../datasets/definition.ts';
import type { HeaderMatch } from '../match-header.ts';
import { rowValidator, type Rejection, type Validation } from '../validate.ts';
import { MAX_RECORD_BYTES, type RecordFault } from './record-extent.ts';

/** One record as the splitter found it. */
export interface RawRecord {
  readonly line: number;
  /** Without its line end. */
  readonly bytes: Buffer;
  readonly fault?: RecordFault | undefined;
}

export interface CheckedRecord extends RawRecord {
  /** Undefined for a record of nothing but separators and spaces: layout, not a row. */
  readonly validation: Validation | undefined;
}

export interface SlowLane {
  /** In the same order. Many at once: csv-parse takes longer to begin than to parse. */
  check(records: readonly RawRecord[]): CheckedRecord[];
}

export function slowLane(dataset: Dataset, header: HeaderMatch, delimiter: string): SlowLane {
  const validate = rowValidator(dataset, header);
  return {
    check: (records) => {
      const sound = records.filter((record) => faultOf(record) === undefined);
      const parsed = parseRecords(sound, delimiter);
      return records.map((record) => {
        const fault = faultOf(record);
        if (fault !== undefined) return { ...record, validation: refused(record, fault) };
        const fields = parsed.get(record) ?? [];
        const blank = fields.every((field) => field.trim() === '');
        return { ...record, validation: blank ? undefined : validate({ line: record.line, fields }) };
      });
    },
  };
}

/** The fields of one sound record. @throws CsvError where its quoting is broken */
export function parseRecord(bytes: Buffer, delimiter: string): string[] {
  return parseText(bytes.toString('utf8'), delimiter)[0] ?? [];
}

function parseRecords(records: readonly RawRecord[], delimiter: string): Map<RawRecord, string[]> {
  // An empty record would be passed over, and those behind it take its place.
  const full = records.filter(({ bytes }) => bytes.length > 0);
  const rows = parseText(full.map(({ bytes }) => bytes.toString('utf8')).join('\n'), delimiter);
  if (rows.length !== full.length) {
    throw new Error(`${full.length} records were split and ${rows.length} were parsed`);
  }
  return new Map(full.map((record, index) => [record, rows[index] ?? []]));
}

function parseText(text: string, delimiter: string): string[][] {
  return parse(text, {
    delimiter,
    relax_column_count: true,
    // A record of its own per line: line breaks within quotes are none.
    record_delimiter: '\n',
    skip_empty_lines: true,
  });
}

/** What makes a record unreadable as a whole; undefined when csv-parse may have it. */
function faultOf({ bytes, fault }: RawRecord): string | undefined {
  if (fault === 'misplaced') {
    return 'a quote stands where it may not: a field with quotes is quoted whole, a quote inside it doubled';
  }
  if (fault === 'unclosed') return 'a quote is opened and never closed';
  if (fault === 'too-long') return `must have at most ${MAX_RECORD_BYTES.toLocaleString('en-US')} bytes`;
  if (!isUtf8(bytes)) return 'must be UTF-8 like the rest of the file';
  return undefined;
}

function refused({ line, bytes }: RawRecord, rule: string): Validation {
  const rejection: Rejection = { line, column: null, value: bytes.toString('utf8'), rule };
  return { ok: false, rejections: [rejection] };
}
