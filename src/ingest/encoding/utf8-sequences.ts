/** Lowest and highest second byte by first byte, where they are not 80 to BF: overlong forms, surrogates, beyond Unicode. */
const SECOND_BYTE: Readonly<Record<number, readonly [number, number]>> = {
  0xe0: [0xa0, 0xbf],
  0xed: [0x80, 0x9f],
  0xf0: [0x90, 0xbf],
  0xf4: [0x80, 0x8f],
};

export interface Utf8Count {
  /** Characters beyond ASCII. */
  readonly valid: number;
  /** Bytes that belong to no character. */
  readonly invalid: number;
  /** Where the first of those stands; -1 without one. */
  readonly firstInvalid: number;
}

/** How much of the bytes is UTF-8 and how much cannot be. */
export function countUtf8(bytes: Uint8Array): Utf8Count {
  let [valid, invalid, firstInvalid] = [0, 0, -1];
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    if (length === 0) {
      if (invalid === 0) firstInvalid = at;
      invalid += 1;
    } else if (length > 1) valid += 1;
    at += length || 1;
  }
  return { valid, invalid, firstInvalid };
}

/** The bytes without a character at their end that they cut. */
export function withoutCutCharacter(bytes: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    return lengthByFirstByte(byte) > back ? bytes.subarray(0, -back) : bytes;
  }
  return bytes;
}

/** Bytes of the character that starts here: 1 to 4, or 0 when none does. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  const length = lengthByFirstByte(first);
  const [lowest, highest] = SECOND_BYTE[first] ?? [0x80, 0xbf];
  if (length > 1 && !isWithin(bytes[at + 1], lowest, highest)) return 0;
  for (let index = 2; index < length; index += 1) {
    if (!isWithin(bytes[at + index], 0x80, 0xbf)) return 0;
  }
  return length;
}

function lengthByFirstByte(byte: number): number {
  if (byte < 0x80) return 1;
  if (byte < 0xc2 || byte > 0xf4) return 0;
  return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

function isWithin(byte: number | undefined, lowest: number, highest: number): boolean {
  return byte !== undefined && byte >= lowest && byte <= highest;
}
