import { parseDay } from '../../analysis/calendar.ts';
import type { DateFormat } from '../../datasets/definition.ts';
import type { FieldRule } from './field-rule.ts';

const ZERO = 0x30;
const NINE = 0x39;
const HYPHEN = 0x2d;

/** Every day is written out in full: 03/01/2025, never 3/1/2025. Two-digit years are the slow lane's. */
export function dateRule(format: DateFormat): FieldRule | undefined {
  if (!format.includes('YYYY')) return undefined;
  // Position of each of the eight digits of YYYYMMDD in the field.
  const digits = [0, 1, 2, 3].map((place) => format.indexOf('YYYY') + place);
  for (const part of ['MM', 'DD']) digits.push(format.indexOf(part), format.indexOf(part) + 1);
  const separators = Array.from(format, (sign, at) => [at, sign.charCodeAt(0)] as const).filter(
    ([at]) => !digits.includes(at),
  );
  const lengthOf = format.length;

  // A file has many rows and few days: those found right are kept, as numbers.
  const right = new Set<number>();
  let latest = -1;
  const number = (bytes: Uint8Array, from: number) => {
    let value = 0;
    for (const digit of digits) {
      const byte = bytes[from + digit] ?? 0;
      if (byte < ZERO || byte > NINE) return -1;
      value = value * 10 + byte - ZERO;
    }
    return value;
  };

  const accepts = (bytes: Uint8Array, from: number, to: number) => {
    if (to - from !== lengthOf) return false;
    for (const [at, sign] of separators) if (bytes[from + at] !== sign) return false;
    const value = number(bytes, from);
    if (value === -1) return false;
    if (value === latest) return true;
    if (!right.has(value)) {
      if (!isDay(value)) return false;
      right.add(value);
    }
    latest = value;
    return true;
  };
  if (format === 'YYYY-MM-DD') return { accepts };
  return {
    accepts,
    write: (bytes, from, _to, out, at) => {
      let end = at;
      digits.forEach((digit, i) => {
        if (i === 4 || i === 6) out[end++] = HYPHEN;
        out[end++] = bytes[from + digit] ?? 0;
      });
      return end;
    },
  };
}

/** @param value the day as the number YYYYMMDD */
function isDay(value: number): boolean {
  const text = String(value).padStart(8, '0');
  return parseDay(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`) !== undefined;
}
