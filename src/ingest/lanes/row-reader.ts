/** Bytes of a file, behind its header, to bytes for COPY: each row by the fast lane, or else by the slow one. */
import { isUtf8 } from 'node:buffer';
import type { Dataset } from '../../datasets/definition.ts';
import { isoDay } from '../../columns/day-text.ts';
import type { HeaderMatch } from '../match-header.ts';
import { copyLine } from './copy-field.ts';
import { fastLane, type RowForm } from './fast-lane.ts';
import { keyWitness } from './key-witness.ts';
import { CR, LF, lineEnd, recordExtent } from './record-extent.ts';
import type { Rejection } from '../validate.ts';
import { slowLane, type CheckedRecord, type RawRecord } from './slow-lane.ts';

const TAB = 0x09;

/** Enough of a record that is too long to know it again. */
const KEPT_OF_TOO_LONG = 1000;

/** Room for what a row may grow by when it is written anew: 31/12/25 becomes 2025-12-31. */
const GROWTH = 1.25;

export interface RowReaderOptions {
  /** With the form in which this file writes its values. */
  readonly dataset: Dataset;
  readonly header: HeaderMatch;
  readonly delimiter: string;
  readonly lineEnd: RowForm['lineEnd'];
  readonly quoted: boolean;
  /** The line behind the header. */
  readonly firstLine: number;
  /** Called in file order. What it throws ends the reading. */
  readonly onRejected: (record: RawRecord, rejections: readonly Rejection[]) => void;
  /** Finds rows again by their place among the accepted ones, from 1, ascending. */
  readonly search?: RowSearch | undefined;
}

export interface RowSearch {
  readonly ordinals: readonly number[];
  readonly onFound: (ordinal: number, line: number, raw: string) => void;
}

export interface RowReader {
  /** How COPY has to read what comes out. */
  readonly form: Pick<RowForm, 'delimiter' | 'lineEnd'>;
  /** Columns of the rows that come out, in order. */
  readonly columns: readonly string[];
  /**
   * @param block bytes that begin with a record
   * @param last whether the file ends with it
   * @returns rows for COPY, and how many bytes of the block were used; the rest has to come again with more
   */
  readonly read: (block: Buffer, last: boolean) => { readonly output: Buffer[]; readonly used: number };
  readonly counts: { readonly read: number; readonly accepted: number; readonly rejected: number };
  /** Days of the accepted rows; undefined where the time column holds moments. */
  readonly days: () => ReadonlySet<string> | undefined;
  /** To be called before the first row: finds out whether keys are distinct, for a third more time. */
  readonly watchKeys: () => void;
  /** From now on nobody needs to know. */
  readonly stopWatchingKeys: () => void;
  /** True where it is certain that no two accepted rows share a key; only where they were watched. */
  readonly keysAreDistinct: () => boolean;
}

