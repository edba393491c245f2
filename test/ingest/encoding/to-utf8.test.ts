import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { encodingNote, toUtf8 } from '../../../src/ingest/encoding/to-utf8.ts';
import { cut } from '../../support/cut.ts';
import { collect, inPieces } from '../../support/streams.ts';
import { convert, textOf } from './support/convert.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('UTF-8', () => {
  it('passes as the same chunks', async () => {
    const chunks = [
      Buffer.from('day,cidade\n'),
      hex('53 c3'),
      hex('a3 6f 0a'),
      Buffer.from('São Paulo\n'.repeat(9)),
    ];
    const passed = await collect(toUtf8(inPieces(chunks), 'x.csv'));
    expect(passed).toHaveLength(chunks.length);
    passed.forEach((chunk, index) => expect(chunk).toBe(chunks[index]));
  });

  it('loses its mark, also a cut one, and no other', async () => {
    expect(await textOf(Buffer.from('\uFEFFday\uFEFF'), [1, 1])).toBe('day\uFEFF');
    expect(await textOf(Buffer.from('day,\uFEFFx'))).toBe('day,\uFEFFx');
    expect(await textOf(Buffer.from('\uFEFFday'), [2], 'utf8')).toBe('day');
    expect((await convert([hex('ef bb bf')])).bytes).toHaveLength(0);
  });

  it('stays UTF-8 with a few broken bytes, which are passed on', async () => {
    for (const broken of ['ff', 'e3', 'c3', '80', 'e2 82', 'ed a0 80', 'c0 af']) {
      const text = Buffer.from('ação,ção,ção,ção,ção\n');
      const whole = Buffer.concat([Buffer.from('a\n'), hex(broken), Buffer.from('x\n'), text]);
      const { bytes, found } = await convert(cut(whole, [1, 2]));
      expect(bytes.equals(whole), broken).toBe(true);
      expect(found).toEqual({ encoding: 'utf-8', declared: false });
    }
  });

  it('stays what it is when other bytes come long after', async () => {
    const first = Buffer.from('São Paulo\n'.repeat(40_000));
    const later = Buffer.concat([first, iconv.encode('coração\n'.repeat(10), 'windows-1252')]);
    const { bytes, found } = await convert([later]);
    expect(found.encoding).toBe('utf-8');
    expect(bytes.equals(later)).toBe(true);
  });

  it('may hold NUL bytes', async () => {
    const whole = Buffer.from('day,x\n2025-01-01,\0\0\n\0');
    const { bytes, found } = await convert([whole]);
    expect(bytes.equals(whole)).toBe(true);
    expect(found.encoding).toBe('utf-8');
  });

  it('is what an empty file is', async () => {
    const { bytes, found } = await convert([new Uint8Array()]);
    expect(bytes).toHaveLength(0);
    expect(found).toEqual({ encoding: 'utf-8', declared: false });
  });
});

describe('windows-1252', () => {
  it('is found by its first byte that is not ASCII, however late, and tells where it was', async () => {
    const lines = 100_000;
    const ascii = 'day;1234;x\r\n'.repeat(lines);
    const whole = Buffer.concat([
      Buffer.from(ascii),
      iconv.encode('1;promoção “já”;€ 5\r\n', 'windows-1252'),
    ]);
    for (const size of [1 << 18, 65_536, 4093]) {
      const { bytes, found } = await convert(
        cut(whole, Array<number>(Math.floor(whole.length / size)).fill(size)),
      );
      expect(bytes.toString()).toBe(`${ascii}1;promoção “já”;€ 5\r\n`);
      expect(found).toEqual({
        encoding: 'windows-1252',
        declared: false,
        reason: `byte 0xE7 in line ${lines + 1} is not UTF-8`,
      });
    }
  });

  it('is decided by what follows, not by how a character meets the end of a chunk', async () => {
    expect(await textOf(hex('61 c3'))).toBe('aÃ');
    expect(await textOf(hex('61 c3 0a'), [2])).toBe('aÃ\n');
    expect(await textOf(hex('61 c3 a3'), [2])).toBe('aã');
    expect(await textOf(hex('61 e2 82 ac'), [2, 1])).toBe('a€');
  });

  it('marks a byte that it has not, so that its row is refused', async () => {
    const { bytes, found } = await convert([hex('e7 e3 6f 0a 81 0a e3')]);
    expect(found.encoding).toBe('windows-1252');
    expect(bytes.toString('hex')).toBe(
      Buffer.concat([Buffer.from('ção\n'), hex('ff 0a'), Buffer.from('ã')]).toString('hex'),
    );
  });

  it('is not looked for in a file that is declared UTF-8', async () => {
    const whole = iconv.encode('coração', 'windows-1252');
    expect((await convert([whole], 'UTF-8')).bytes.equals(whole)).toBe(true);
  });
});

