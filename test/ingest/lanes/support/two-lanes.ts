/** The same rows by both lanes and by the slow one alone. */
import assert from 'node:assert/strict';
import { isUtf8 } from 'node:buffer';
import { keyOf } from '../../../../src/datasets/key.ts';
import { fastLane } from '../../../../src/ingest/lanes/fast-lane.ts';
import { MAX_RECORD_BYTES } from '../../../../src/ingest/lanes/record-extent.ts';
import { rowReader } from '../../../../src/ingest/lanes/row-reader.ts';
import { decodeCopyText } from '../../../support/copy-text.ts';
import { bytesOf, type LaneCase } from './lane-case.ts';
import { normalValue } from './normal-value.ts';

export interface Reading {
  /** For COPY. */
  readonly output: Buffer;
  readonly form: { readonly delimiter: number; readonly lineEnd: string };
  readonly columns: readonly string[];
  readonly rejected: readonly { readonly line: number; readonly raw: string; readonly rules: unknown }[];
  readonly counts: { readonly read: number; readonly accepted: number; readonly rejected: number };
  readonly days: readonly string[] | undefined;
  /** Whether it was proved, not whether it is so. */
  readonly keysAreDistinct: boolean;
}

/** Feeds a reader as the reading of a file does. @throws when it holds back more than a record may have */
export function read(one: LaneCase, bytes: Buffer, chunks: readonly number[], slowOnly: boolean): Reading {
  const rejected: Reading['rejected'][number][] = [];
  const reader = rowReader(
    {
      ...one,
      firstLine: 2,
      onRejected: ({ line, bytes: raw }, rules) =>
        void rejected.push({ line, raw: raw.toString('latin1'), rules }),
    },
    slowOnly ? () => undefined : fastLane,
  );
  reader.watchKeys();
  const output: Buffer[] = [];
  let rest = Buffer.alloc(0);
  for (let at = 0, turn = 0; at < bytes.length || turn === 0; turn += 1) {
    const size = chunks[turn % chunks.length] ?? bytes.length;
    const chunk = bytes.subarray(at, at + size);
    at += size;
    const block = Buffer.concat([rest, chunk]);
    const { output: rows, used } = reader.read(block, false);
    // Copied, because a reader may use its memory again.
    output.push(...rows.map((row) => Buffer.from(row)));
    rest = block.subarray(used);
    assert.ok(rest.length <= MAX_RECORD_BYTES + chunk.length, 'too much is held back');
  }
  const { output: rows, used } = reader.read(rest, true);
  assert.equal(used, rest.length, 'bytes at the end of the file are left over');
  output.push(...rows);
  const days = reader.days();
  return {
    output: Buffer.concat(output),
    form: reader.form,
    columns: reader.columns,
    rejected,
    counts: { ...reader.counts },
    days: days && [...days].sort(),
    keysAreDistinct: reader.keysAreDistinct(),
  };
}

/** Column → value as PostgreSQL would show it; null for none. */
export function valuesOf({ dataset }: LaneCase, { output, form, columns }: Reading) {
  const rows = decodeCopyText(output, form);
  return rows.map((row) => {
    assert.equal(row.length, columns.length);
    const values = columns.map((name, at): [string, string | null] => {
      const column = dataset.columns[name];
      const text = row[at] ?? null;
      if (column === undefined || text === null) return [name, null];
      return [name, normalValue(column, text, dataset.timeZone ?? 'UTC')];
    });
    return Object.fromEntries(values);
  });
}

/** @throws AssertionError where the lanes differ */
export function assertLanesAgree(one: LaneCase): void {
  const bytes = bytesOf(one);
  const slow = read(one, bytes, [bytes.length], true);
  const both = read(one, bytes, one.chunks, false);
  const [bothRows, slowRows] = [valuesOf(one, both), valuesOf(one, slow)];
  const seen = ({ rejected, counts, days }: Reading, rows: Rows) => ({ rows, rejected, counts, days });
  assert.deepEqual(seen(both, bothRows), seen(slow, slowRows));
  assert.equal(slow.counts.read, slow.counts.accepted + slow.counts.rejected);
  assert.equal(slow.counts.rejected, slow.rejected.length);
  if (both.keysAreDistinct) assertKeysAreDistinct(one, bothRows);
  if (slow.keysAreDistinct) assertKeysAreDistinct(one, slowRows);
}

type Rows = ReturnType<typeof valuesOf>;

/** @throws AssertionError where rows share a key although it was proved that none do */
function assertKeysAreDistinct(one: LaneCase, rows: Rows): void {
  const key = keyOf(one.dataset) ?? [];
  const keys = rows.map((row) => JSON.stringify(key.map((column) => row[column])));
  assert.equal(new Set(keys).size, keys.length, 'rows share a key');
}

/** How many of the rows the fast lane takes, so that a test knows that it did not compare the slow one with itself. */
export function countFast(one: LaneCase): number {
  const lane = fastLane(one.dataset, one.header, one);
  if (lane === undefined) return 0;
  return one.rows.filter((row) => {
    const bytes = Buffer.from(`${row}x`, 'latin1');
    lane.expect(isUtf8(bytes));
    return lane.accept(bytes, 0) === bytes.length - 1;
  }).length;
}
