import { createHash } from 'node:crypto';
import { streamSource, type Source } from '../../src/ingest/source.ts';

/** A source that yields the given text as UTF-8 bytes, in chunks small enough to cut records and characters. */
export function textSource(text: string, name = 'test.csv', chunkBytes = 7): Source {
  return bytesSource(Buffer.from(text), name, chunkBytes);
}

export function bytesSource(bytes: Uint8Array, name = 'test.csv', chunkBytes = 7): Source {
  const source = streamSource(name, () => chunksOf(bytes, chunkBytes));
  // Like a file, it can be read again.
  const sha256 = () => Promise.resolve(createHash('sha256').update(bytes).digest('hex'));
  return { ...source, bytes: bytes.length, sha256 };
}

/** The same as from a pipe: it can be read once, so that nobody knows beforehand whether it was loaded. */
export function pipedSource(text: string, name = 'test.csv', chunkBytes = 7): Source {
  return streamSource(name, () => chunksOf(Buffer.from(text), chunkBytes));
}

async function* chunksOf(bytes: Uint8Array, chunkBytes: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    // A turn of the event loop per chunk, as with a real file.
    await Promise.resolve();
    yield bytes.subarray(at, at + chunkBytes);
  }
}
