import type { Source } from '../../src/ingest/source.ts';

/** A source that yields the given text as UTF-8 bytes, in chunks small enough to cut records and characters. */
export function textSource(text: string, name = 'test.csv', chunkBytes = 7): Source {
  return bytesSource(Buffer.from(text), name, chunkBytes);
}

export function bytesSource(bytes: Uint8Array, name = 'test.csv', chunkBytes = 7): Source {
  return {
    name,
    bytes: bytes.length,
    async *open() {
      for (let at = 0; at < bytes.length; at += chunkBytes) {
        // A turn of the event loop per chunk, as with a real file.
        await Promise.resolve();
        yield bytes.subarray(at, at + chunkBytes);
      }
    },
  };
}
