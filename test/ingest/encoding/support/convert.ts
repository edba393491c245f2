import { expect } from 'vitest';
import { toUtf8, type TextEncoding } from '../../../../src/ingest/encoding/to-utf8.ts';
import { cut } from '../../../support/cut.ts';
import { collect, inPieces } from '../../../support/streams.ts';

interface Converted {
  readonly bytes: Buffer;
  readonly found: TextEncoding;
}

/** What comes out as UTF-8, and the one encoding that was told. */
export async function convert(chunks: readonly Uint8Array[], encoding?: string): Promise<Converted> {
  const found: TextEncoding[] = [];
  const options = { encoding, onEncoding: (each: TextEncoding) => found.push(each) };
  const bytes = Buffer.concat(await collect(toUtf8(inPieces(chunks), 'x.csv', options)));
  const [only] = found;
  expect(found).toHaveLength(1);
  return { bytes, found: only as TextEncoding };
}

/** The same as text, the bytes cut into pieces of these sizes. */
export const textOf = async (bytes: Uint8Array, sizes: readonly number[] = [], encoding?: string) =>
  (await convert(cut(bytes, sizes), encoding)).bytes.toString();
