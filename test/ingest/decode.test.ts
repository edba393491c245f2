import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeUtf8 } from '../../src/ingest/decode.ts';
import { cut } from '../support/cut.ts';
import { collect, inPieces } from '../support/streams.ts';

const decode = async (chunks: readonly Uint8Array[]) =>
  (await collect(decodeUtf8(inPieces(chunks), 'x.csv'))).join('');
const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const hex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const lineOf = async (...chunks: readonly Uint8Array[]) => {
  const error: unknown = await decode(chunks).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'SourceError', hint: expect.stringContaining('iconv') as string });
  const [, line] = /^x\.csv:(\d+): a byte that is not UTF-8/.exec((error as Error).message) ?? [];
  return Number(line);
};

describe('decodeUtf8', () => {
  it('gives back any text, however the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 60 }),
        async (text, sizes) => {
          expect(await decode(cut(bytes(`.${text}`), sizes))).toBe(`.${text}`);
        },
      ),
    );
  });

  it('joins a character that a chunk cuts after any of its bytes', async () => {
    for (const character of ['ã', '€', '💳']) {
      const whole = bytes(`a${character}b`);
      for (let at = 0; at <= whole.length; at += 1) {
        expect(await decode([whole.subarray(0, at), whole.subarray(at)])).toBe(`a${character}b`);
      }
      expect(await decode([...whole].map((byte) => Uint8Array.of(byte)))).toBe(`a${character}b`);
    }
  });

  it('drops a byte order mark at the start, also one that is cut, and no other', async () => {
    expect(await decode([bytes('\ufeffday,x')])).toBe('day,x');
    expect(await decode([hex('ef'), hex('bb'), hex('bf 61')])).toBe('a');
    expect(await decode([bytes('a\ufeffb')])).toBe('a\ufeffb');
    expect(await decode([bytes('\ufeff')])).toBe('');
  });

  it('is empty for no bytes', async () => {
    expect(await decode([])).toBe('');
    expect(await decode([new Uint8Array()])).toBe('');
  });

  it.each([
    ['a byte that never occurs', 'ff'],
    ['Latin-1 ã', 'e3 6f'],
    ['a stray continuation byte', '80'],
    ['an overlong form', 'c0 af'],
    ['half a surrogate pair', 'ed a0 80'],
    ['a code point beyond Unicode', 'f4 90 80 80'],
    ['a character that the end of the line cuts', 'e2 82 0a'],
  ])('names the line of %s', async (_, sequence) => {
    expect(await lineOf(hex(sequence))).toBe(1);
    expect(await lineOf(bytes('day\nx\n'), hex(sequence))).toBe(3);
    expect(await lineOf(hex(`646179 0a 78 0a 79 ${sequence} 0a 7a 0a`))).toBe(3);
    expect(await lineOf(hex(`646179 0a 78 0a 79 ${sequence}`), bytes('\n\n\n'))).toBe(3);
  });

  it('refuses a character that the end of the file cuts', async () => {
    expect(await lineOf(bytes('day\nx\n'), hex('e2 82'))).toBe(3);
    expect(await lineOf(bytes('day\nx\n'), hex('f0'))).toBe(3);
  });

  it('counts lines as an editor does, whatever ends them', async () => {
    expect(await lineOf(bytes('a\r\nb\r\n'), hex('ff'))).toBe(3);
    expect(await lineOf(bytes('a\r\nb\r'), bytes('\n'), hex('ff'))).toBe(3);
    // Excel's "CSV (Macintosh)": CR alone, in Mac OS Roman, where ã is 8B.
    expect(await lineOf(bytes('a\rb\r'), hex('8b'))).toBe(3);
    expect(await lineOf(bytes('a\r'), bytes('b\r'), hex('63 8b 0d 64 0d'))).toBe(3);
  });

  it('names the same line however the bytes are cut', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'ã', '€', '💳', '\n', '\r\n', '\r'), maxLength: 30 });
    const sequence = fc.constantFrom('ff', '80', 'c3 41', 'e2 82 41', 'f0 9f 41', 'c3 0a', 'ed a0 80');
    const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(text, sequence, text, sizes, async (before, bad, after, pieces) => {
        const whole = Buffer.concat([bytes(before), hex(bad), bytes(after)]);
        const line = 1 + (before.match(/\r\n|\n|\r/g)?.length ?? 0);
        expect(await lineOf(...cut(whole, pieces))).toBe(line);
      }),
    );
  });

  it('hands on what came before the bad byte', async () => {
    const seen: string[] = [];
    await expect(async () => {
      for await (const text of decodeUtf8(inPieces([bytes('good\n'), hex('ff')]), 'x.csv')) seen.push(text);
    }).rejects.toThrow('x.csv:2');
    expect(seen).toEqual(['good\n']);
  });
});
