import * as zlib from 'node:zlib';
import { SourceError } from '../../errors.ts';
import { fileFormat, HEAD_BYTES } from './file-format.ts';
import { inflate, type Engine } from './inflate.ts';
import { Lookahead } from './lookahead.ts';
import { formatError, innerFormatError, readWith } from './refuse-format.ts';

/** Bytes that an engine gives at a time; with the 16 KiB of Node's default it takes 2.3 times as long (measured 2026-11). */
const CHUNK_BYTES = 1 << 18;

/** Node has it from 22.15 on. */
const { createZstdDecompress } = zlib as {
  readonly createZstdDecompress?: (options: { readonly chunkSize: number }) => Engine;
};

/**
 * The text of a file that is gzip, zstd or text itself; what it is, its first bytes say. Text passes as it is.
 * @throws SourceError when the file is something else, is cut off or damaged, or needs a newer Node
 */
export async function* decompress(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Buffer> {
  const stored = new Lookahead(chunks);
  try {
    const format = fileFormat(await stored.peek(HEAD_BYTES));
    if (format === 'text') yield* stored.rest();
    else if (format === 'gzip') yield* requireText(gunzip(stored, name), name);
    else if (format === 'zstd') yield* requireText(unzstd(stored, name), name);
    else throw formatError(name, format);
  } finally {
    stored.close();
  }
}

async function* requireText(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  const inner = new Lookahead(chunks);
  try {
    const format = fileFormat(await inner.peek(HEAD_BYTES));
    if (format !== 'text') throw innerFormatError(name, format);
    yield* inner.rest();
  } finally {
    inner.close();
  }
}

/** All members of the file, as `cat a.gz b.gz` joins them. */
async function* gunzip(stored: Lookahead, name: string): AsyncGenerator<Buffer> {
  try {
    yield* inflate(stored, zlib.createGunzip({ chunkSize: CHUNK_BYTES }));
  } catch (error) {
    throw damage(name, 'gzip', error);
  }
  // Tapes fill their blocks with zeros. Anything else may be data, and is not left out in silence.
  for await (const chunk of stored.rest()) {
    if (chunk.some((byte) => byte !== 0)) {
      throw new SourceError(`${name}: something that is not gzip follows the end of the gzip data`, {
        hint: DAMAGED_HINT,
      });
    }
  }
}

/** All frames of the file, each with an engine of its own. */
async function* unzstd(stored: Lookahead, name: string): AsyncGenerator<Buffer> {
  if (createZstdDecompress === undefined) {
    throw new SourceError(`${name} is compressed with zstd, which this Node cannot read`, {
      hint: `take Node 22.15 or newer; or ${readWith('zstd -dc', name)}`,
    });
  }
  try {
    while ((await stored.peek(1)).length > 0) {
      yield* inflate(stored, createZstdDecompress({ chunkSize: CHUNK_BYTES }));
    }
  } catch (error) {
    throw damage(name, 'zstd', error);
  }
}

const DAMAGED_HINT = 'transfer or export the file again';

/** Errors of the engine in words; those of the disk are left to the caller. */
function damage(name: string, format: 'gzip' | 'zstd', error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const code = String(error.code);
  if (code === 'ZSTD_error_frameParameter_windowTooLarge') {
    return new SourceError(`${name}: its zstd window is larger than Node decompresses (128 MiB)`, {
      hint: readWith('zstd -dc --long=31', name),
      cause: error,
    });
  }
  if (!/^(Z_|ZSTD_)/.test(code)) return error;
  const what =
    code === 'Z_BUF_ERROR'
      ? `is cut off: its ${format} data has no end`
      : `is damaged: its ${format} data makes no sense (${error.message})`;
  return new SourceError(`${name} ${what}`, { hint: DAMAGED_HINT, cause: error });
}