describe('UTF-16', () => {
  it('marks half a surrogate pair, so that its row is refused', async () => {
    const { bytes } = await convert(cut(hex('fffe 6100 3dd8 6200 b3dc 3dd8'), [5, 2, 1]));
    expect(bytes.toString('hex')).toBe('61ff62ffff');
  });

  it('keeps a replacement character that the file has', async () => {
    expect(await textOf(iconv.encode('\uFEFFa\uFFFDb', 'utf-16be'))).toBe('a\uFFFDb');
  });

  it('names an odd byte at its end', async () => {
    await expect(convert([hex('fffe 6100 62')])).rejects.toMatchObject({
      name: 'SourceError',
      message:
        'x.csv ends in the middle of a character of utf-16le: its last byte (offset 4) of 2 that belong together',
    });
    await expect(convert([hex('0061 00')], 'UTF-16BE')).rejects.toThrow(
      'a character of UTF-16BE: its last byte (offset 2)',
    );
    await expect(convert([hex('fffe0000 61000000 6200')])).rejects.toThrow('its last 2 bytes of 4');
  });

  it('is not what a file with a few NUL bytes is', async () => {
    const whole = Buffer.concat([Buffer.from('day,x\n2025-01-01,1\n'), Buffer.alloc(3)]);
    expect((await convert([whole])).found.encoding).toBe('utf-8');
    expect((await convert([Buffer.alloc(2000)])).found.encoding).toBe('utf-8');
  });
});

describe('a declared encoding', () => {
  it.each([
    ['windows1253x', 'windows-1253'],
    ['utf-88', 'utf-8'],
    ['latin', 'latin1'],
    ['iso-8859-17', 'iso-8859-1'],
    ['hex', 'greek'],
  ])('%s is unknown, and %s near', async (name, near) => {
    await expect(convert([Buffer.from('a')], name)).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringMatching(
        new RegExp(`^"${name}" is no encoding that kpi knows; the nearest names are .*`),
      ) as string,
    });
    if (name !== 'hex') await expect(convert([Buffer.from('a')], name)).rejects.toThrow(near);
  });

  it('loses nothing where a chunk begins with the last byte of a character', async () => {
    const text = 'a,\u{10000}bcdefgh,i\n';
    const whole = iconv.encode(text, 'gb18030');
    for (let at = 1; at < whole.length; at += 1) expect(await textOf(whole, [at], 'gb18030')).toBe(text);
  });

  it('outdoes what the bytes say', async () => {
    expect(await textOf(Buffer.from('ã'), [], 'latin1')).toBe('Ã£');
  });
});

describe('encodingNote', () => {
  it('speaks of guesses only', () => {
    expect(encodingNote('x.csv', { encoding: 'utf-8', declared: false })).toBeUndefined();
    expect(encodingNote('x.csv', { encoding: 'cp850', declared: true })).toBeUndefined();
    expect(
      encodingNote('x.csv', {
        encoding: 'windows-1252',
        declared: false,
        reason: 'byte 0xE7 in line 3 is not UTF-8',
      }),
    ).toBe('x.csv: read as windows-1252 (byte 0xE7 in line 3 is not UTF-8)');
  });
});
