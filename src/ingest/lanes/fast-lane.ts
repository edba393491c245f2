/**
 * The fast lane: finds rows whose bytes are provably right and hands them on. It reads each byte twice, once to find
 * the fields and once to check them, and makes no string of any of them.
 */
import type { Dataset } from '../../datasets/definition.ts';
import type { HeaderMatch } from '../match-header.ts';
import type { KeyWitness } from './key-witness.ts';
import type { FieldRule } from './field-rule.ts';
import { fieldRule } from './field-rules.ts';
import { CR, LF, MAX_RECORD_BYTES, QUOTE } from './record-extent.ts';

const BACKSLASH = 0x5c;
const TAB = 0x09;
const ZERO = 0x30;

/** What a byte is when rows are split into fields. */
const PLAIN = 0;
const DELIMITER = 1;
const LINE_END = 2;
const OTHER = 3;

/** How the rows that the fast lane accepts are sent: as the file has them, or written anew. */
export interface RowForm {
  readonly delimiter: number;
  readonly lineEnd: '\n' | '\r\n' | '\r';
  /** False: accepted rows are passed on byte for byte. */
  readonly rewritten: boolean;
}

export interface FastLane {
  readonly form: RowForm;
  /** To be called before a stretch of rows: whether it is valid UTF-8. Where it is not, only ASCII is accepted. */
  expect(validUtf8: boolean): void;
  /**
   * Start of the row behind the one at `at` if that is right, else -1. There must be a line end at or behind `at`.
   */
  accept(bytes: Uint8Array, at: number): number;
  /** Whether from now on the witness is told of every accepted row. */
  watchKeys(watch: boolean): void;
  /** Writes the row that was accepted last; returns where it ends in `out`. */
  write(bytes: Uint8Array, out: Uint8Array, at: number): number;
}

export interface FastLaneOptions {
  /** One ASCII character. */
  readonly delimiter: string;
  readonly lineEnd: RowForm['lineEnd'];
  /** Whether fields in quotes are common enough to be worth writing rows anew. */
  readonly quoted: boolean;
  /** Called before a row is counted whose day is not that of the row before; not for moments. */
  readonly onDay?: ((text: string) => void) | undefined;
  /** Told of accepted rows once that is asked for. */
  readonly witness?: KeyWitness | undefined;
}

