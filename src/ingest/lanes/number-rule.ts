import type { NumericColumn } from '../../datasets/definition.ts';
import type { FieldRule } from './field-rule.ts';

const ZERO = 0x30;
const NINE = 0x39;
const PLUS = 0x2b;
const MINUS = 0x2d;
const POINT = 0x2e;
const COMMA = 0x2c;

/** The largest number of digits that a double holds exactly. */
const EXACT_DIGITS = 15;

/** Numbers without exponent, with as many digits as the column holds; limits only where a double is exact. */
export function numberRule(column: NumericColumn): FieldRule {
  const { precision, scale, minimum = -Infinity, maximum = Infinity } = column;
  const { decimal = '.', thousands = false } = column;
  const whole = precision - scale;
  const limited = minimum !== -Infinity || maximum !== Infinity;
  const decimalByte = decimal === '.' ? POINT : COMMA;
  const groupByte = thousands ? (decimal === '.' ? COMMA : POINT) : -1;

  function accepts(bytes: Uint8Array, from: number, to: number): boolean {
    let at = from;
    const negative = bytes[at] === MINUS;
    if (negative || bytes[at] === PLUS) at += 1;
    const firstDigit = at;
    let value = 0;
    let digits = 0;
    let groups = 0;
    let firstGroup = 0;
    for (; at < to; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte >= ZERO && byte <= NINE) {
        value = value * 10 + byte - ZERO;
        digits += 1;
      } else if (byte === groupByte) {
        // One to three digits stand before the first separator, three after each.
        const inGroup = digits - (groups === 0 ? 0 : firstGroup + 3 * (groups - 1));
        if (groups === 0 ? inGroup < 1 || inGroup > 3 : inGroup !== 3) return false;
        // A zero never leads thousands: 0.125 is no 125.
        if (groups === 0 && bytes[firstDigit] === ZERO) return false;
        if (groups === 0) firstGroup = digits;
        groups += 1;
      } else break;
    }
    if (at === firstDigit || digits > whole) return false;
    if (groups > 0 && digits - firstGroup !== 3 * groups) return false;
    let decimals = 0;
    if (at < to) {
      if (bytes[at] !== decimalByte) return false;
      decimals = to - at - 1;
      if (decimals === 0 || decimals > scale) return false;
      for (at += 1; at < to; at += 1) {
        const byte = bytes[at] ?? 0;
        if (byte < ZERO || byte > NINE) return false;
        value = value * 10 + byte - ZERO;
      }
    }
    if (!limited) return true;
    if (digits + decimals > EXACT_DIGITS) return false;
    const number = (negative ? -value : value) / 10 ** decimals;
    return number >= minimum && number <= maximum;
  }

  if (decimalByte === POINT && groupByte === -1) return { accepts };
  return {
    accepts,
    write: (bytes, from, to, out, at) => {
      let end = at;
      for (let i = from; i < to; i += 1) {
        const byte = bytes[i] ?? 0;
        if (byte === groupByte) continue;
        out[end] = byte === decimalByte ? POINT : byte;
        end += 1;
      }
      return end;
    },
  };
}
