import type { Delimiter } from '../datasets/definition.ts';
import { recordExtent, type RecordExtent } from './lanes/record-extent.ts';
import { parseRecords } from './lanes/parse-records.ts';
import type { CsvRecord } from './read-records.ts';

/** A record, or the first line of what should have been one: its quotes make no sense, and it is its only field. */
export interface SampleRecord extends CsvRecord {
  readonly misquoted?: true;
}

export interface SampleOptions {
  /** Records to look at. Default: all. */
  readonly most?: number | undefined;
  /** The sample is the whole file: a quote that is open at its end is one that is never closed. */
  readonly whole?: boolean | undefined;
}

/** A quoted field at the end of the sample that is longer than this is taken for one that is never closed. */
const LONG_FIELD_BYTES = 1 << 16;

/**
 * The first records of a file, as those who read it find them: behind a record whose quotes make no sense the next line
 * begins another. The sample may end anywhere; a record that it cuts within quotes ends the list.
 */
export function sampleRecords(
  sample: string,
  delimiter: Delimiter,
  options: SampleOptions = {},
): SampleRecord[] {
  const records = sample.includes('"')
    ? quotedRecords(Buffer.from(sample), delimiter, options)
    : splitRecords(sample, delimiter, options.most);
  return records.filter(({ fields }) => fields.some((field) => field.trim() !== ''));
}

/** Without quotes, what csv-parse finds is what splitting finds, in a third of the time (40 for 130 ms a MiB, 2026-11). */
function splitRecords(sample: string, delimiter: Delimiter, most: number | undefined): SampleRecord[] {
  return sample
    .split(/\r\n|\n|\r/, most)
    .map((text, index) => ({ line: index + 1, fields: text.split(delimiter) }));
}

function quotedRecords(
  bytes: Buffer,
  delimiter: Delimiter,
  { most = Infinity, whole = false }: SampleOptions,
): SampleRecord[] {
  const records: { readonly line: number; readonly bytes: Buffer; readonly misquoted: boolean }[] = [];
  let line = 1;
  for (let at = 0; at < bytes.length && records.length < most;) {
    const extent = extentOf(bytes, at, delimiter.charCodeAt(0), whole);
    if (extent === undefined) break;
    const { end, next, lines, fault } = extent;
    if (end > at) records.push({ line, bytes: bytes.subarray(at, end), misquoted: fault !== undefined });
    line += lines;
    at = next;
  }
  const sound = records.filter(({ misquoted }) => !misquoted);
  const parsed = parseRecords(
    sound.map((record) => record.bytes),
    delimiter,
  );
  const fieldsOf = new Map(sound.map((record, index) => [record, parsed[index] ?? []]));
  return records.map((record) => {
    const fields = fieldsOf.get(record);
    if (fields !== undefined) return { line: record.line, fields };
    return { line: record.line, fields: [record.bytes.toString()], misquoted: true };
  });
}

/** Undefined where the sample ends within a record that may go on behind it. */
function extentOf(bytes: Buffer, at: number, delimiter: number, whole: boolean): RecordExtent | undefined {
  const known = recordExtent(bytes, at, delimiter, whole);
  if (known !== undefined || whole) return known;
  const last = recordExtent(bytes, at, delimiter, true);
  return last?.fault === 'unclosed' && bytes.length - at <= LONG_FIELD_BYTES ? undefined : last;
}
