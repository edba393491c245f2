import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { cut } from '../../support/cut.ts';
import { convert, textOf } from './support/convert.ts';

const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 120 });
const bmpAndBeyond = fc.string({ unit: 'binary', maxLength: 60 });
/** Of windows-1252, with those that it has where Latin-1 has control characters. */
const western = fc.string({
  unit: fc.constantFrom(
    'a',
    'Z',
    '0',
    ';',
    '"',
    ' ',
    '\n',
    '\r\n',
    '€',
    '“',
    '”',
    '–',
    '™',
    'Š',
    'ß',
    'ç',
    'ã',
    'É',
    'ÿ',
    '°',
  ),
  maxLength: 80,
});

describe('any text, however its bytes are cut', () => {
  it.each(['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be', 'utf-8'])('marked %s', async (encoding) => {
    await fc.assert(
      fc.asyncProperty(bmpAndBeyond, sizes, async (text, pieces) => {
        const whole = iconv.encode(`\uFEFF${text}`, encoding);
        fc.pre(encoding !== 'utf-16le' || !text.startsWith('\0'));
        const { bytes, found } = await convert(cut(whole, pieces));
        expect(bytes.toString('hex')).toBe(Buffer.from(text).toString('hex'));
        expect(found).toEqual({ encoding, declared: false });
      }),
    );
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'gb18030', 'cesu-8'])(
    'declared %s',
    async (encoding) => {
      await fc.assert(
        fc.asyncProperty(bmpAndBeyond, sizes, async (text, pieces) => {
          fc.pre(!text.includes('\uFFFD') && !text.startsWith('\uFEFF'));
          const { bytes, found } = await convert(cut(iconv.encode(text, encoding), pieces), encoding);
          expect(bytes.toString('hex')).toBe(Buffer.from(text).toString('hex'));
          expect(found).toEqual({ encoding, declared: true });
        }),
      );
    },
  );

  it.each(['windows-1252', 'ISO-8859-15', 'macroman', 'cp850', 'shift_jis', 'euc-kr', 'big5'])(
    'declared %s, as decoding it whole',
    async (encoding) => {
      const text = fc.string({
        unit: fc.constantFrom('a', ';', '\n', 'ç', 'ã', '日', '本', '한', 'é'),
        maxLength: 60,
      });
      await fc.assert(
        fc.asyncProperty(text, sizes, async (content, pieces) => {
          const whole = iconv.encode(content, encoding);
          expect(await textOf(whole, pieces, encoding)).toBe(iconv.decode(whole, encoding));
        }),
      );
    },
  );

  it('unmarked UTF-8', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom('a', '\n', 'ã', '€', '💳'), maxLength: 60 }),
        sizes,
        async (text, pieces) => {
          const { bytes, found } = await convert(cut(Buffer.from(text), pieces));
          expect(bytes.toString()).toBe(text);
          expect(found).toEqual({ encoding: 'utf-8', declared: false });
        },
      ),
    );
  });

  it('unmarked UTF-16 of mostly Latin letters', async () => {
    const lines = fc.array(
      fc.string({ unit: fc.constantFrom('a', ';', '1', 'ã', '€', '💳'), maxLength: 20 }),
      { maxLength: 9 },
    );
    await fc.assert(
      fc.asyncProperty(
        lines,
        fc.constantFrom('utf-16le', 'utf-16be'),
        sizes,
        async (rows, encoding, pieces) => {
          const text = `day;region;revenue;a header of letters and digits\n${rows.join('\r\n')}`;
          const { bytes, found } = await convert(cut(iconv.encode(text, encoding), pieces));
          expect(bytes.toString()).toBe(text);
          expect(found).toMatchObject({
            encoding,
            declared: false,
            reason: expect.stringContaining('NUL') as string,
          });
        },
      ),
    );
  });

  it('windows-1252, and the same however it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(western, sizes, async (text, pieces) => {
        // A word that is no UTF-8 and outweighs what looks like it by accident.
        const whole = iconv.encode(`${text} ${'coração '.repeat(90)}`, 'windows-1252');
        const { bytes, found } = await convert(cut(whole, pieces));
        expect(found.encoding).toBe('windows-1252');
        expect(bytes.toString()).toBe(`${text} ${'coração '.repeat(90)}`);
      }),
    );
  });

  it('any bytes at all: the result does not depend on how they are cut', async () => {
    const anything = fc.array(
      fc.constantFrom(0x00, 0x41, 0x0a, 0x80, 0xc3, 0xa3, 0xe2, 0xef, 0xbb, 0xbf, 0xf0, 0xff, 0xfe),
      {
        maxLength: 40,
      },
    );
    await fc.assert(
      fc.asyncProperty(anything, sizes, async (bytes, pieces) => {
        const outcome = (chunks: readonly Uint8Array[]) =>
          convert(chunks).then(
            (result) => [result.bytes.toString('hex'), result.found],
            (error: unknown) => (error as Error).message,
          );
        const whole = Uint8Array.from(bytes);
        expect(await outcome(cut(whole, pieces))).toEqual(await outcome([whole]));
      }),
    );
  });
});
