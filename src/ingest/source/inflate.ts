import type { Transform } from 'node:stream';
import type { Lookahead } from './lookahead.ts';

/** A decompressor of `node:zlib`. */
export interface Engine extends Transform {
  /** Bytes of input that were used. */
  readonly bytesWritten: number;
}

/**
 * Runs `input` through the engine until one of them ends. What the engine has no use for is put back: piped into
 * it, it would be lost in silence, as are all frames after the first that one chunk brings to Node's zstd (24.21).
 * A chunk goes in when the one before has come out, so a small file that holds gigabytes takes no more memory.
 */
export async function* inflate(input: Lookahead, engine: Engine): AsyncGenerator<Buffer> {
  const fed = feed(input, engine).catch((error: unknown) => {
    engine.destroy(error as Error);
  });
  // Leaving the loop early destroys the engine, which ends the feeding.
  yield* engine as AsyncIterable<Buffer>;
  await fed;
}

/** Returns when the engine has seen the end of its data, is destroyed, or has got all there is. */
async function feed(input: Lookahead, engine: Engine): Promise<void> {
  let wake: () => void = () => undefined;
  // On Node 20 an engine whose data ended within a chunk may never call back for it.
  for (const event of ['end', 'close']) engine.once(event, () => wake());
  for (let chunk = await input.take(); chunk; chunk = await input.take()) {
    if (engine.destroyed) return;
    const usedBefore = engine.bytesWritten;
    const whole = chunk;
    await new Promise<void>((resolve) => {
      wake = resolve;
      engine.write(whole, () => resolve());
    });
    const used = engine.bytesWritten - usedBefore;
    if (used < chunk.length) {
      input.putBack(chunk.subarray(used));
      return;
    }
  }
  engine.end();
}
