import { SourceError } from '../errors.ts';

/**
 * Bytes → text, UTF-8 with or without a byte order mark. A byte that is not UTF-8 is an error with its line:
 * a replacement character would change a value in silence.
 */
export async function* decodeUtf8(bytes: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let linesBefore = 0;
  for await (const chunk of bytes) {
    let text: string;
    try {
      text = decoder.decode(chunk, { stream: true });
    } catch (error) {
      throw notUtf8(name, linesBefore + 1 + linesBeforeBadByte(chunk), error);
    }
    linesBefore += countNewlines(chunk);
    if (text !== '') yield text;
  }
  try {
    decoder.decode();
  } catch (error) {
    throw notUtf8(name, linesBefore + 1, error);
  }
}

function notUtf8(name: string, line: number, cause: unknown): SourceError {
  return new SourceError(`${name}:${line}: a byte that is not UTF-8; files must be UTF-8`, {
    hint: 'save the file as "CSV UTF-8", or convert it with `iconv -f WINDOWS-1252 -t UTF-8`',
    cause,
  });
}

/** Newlines before the first byte that a decoder refuses; found by halving, which only an error pays for. */
function linesBeforeBadByte(chunk: Uint8Array): number {
  let good = 0;
  let bad = chunk.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    // ASCII around the cut: a sequence that is only cut in two must not count as bad, hence `stream`.
    if (decodes(chunk.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return countNewlines(chunk.subarray(0, good));
}

function decodes(bytes: Uint8Array): boolean {
  try {
    // A continuation byte at the start belongs to the chunk before.
    let start = 0;
    while (start < 3 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start += 1;
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start), { stream: true });
    return true;
  } catch {
    return false;
  }
}

function countNewlines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
}
