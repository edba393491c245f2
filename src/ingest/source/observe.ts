import { createHash } from 'node:crypto';

/** What a reader may want to know of the stored bytes, which are compressed ones where the file is. */
export interface ReadEvents {
  /** Called for every chunk read. */
  onBytes?(count: number): void;
  /** Called once, when all was read: the SHA-256 in hex. Not called when reading stops before the end. */
  onSha256?(hex: string): void;
}

/** The chunks as they are. Nothing is hashed unless somebody asks. */
export async function* observe(
  chunks: AsyncIterable<Uint8Array>,
  events: ReadEvents,
): AsyncGenerator<Uint8Array> {
  const hash = events.onSha256 && createHash('sha256');
  for await (const chunk of chunks) {
    events.onBytes?.(chunk.length);
    hash?.update(chunk);
    yield chunk;
  }
  if (hash) events.onSha256?.(hash.digest('hex'));
}

export async function sha256(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of chunks) hash.update(chunk);
  return hash.digest('hex');
}
