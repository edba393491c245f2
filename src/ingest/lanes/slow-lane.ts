/**
 * The slow lane: csv-parse splits the record, zod checks it. It is the definition of a right row, and the source of
 * every message about a wrong one.
 */
import { isUtf8 } from 'node:buffer';
import type { Dataset } from '../../datasets/definition.ts';
import type { HeaderMatch } from '../match-header.ts';
import { rowValidator, type Rejection, type Validation } from '../validate.ts';
import { parseRecords } from './parse-records.ts';
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
  /** In the same order. */
  check(records: readonly RawRecord[]): CheckedRecord[];
}

export function slowLane(dataset: Dataset, header: HeaderMatch, delimiter: string): SlowLane {
  const validate = rowValidator(dataset, header);
  return {
    check: (records) => {
      const sound = records.filter((record) => faultOf(record) === undefined);
      const rows = parseRecords(
        sound.map(({ bytes }) => bytes),
        delimiter,
      );
      const parsed = new Map(sound.map((record, index) => [record, rows[index] ?? []]));
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
