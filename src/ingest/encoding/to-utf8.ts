import { isAscii, isUtf8 } from 'node:buffer';
import { Lookahead } from '../source/lookahead.ts';
import { countLineBreaks } from './count-line-breaks.ts';
import { canonicalEncoding, requireEncoding } from './declared-encoding.ts';
import { transcode } from './transcode.ts';
import { countUtf8, withoutCutCharacter } from './utf8-sequences.ts';
import { markedEncoding, startsWith, unmarkedEncoding, UTF8_MARK } from './wide-encoding.ts';

export interface TextEncoding {
  /** As declared, or one of utf-8, utf-16le, utf-16be, utf-32le, utf-32be, windows-1252. */
  readonly encoding: string;
  readonly declared: boolean;
  /** What in the bytes speaks for it; where it was declared, marked or is UTF-8, there is nothing to say. */
  readonly reason?: string;
}

export interface Utf8Options {
  /** A name that iconv-lite knows; without it the bytes decide. */
  readonly encoding?: string | undefined;
  /** Called once: as soon as the encoding is known, for a file of ASCII alone at its end. */
  readonly onEncoding?: ((found: TextEncoding) => void) | undefined;
}

/** Enough for the pattern of NUL bytes that UTF-16 has. */
const HEAD_BYTES = 1024;
/** From the first byte that is not ASCII. A fixed number: how a pipe cuts its chunks must not decide. */
const EVIDENCE_BYTES = 1 << 18;

/**
 * Bytes of any encoding → bytes of UTF-8 without byte order mark; what is UTF-8 already passes uncopied. The encoding is
 * decided once: by declaration, by a byte order mark, by the NUL bytes of UTF-16, or by the bytes around the first one
 * that is not ASCII. Bytes that make no character are passed on (from other encodings as FF): the row that holds
 * them is refused, not the file, and never with another value in their place.
 * @throws UsageError for a declared encoding that does not exist
 * @throws SourceError when UTF-16 ends within a character
 */
export async function* toUtf8(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  { encoding, onEncoding }: Utf8Options = {},
): AsyncGenerator<Buffer> {
  const input = new Lookahead(chunks);
  try {
    const declared = encoding === undefined ? undefined : await byDeclaration(input, encoding);
    const found = declared ?? (await byHead(input)) ?? (yield* detectBehindAscii(input));
    onEncoding?.(found);
    if (canonicalEncoding(found.encoding) === 'utf8') yield* input.rest();
    else yield* transcode(input, name, found.encoding);
  } finally {
    input.close();
  }
}

/** "x.csv: read as windows-1252 (byte 0xE7 in line 3 is not UTF-8)"; undefined where nothing was guessed. */
export function encodingNote(name: string, { encoding, reason }: TextEncoding): string | undefined {
  return reason === undefined ? undefined : `${name}: read as ${encoding} (${reason})`;
}

async function byDeclaration(input: Lookahead, encoding: string): Promise<TextEncoding> {
  await requireEncoding(encoding);
  if (canonicalEncoding(encoding) === 'utf8') await skipUtf8Mark(input);
  return { encoding, declared: true };
}

async function byHead(input: Lookahead): Promise<TextEncoding | undefined> {
  if (await skipUtf8Mark(input)) return { encoding: 'utf-8', declared: false };
  const head = (await input.peek(HEAD_BYTES)).subarray(0, HEAD_BYTES);
  const marked = markedEncoding(head);
  if (marked !== undefined) return { encoding: marked, declared: false };
  const encoding = unmarkedEncoding(head);
  return (
    encoding && { encoding, declared: false, reason: 'every other byte is NUL, without a byte order mark' }
  );
}

async function skipUtf8Mark(input: Lookahead): Promise<boolean> {
  const marked = startsWith(await input.peek(UTF8_MARK.length), UTF8_MARK);
  if (marked) input.skip(UTF8_MARK.length);
  return marked;
}

/** Yields what is ASCII, and so the same in both encodings that are left, and looks at what comes then. */
async function* detectBehindAscii(input: Lookahead): AsyncGenerator<Buffer, TextEncoding> {
  let lineBreaks = 0;
  let lastByte: number | undefined;
  for (let chunk = await input.take(); chunk; chunk = await input.take()) {
    if (isAscii(chunk)) {
      lineBreaks += countLineBreaks(chunk, lastByte);
      lastByte = chunk.at(-1);
      yield chunk;
      continue;
    }
    const from = chunk.findIndex((byte) => byte >= 0x80);
    input.putBack(chunk);
    const ahead = (await input.peek(from + EVIDENCE_BYTES)).subarray(0, from + EVIDENCE_BYTES);
    const atEnd = ahead.length < from + EVIDENCE_BYTES;
    const invalid = byteAgainstUtf8(atEnd ? ahead : withoutCutCharacter(ahead));
    if (invalid === undefined) break;
    const line = lineBreaks + countLineBreaks(ahead.subarray(0, invalid), lastByte) + 1;
    const byte = (ahead[invalid] ?? 0).toString(16).toUpperCase();
    return {
      encoding: 'windows-1252',
      declared: false,
      reason: `byte 0x${byte} in line ${line} is not UTF-8`,
    };
  }
  return { encoding: 'utf-8', declared: false };
}

/**
 * Where the first byte stands that speaks against UTF-8; undefined when the bytes are UTF-8, be it with flaws. Hardly
 * a word of another encoding makes a character of UTF-8 by accident, so half of them is enough.
 */
function byteAgainstUtf8(evidence: Buffer): number | undefined {
  if (isUtf8(evidence)) return undefined;
  const { valid, invalid, firstInvalid } = countUtf8(evidence);
  return valid >= invalid ? undefined : firstInvalid;
}
