import type { DateFormat } from '../../datasets/definition.ts';
import { dateRule } from './date-rule.ts';
import type { FieldRule } from './field-rule.ts';

const ZERO = '0'.charCodeAt(0);
const NINE = '9'.charCodeAt(0);
const TIME = 'T'.charCodeAt(0);
const SPACE = ' '.charCodeAt(0);
const COLON = ':'.charCodeAt(0);
const POINT = '.'.charCodeAt(0);
const ZULU = 'Z'.charCodeAt(0);
const PLUS = '+'.charCodeAt(0);
const MINUS = '-'.charCodeAt(0);

/**
 * A day and a time with seconds, with `Z`, `±hh:mm` or nothing behind it. Without an offset PostgreSQL reads it in
 * the time zone of the session, which the load sets to the dataset's.
 * @param isTime of the time column: the years around the first and the last are the slow lane's
 */
export function momentRule(format: DateFormat, isTime: boolean): FieldRule | undefined {
  const day = dateRule(format);
  if (day === undefined) return undefined;
  const { write } = day;
  const dayLength = format.length;
  const year = format.indexOf('YYYY');
  const accepts = (bytes: Uint8Array, from: number, to: number) => {
    if (isTime && isEdgeYear(bytes, from + year)) return false;
    const time = from + dayLength;
    if (!day.accepts(bytes, from, time) || time === to) return time === to && day.accepts(bytes, from, to);
    if (bytes[time] !== SPACE && bytes[time] !== TIME) return false;
    const end = clockEnd(bytes, time + 1, to);
    return end !== -1 && (end === to || isOffset(bytes, end, to));
  };
  if (write === undefined) return { accepts };
  return {
    accepts,
    write: (bytes, from, to, out, at) => {
      let end = write(bytes, from, from + dayLength, out, at);
      for (let i = from + dayLength; i < to; i += 1) out[end++] = bytes[i] ?? 0;
      return end;
    },
  };
}

/** 00xx or 99xx. */
function isEdgeYear(bytes: Uint8Array, at: number): boolean {
  return (bytes[at] === ZERO && bytes[at + 1] === ZERO) || (bytes[at] === NINE && bytes[at + 1] === NINE);
}

/** Behind hh:mm:ss and up to six decimals; -1 when they are not there. */
function clockEnd(bytes: Uint8Array, from: number, to: number): number {
  if (to - from < 8 || bytes[from + 2] !== COLON || bytes[from + 5] !== COLON) return -1;
  if (!pair(bytes, from, 23) || !pair(bytes, from + 3, 59) || !pair(bytes, from + 6, 59)) return -1;
  let at = from + 8;
  if (at === to || bytes[at] !== POINT) return at;
  const decimals = at + 1;
  for (at = decimals; at < to && isDigit(bytes[at]); at += 1);
  return at === decimals || at - decimals > 6 ? -1 : at;
}

function isOffset(bytes: Uint8Array, from: number, to: number): boolean {
  const sign = bytes[from];
  if (sign === ZULU) return to === from + 1;
  if (sign !== PLUS && sign !== MINUS) return false;
  return (
    to === from + 6 && bytes[from + 3] === COLON && pair(bytes, from + 1, 14) && pair(bytes, from + 4, 59)
  );
}

/** Two digits that make a number up to `largest`. */
function pair(bytes: Uint8Array, at: number, largest: number): boolean {
  const tens = bytes[at];
  const ones = bytes[at + 1];
  if (!isDigit(tens) || !isDigit(ones)) return false;
  return ((tens ?? 0) - 0x30) * 10 + (ones ?? 0) - 0x30 <= largest;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}