/** Undefined where a column can only be checked by the slow lane. */
export function fastLane(
  dataset: Dataset,
  header: HeaderMatch,
  options: FastLaneOptions,
): FastLane | undefined {
  const { delimiter, lineEnd, quoted, onDay, witness } = options;
  const { width } = header;
  const rules = new Array<FieldRule | undefined>(width).fill(undefined);
  for (const [column, position] of header.positions) {
    const rule = fieldRule(dataset, column);
    if (rule === undefined) return undefined;
    rules[position] = rule;
  }
  const rewritten = quoted || rules.some((rule) => rule === undefined || rule.write !== undefined);
  const delimiterByte = delimiter.charCodeAt(0);
  const form = { delimiter: rewritten ? TAB : delimiterByte, lineEnd, rewritten };
  const endByte = lineEnd.charCodeAt(0);
  const endLength = lineEnd.length;
  const timePosition = header.positions.get(dataset.timeColumn) ?? -1;

  const keyPositions = (witness?.columns ?? []).map((column) => header.positions.get(column) ?? -1);
  // Moments are nearly all different: their days are the database's to tell.
  const tellsDays = dataset.columns[dataset.timeColumn]?.type === 'date';

  const anyUtf8 = kindsOfBytes(delimiterByte, endByte);
  const asciiOnly = anyUtf8.slice().fill(OTHER, 0x80);
  let kind = anyUtf8;
  const starts = new Int32Array(width);
  const ends = new Int32Array(width);

  function accept(bytes: Uint8Array, at: number): number {
    let field = 0;
    let position = at;
    for (;;) {
      starts[field] = position;
      if (rewritten && bytes[position] === QUOTE) {
        starts[field] = position += 1;
        // A delimiter in quotes is part of the value, unless rows are sent with the same one.
        while (isPlain(bytes[position]) || (bytes[position] === delimiterByte && delimiterByte !== TAB))
          position += 1;
        if (bytes[position] !== QUOTE) return -1;
        ends[field] = position;
        position += 1;
      } else {
        while (isPlain(bytes[position])) position += 1;
        ends[field] = position;
      }
      const stop = kind[bytes[position] ?? 0];
      if (stop === DELIMITER) {
        field += 1;
        if (field === width) return -1;
        position += 1;
      } else if (stop === LINE_END) break;
      else return -1;
    }
    if (field !== width - 1 || (endLength === 2 && bytes[position + 1] !== LF)) return -1;
    // How much of the file is in the buffer must not decide whether a row is too long.
    if (position - at > MAX_RECORD_BYTES) return -1;
    // In a file of lone CRs, a CRLF is the slow lane's; and a CR at the end of the buffer may be half of one.
    if (endByte === CR && endLength === 1 && (position + 1 >= bytes.length || bytes[position + 1] === LF))
      return -1;
    for (field = 0; field < width; field += 1) {
      const rule = rules[field];
      if (rule !== undefined && !rule.accepts(bytes, starts[field] ?? 0, ends[field] ?? 0)) return -1;
    }
    if (tellsDays) noteDay(bytes, starts[timePosition] ?? 0, ends[timePosition] ?? 0);
    if (witness && watching) {
      for (const key of keyPositions) witness.add(bytes, starts[key] ?? 0, ends[key] ?? 0);
      witness.endRow();
      watching = witness.proves();
    }
    return position + endLength;
  }

  let watching = false;
  // Rows of one day follow one another in most files. In others a number must do: a text for every row takes longer
  // than all the rest (2026-11).
  let latest = -1;
  const texts = new Map<number, string>();
  function noteDay(bytes: Uint8Array, from: number, to: number): void {
    let digits = 0;
    for (let at = from; at < to; at += 1) {
      const digit = (bytes[at] ?? 0) - ZERO;
      if (digit >= 0 && digit <= 9) digits = digits * 10 + digit;
    }
    if (digits === latest) return;
    latest = digits;
    const known = texts.get(digits);
    if (known !== undefined && !watching) return;
    const text = known ?? Buffer.from(bytes.subarray(from, to)).toString('latin1');
    texts.set(digits, text);
    onDay?.(text);
  }

  function isPlain(byte: number | undefined): boolean {
    return kind[byte ?? 0] === PLAIN;
  }

  function write(bytes: Uint8Array, out: Uint8Array, at: number): number {
    let end = at;
    // Not known by what is written so far: a first field that is null is nothing.
    let first = true;
    for (let field = 0; field < width; field += 1) {
      const rule = rules[field];
      if (rule === undefined) continue;
      if (!first) out[end++] = TAB;
      first = false;
      const from = starts[field] ?? 0;
      const to = ends[field] ?? 0;
      if (rule.write) end = rule.write(bytes, from, to, out, end);
      else for (let i = from; i < to; i += 1) out[end++] = bytes[i] ?? 0;
    }
    for (let i = 0; i < endLength; i += 1) out[end++] = lineEnd.charCodeAt(i);
    return end;
  }

  return {
    form,
    expect: (validUtf8) => {
      kind = validUtf8 ? anyUtf8 : asciiOnly;
      // Between two stretches the slow lane may have been at other days.
      latest = -1;
    },
    accept,
    watchKeys: (watch) => {
      watching = watch;
    },
    write,
  };
}

function kindsOfBytes(delimiter: number, lineEnd: number): Uint8Array {
  const kinds = new Uint8Array(256).fill(PLAIN);
  kinds.fill(OTHER, 0, 0x20);
  for (const byte of [QUOTE, BACKSLASH, 0x7f]) kinds[byte] = OTHER;
  kinds[LF] = kinds[CR] = OTHER;
  kinds[delimiter] = DELIMITER;
  kinds[lineEnd] = LINE_END;
  return kinds;
}
