/** Where a CSV record ends in a buffer of UTF-8 bytes, without looking at what its fields mean. */

export const LF = 0x0a;
export const CR = 0x0d;
export const QUOTE = 0x22;

/** A longer record is not one: a quote that is never closed, or a file without line ends. */
export const MAX_RECORD_BYTES = 1 << 20;

export interface RecordExtent {
  /** End of the record, before its line end. */
  readonly end: number;
  /** Start of the next one. */
  readonly next: number;
  /** Physical lines that it takes; more than one when a quoted field holds line breaks. */
  readonly lines: number;
  /** Why it is no record. It then ends with its first line, so that the next one is read anew. */
  readonly fault?: RecordFault;
}

/** `too-long`: the end was not looked for; `next` stands somewhere in the line. */
export type RecordFault = 'misplaced' | 'unclosed' | 'too-long';

/**
 * @param last whether the buffer ends where the file ends
 * @returns undefined when the record may go on behind the end of the buffer
 */
export function recordExtent(
  bytes: Uint8Array,
  start: number,
  delimiter: number,
  last: boolean,
): RecordExtent | undefined {
  let at = start;
  let lines = 1;
  for (;;) {
    if (bytes[at] === QUOTE) {
      const closing = closingQuote(bytes, at);
      if (closing === -1 || closing - start > MAX_RECORD_BYTES) {
        const known = last || bytes.length - start > MAX_RECORD_BYTES;
        return known ? faulty(bytes, start, 'unclosed', last) : undefined;
      }
      lines += lineBreaks(bytes, at, closing);
      at = closing + 1;
      if (at >= bytes.length && !last) return undefined;
      if (at < bytes.length && bytes[at] !== delimiter && bytes[at] !== LF && bytes[at] !== CR) {
        return faulty(bytes, start, 'misplaced', last);
      }
    }
    // Nothing behind the limit is looked at: how much of the file is in the buffer must not decide what is wrong.
    const limit = Math.min(bytes.length, start + MAX_RECORD_BYTES + 1);
    while (at < limit && bytes[at] !== delimiter && bytes[at] !== LF && bytes[at] !== CR) {
      if (bytes[at] === QUOTE) return faulty(bytes, start, 'misplaced', last);
      at += 1;
    }
    if (at - start > MAX_RECORD_BYTES) return tooLong(start, lines - 1);
    if (at >= bytes.length) return last ? { end: at, next: at, lines } : undefined;
    if (bytes[at] !== delimiter) return endedBy(bytes, at, lines, last);
    at += 1;
  }
}

/** Position of the quote that closes the one at `opening`; -1 when there is none. A doubled quote closes nothing. */
function closingQuote(bytes: Uint8Array, opening: number): number {
  let at = bytes.indexOf(QUOTE, opening + 1);
  while (at !== -1 && bytes[at + 1] === QUOTE) at = bytes.indexOf(QUOTE, at + 2);
  return at;
}

function faulty(
  bytes: Uint8Array,
  start: number,
  fault: RecordFault,
  last: boolean,
): RecordExtent | undefined {
  const end = lineEnd(bytes, start);
  if ((end === -1 ? bytes.length : end) - start > MAX_RECORD_BYTES) return tooLong(start, 0);
  if (end === -1) return last ? { end: bytes.length, next: bytes.length, lines: 1, fault } : undefined;
  const extent = endedBy(bytes, end, 1, last);
  return extent && { ...extent, fault };
}

/** @param lines that its quoted fields have ended before the limit; the last one ends behind `next` */
function tooLong(start: number, lines: number): RecordExtent {
  const end = start + MAX_RECORD_BYTES;
  return { end, next: end, lines, fault: 'too-long' };
}

/** Position of the first LF or CR from `start` on; -1 when there is none. */
export function lineEnd(bytes: Uint8Array, start: number): number {
  for (let at = start; at < bytes.length; at += 1) if (bytes[at] === LF || bytes[at] === CR) return at;
  return -1;
}

/** A CR at the end of the buffer may be half of a CRLF. */
function endedBy(bytes: Uint8Array, end: number, lines: number, last: boolean): RecordExtent | undefined {
  if (bytes[end] === LF) return { end, next: end + 1, lines };
  if (end + 1 >= bytes.length && !last) return undefined;
  return { end, next: bytes[end + 1] === LF ? end + 2 : end + 1, lines };
}

/** LF, CRLF and CR alone each count once. */
function lineBreaks(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) {
    if (bytes[at] === LF ? bytes[at - 1] !== CR : bytes[at] === CR) count += 1;
  }
  return count;
}
