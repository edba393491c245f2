/** Chunks that can be looked at before they are taken. Only a look across several of them copies. */
export class Lookahead {
  readonly #source: AsyncIterator<Uint8Array, unknown>;
  readonly #held: Buffer[] = [];

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#source = chunks[Symbol.asyncIterator]();
  }

  /** The next bytes without taking them: as many as asked for or more, fewer only where the source ends. */
  async peek(bytes: number): Promise<Buffer> {
    let length = this.#held.reduce((sum, chunk) => sum + chunk.length, 0);
    while (length < bytes) {
      const chunk = await this.#next();
      if (chunk === undefined) break;
      this.#held.push(chunk);
      length += chunk.length;
    }
    const [only] = this.#held;
    return this.#held.length === 1 && only ? only : Buffer.concat(this.#held);
  }

  /** The next chunk, never an empty one; undefined at the end. */
  async take(): Promise<Buffer | undefined> {
    return this.#held.shift() ?? (await this.#next());
  }

  /** Makes `chunk` the next one to be taken. */
  putBack(chunk: Buffer): void {
    if (chunk.length > 0) this.#held.unshift(chunk);
  }

  /** Drops bytes that a look has shown to be there. */
  skip(bytes: number): void {
    let left = bytes;
    for (let chunk = this.#held.shift(); chunk; chunk = this.#held.shift()) {
      if (chunk.length > left) {
        this.#held.unshift(chunk.subarray(left));
        return;
      }
      left -= chunk.length;
      if (left === 0) return;
    }
  }

  async *rest(): AsyncGenerator<Buffer> {
    for (let chunk = await this.take(); chunk; chunk = await this.take()) yield chunk;
  }

  /** Lets go of the source, without waiting: it may be silent for ever. */
  close(): void {
    this.#source.return?.().catch(() => undefined);
  }

  async #next(): Promise<Buffer | undefined> {
    for (;;) {
      const next = await this.#source.next();
      if (next.done === true) return undefined;
      if (next.value.length > 0) return asBuffer(next.value);
    }
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
