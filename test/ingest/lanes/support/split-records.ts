/** Bytes cut into records, as the reading of a file does it, but with every piece kept. */
import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import { countLineBreaks } from '../../../../src/ingest/encoding/count-line-breaks.ts';
import { parseRecords } from '../../../../src/ingest/lanes/parse-records.ts';
import { CSV } from '../../../../src/ingest/read-records.ts';
import type { RecordCase } from './record-cases.ts';
import {
  MAX_RECORD_BYTES,
  recordExtent,
  type RecordFault,
} from '../../../../src/ingest/lanes/record-extent.ts';

export interface Piece {
  readonly start: number;
  /** Behind the record, before its line end. */
  readonly end: number;
  readonly next: number;
  readonly lines: number;
  readonly fault: RecordFault | undefined;
}

/**
 * @param chunks sizes, over and over
 * @throws AssertionError when there is no progress, or more is held back than a record may have
 */
export function splitRecords(bytes: Buffer, delimiter: string, chunks: readonly number[]): Piece[] {
  const pieces: Piece[] = [];
  const byte = delimiter.charCodeAt(0);
  let start = 0;
  let known = 0;
  for (let turn = 0; known < bytes.length || turn === 0; turn += 1) {
    const chunk = chunks[turn % chunks.length] ?? bytes.length;
    known = Math.min(bytes.length, known + chunk);
    const last = known === bytes.length;
    // A view on what has come so far and is not used up, as a reader holds it.
    const held = bytes.subarray(start, known);
    let at = 0;
    while (at < held.length) {
      const extent = recordExtent(held, at, byte, last);
      if (extent === undefined) break;
      assert.ok(extent.next > at || extent.end > at, 'no progress');
      assert.ok(extent.end >= at && extent.next >= extent.end && extent.next <= held.length);
      const { end, next, lines, fault } = extent;
      pieces.push({ start: start + at, end: start + end, next: start + next, lines, fault });
      at = next;
    }
    start += at;
    assert.ok(known - start <= MAX_RECORD_BYTES + 1, 'too much is held back');
  }
  assert.equal(start, bytes.length, 'bytes at the end are left over');
  return pieces;
}

/** @throws AssertionError where a byte belongs to no record or line end, or to two */
export function assertTiled(bytes: Buffer, pieces: readonly Piece[]): void {
  let at = 0;
  for (const { start, end, next, fault } of pieces) {
    assert.equal(start, at);
    assert.match(bytes.toString('latin1', end, next), fault === 'too-long' ? /^$/ : /^(\r\n|\n|\r)?$/);
    at = next;
  }
  assert.equal(at, bytes.length);
}

/** Of a well-formed text. @throws AssertionError where csv-parse finds other records */
export function assertRecordsOfCsvParse({ bytes, delimiter, chunks }: RecordCase): void {
  const pieces = splitRecords(bytes, delimiter, chunks);
  assertTiled(bytes, pieces);
  assert.ok(pieces.every(({ fault }) => fault === undefined));
  const full = pieces.filter(({ start, end }) => end > start);
  const records = full.map(({ start, end }) => bytes.subarray(start, end));
  assert.deepEqual(parseRecords(records, delimiter), parse(bytes.toString(), { ...CSV, delimiter }));
}

/** Of any bytes. @throws AssertionError where the chunks decide, a byte is lost or a line is not counted */
export function assertSameHoweverCut({ bytes, delimiter, chunks }: RecordCase): void {
  const pieces = splitRecords(bytes, delimiter, [Math.max(1, bytes.length)]);
  assertTiled(bytes, pieces);
  assert.deepEqual(splitRecords(bytes, delimiter, chunks), pieces);
  for (const { end, start, next, lines } of pieces) {
    const unended = end === next ? 1 : 0;
    assert.equal(lines, countLineBreaks(bytes.subarray(start, next), undefined) + unended);
  }
}
