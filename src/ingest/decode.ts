import { SourceError } from '../errors.ts';
import { countLineBreaks } from './encoding/count-line-breaks.ts';

/**
 * Bytes → text, UTF-8 with or without a byte order mark. A byte that is not UTF-8 is an error with its line:
 * a replacement character would change a value in silence.
 */
export async function* decodeUtf8(bytes: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let lineBreaks = 0;
  // The last bytes seen: a character has four at most, so a cut one begins among them.
  let tail = new Uint8Array();
  for await (const chunk of bytes) {
    let text: string;
    try {
      text = decoder.decode(chunk, { stream: true });
    } catch (error) {
      const good = chunk.subarray(0, indexOfBadByte(tail, chunk));
      throw notUtf8(name, lineBreaks + countLineBreaks(good, tail.at(-1)) + 1, error);
    }
    lineBreaks += countLineBreaks(chunk, tail.at(-1));
    tail = Uint8Array.from([...tail, ...chunk.subarray(-3)].slice(-3));
    if (text !== '') yield text;
  }
  try {
    decoder.decode();
  } catch (error) {
    throw notUtf8(name, lineBreaks + 1, error);
  }
}

function notUtf8(name: string, line: number, cause: unknown): SourceError {
  return new SourceError(`${name}:${line}: a byte that is not UTF-8; files must be UTF-8`, {
    hint: 'save the file as "CSV UTF-8", or convert it with `iconv -f WINDOWS-1252 -t UTF-8`',
    cause,
  });
}

/** Where a decoder that has seen `before` refuses; found byte by byte, which only an error pays for. */
function indexOfBadByte(before: Uint8Array, chunk: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  // Continuation bytes at the start end a character that began earlier and was good.
  const start = before.findIndex((byte) => (byte & 0xc0) !== 0x80);
  if (start !== -1) decoder.decode(before.subarray(start), { stream: true });
  return chunk.findIndex((_, index) => {
    try {
      decoder.decode(chunk.subarray(index, index + 1), { stream: true });
      return false;
    } catch {
      return true;
    }
  });
}
