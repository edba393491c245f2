import { SourceError } from '../../errors.ts';
import type { Lookahead } from '../source/lookahead.ts';
import { canonicalEncoding } from './declared-encoding.ts';

/** No UTF-8 holds it: the check of the row that has it refuses that row, where a replacement character would pass. */
const UNDECODABLE = Buffer.of(0xff);

const MOST_HELD_BYTES = 1 << 20;

/**
 * The rest of `input` as UTF-8, without byte order mark. Bytes that mean nothing in the encoding become a byte that
 * means nothing in UTF-8.
 * @param encoding a name that iconv-lite knows
 * @throws SourceError when the file ends within a unit of UTF-16 or UTF-32
 */
export async function* transcode(input: Lookahead, name: string, encoding: string): AsyncGenerator<Buffer> {
  const { default: iconv } = await import('iconv-lite');
  const decoder = iconv.getDecoder(encoding);
  const unitBytes = bytesPerUnit(encoding);
  const undecodable = unitBytes === 2 ? /\p{Surrogate}/u : /[\p{Surrogate}\uFFFD]/u;
  let bytes = 0;
  // The first half of a character that the chunk cuts.
  let half = '';
  for await (const chunk of unitBytes === 1 ? endingBetweenCharacters(input.rest()) : input.rest()) {
    bytes += chunk.length;
    const text = half + decoder.write(chunk);
    half = /[\uD800-\uDBFF]$/.exec(text)?.[0] ?? '';
    const whole = text.slice(0, text.length - half.length);
    if (whole !== '') yield utf8(whole, undecodable);
  }
  // Some of its decoders end with the number 0.
  const last = half + (decoder.end() || '');
  if (last !== '') yield utf8(last, undecodable);
  const extra = bytes % unitBytes;
  if (extra !== 0) {
    const place = extra === 1 ? `its last byte (offset ${bytes - 1})` : `its last ${extra} bytes`;
    throw new SourceError(
      `${name} ends in the middle of a character of ${encoding}: ${place} of ${unitBytes} that belong together`,
      { hint: 'the file is cut off or in another encoding; export or transfer it again' },
    );
  }
}

/**
 * Joins and cuts chunks behind a byte below "0", a separator or line break, which is part of no longer character in
 * any encoding. iconv-lite 0.7.3 counts on as many UTF-16 units as bytes, and loses one at the end of a chunk that
 * begins with the last byte of a character of GB18030 that is two units.
 */
async function* endingBetweenCharacters(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const end = chunk.findLastIndex((byte) => byte < 0x30) + 1;
    // A megabyte without any is no table; held back, it would only fill the memory.
    const whole = end > 0 || rest.length < MOST_HELD_BYTES ? end : chunk.length;
    const joined = Buffer.concat([rest, chunk]);
    const cut = whole === 0 ? 0 : rest.length + whole;
    if (cut > 0) yield joined.subarray(0, cut);
    rest = joined.subarray(cut);
  }
  if (rest.length > 0) yield rest;
}

/** Bytes that only mean something together, where a file can be cut between them without the decoder noticing. */
function bytesPerUnit(encoding: string): 1 | 2 | 4 {
  const canonical = canonicalEncoding(encoding);
  if (/^(utf16|ucs2)/.test(canonical)) return 2;
  return /^(utf32|ucs4)/.test(canonical) ? 4 : 1;
}

/** @param undecodable what a decoder leaves in the text for bytes that mean nothing, and half a surrogate pair */
function utf8(text: string, undecodable: RegExp): Buffer {
  if (!undecodable.test(text)) return Buffer.from(text);
  const pieces = text.split(undecodable);
  return Buffer.concat(
    pieces.flatMap((piece, index) =>
      index === 0 ? [Buffer.from(piece)] : [UNDECODABLE, Buffer.from(piece)],
    ),
  );
}