/** @param makeFastLane what rows are tried with before the slow lane has them; it may make none */
export function rowReader(options: RowReaderOptions, makeFastLane: typeof fastLane = fastLane): RowReader {
  const { dataset, header, delimiter, onRejected, search } = options;
  const time = dataset.columns[dataset.timeColumn];
  const days = time?.type === 'date' ? new Set<string>() : undefined;
  const witness = keyWitness(dataset);
  let watching = false;
  const beginDay = (day: string) => {
    days?.add(day);
    witness?.beginDay(day);
  };
  const isoDays = new Map<string, string>();
  const onDay = (text: string) => {
    const format = time?.type === 'date' ? time.format : undefined;
    const day = isoDays.get(text) ?? isoDay(text, format ?? 'YYYY-MM-DD') ?? text;
    isoDays.set(text, day);
    beginDay(day);
  };
  const fast = makeFastLane(dataset, header, { ...options, onDay, witness });
  const slow = slowLane(dataset, header, delimiter);
  const form = fast?.form ?? { delimiter: TAB, lineEnd: '\n' as const, rewritten: true };
  const columns = [...header.positions].sort(([, a], [, b]) => a - b).map(([column]) => column);
  const delimiterByte = delimiter.charCodeAt(0);
  const counts = { read: 0, accepted: 0, rejected: 0 };
  let line = options.firstLine;
  let skipping = false;

  function read(block: Buffer, last: boolean): { output: Buffer[]; used: number } {
    // What the fast lane accepts stands here as bytes, what it leaves as records, in the order of the file.
    let segments: (Buffer | RawRecord)[] = [];
    const output: Buffer[] = [];
    const lastEnd = Math.max(block.lastIndexOf(LF), block.lastIndexOf(CR));
    fast?.expect(isUtf8(block.subarray(0, lastEnd + 1)));
    const out = form.rewritten && fast ? Buffer.allocUnsafe(Math.ceil(block.length * GROWTH) + 64) : block;
    let written = 0;
    let run = 0;
    let at = 0;
    const endRun = () => {
      const end = form.rewritten ? written : at;
      if (end > run) segments.push(out.subarray(run, end));
    };
    while (at < block.length) {
      if (skipping) {
        const resume = behindLine(block, at, last);
        at = resume.at;
        run = form.rewritten ? written : at;
        if (!resume.found) break;
        skipping = false;
        line += 1;
        continue;
      }
      const next = fast && at <= lastEnd ? fast.accept(block, at) : -1;
      if (next !== -1) {
        if (fast && form.rewritten) written = fast.write(block, out, written);
        counts.read += 1;
        accepted(line, block, at, next - form.lineEnd.length);
        at = next;
        line += 1;
        continue;
      }
      const extent = recordExtent(block, at, delimiterByte, last);
      if (extent === undefined) break;
      endRun();
      // An empty line is no record.
      if (extent.end === at) {
        at = extent.next;
        run = form.rewritten ? written : at;
        line += 1;
        continue;
      }
      const tooLong = extent.fault === 'too-long';
      const end = tooLong ? at + KEPT_OF_TOO_LONG : extent.end;
      segments.push({ line, bytes: block.subarray(at, end), fault: extent.fault });
      // To find a row by its place, rows must be counted in order. Else the slow lane takes them all at once.
      if (search) {
        output.push(...throughSlowLane(segments));
        segments = [];
      }
      skipping = tooLong;
      at = extent.next;
      run = form.rewritten ? written : at;
      line += extent.lines;
    }
    endRun();
    output.push(...throughSlowLane(segments));
    return { output, used: at };
  }

  const wanted = search?.ordinals ?? [];
  let found = 0;
  function accepted(rowLine: number, bytes: Buffer, from: number, to: number): void {
    counts.accepted += 1;
    if (wanted[found] !== counts.accepted) return;
    found += 1;
    search?.onFound(counts.accepted, rowLine, bytes.toString('utf8', from, to));
  }

  function throughSlowLane(segments: readonly (Buffer | RawRecord)[]): Buffer[] {
    const checked = slow.check(segments.filter((segment): segment is RawRecord => !Buffer.isBuffer(segment)));
    const output: Buffer[] = [];
    let next = 0;
    let text = '';
    for (const segment of segments) {
      if (!Buffer.isBuffer(segment)) {
        const record = checked[next++];
        if (record) text += settle(record);
        continue;
      }
      if (text !== '') output.push(Buffer.from(text));
      text = '';
      output.push(segment);
    }
    if (text !== '') output.push(Buffer.from(text));
    return output;
  }

  /** The row for COPY; empty for what is none. */
  function settle(record: CheckedRecord): string {
    const { validation } = record;
    if (validation === undefined) return '';
    counts.read += 1;
    if (!validation.ok) {
      counts.rejected += 1;
      onRejected(record, validation.rejections);
      return '';
    }
    accepted(record.line, record.bytes, 0, record.bytes.length);
    const { values } = validation.row;
    beginDay(values[dataset.timeColumn] ?? '');
    for (const column of watching ? (witness?.columns ?? []) : []) {
      const bytes = Buffer.from(values[column] ?? '');
      witness?.add(bytes, 0, bytes.length);
    }
    if (watching) witness?.endRow();
    return copyLine(
      columns.map((column) => values[column] ?? null),
      form,
    );
  }

  return {
    form,
    columns,
    read,
    counts,
    days: () => days,
    watchKeys: () => {
      watching = true;
      fast?.watchKeys(true);
    },
    stopWatchingKeys: () => {
      watching = false;
      fast?.watchKeys(false);
    },
    keysAreDistinct: () => watching && witness?.proves() === true,
  };
}

/** The start of the next line, or the end of the block where the line goes on behind it. */
function behindLine(block: Buffer, from: number, last: boolean): { at: number; found: boolean } {
  const end = lineEnd(block, from);
  if (end === -1) return { at: block.length, found: false };
  if (block[end] === LF) return { at: end + 1, found: true };
  if (end + 1 === block.length && !last) return { at: end, found: false };
  return { at: block[end + 1] === LF ? end + 2 : end + 1, found: true };
}
