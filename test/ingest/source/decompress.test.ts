import { createGzip, gzipSync } from 'node:zlib';
import * as zlib from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decompress } from '../../../src/ingest/source/decompress.ts';
import { cut } from '../../support/cut.ts';
import { collect, inPieces } from '../../support/streams.ts';
import { until } from '../../support/until.ts';

const { zstdCompressSync } = zlib as { zstdCompressSync?: (bytes: Uint8Array) => Buffer };

const decompressed = async (chunks: readonly Uint8Array[], name = 'x.csv') =>
  Buffer.concat(await collect(decompress(inPieces(chunks), name))).toString();
const rejection = (chunks: readonly Uint8Array[], name: string): Promise<unknown> =>
  decompressed(chunks, name).then(
    () => undefined,
    (error: unknown) => error,
  );
const gz = (text: string) => gzipSync(text);
const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 60 });
const texts = fc.array(fc.string({ unit: 'binary', maxLength: 30 }), { minLength: 1, maxLength: 4 });

describe('text', () => {
  it('passes as the same chunks', async () => {
    const chunks = [Buffer.from('day,x\n'), Buffer.from('2025-01-01,1\n')];
    const passed = await collect(decompress(inPieces(chunks), 'x.csv'));
    expect(passed).toHaveLength(2);
    passed.forEach((chunk, index) => expect(chunk).toBe(chunks[index]));
  });

  it('is what no other format begins like', async () => {
    for (const text of ['', 'P', 'PK', 'PK,day\n', 'BZh', 'BZhora,dia\n', '\u001f', 'PAR;x', '5', '(']) {
      expect(await decompressed([Buffer.from(text)])).toBe(text);
    }
  });
});

describe('gzip', () => {
  it('gives back any members in any chunks', async () => {
    await fc.assert(
      fc.asyncProperty(texts, sizes, async (members, pieces) => {
        const stored = Buffer.concat(members.map(gz));
        expect(await decompressed(cut(stored, pieces))).toBe(
          members.map((text) => Buffer.from(text)).join(''),
        );
      }),
    );
  });

  it('lets zeros fill the last block, and nothing else', async () => {
    const zeros = Buffer.alloc(700);
    expect(await decompressed([gz('a,b\n'), zeros])).toBe('a,b\n');
    expect(await decompressed([Buffer.concat([gz('a,b\n'), zeros]), zeros])).toBe('a,b\n');
    for (const tail of [gz('c\n'), Buffer.from('more')]) {
      expect(await rejection([gz('a,b\n'), zeros, tail], 'x.csv.gz')).toMatchObject({
        name: 'SourceError',
        message: 'x.csv.gz: something that is not gzip follows the end of the gzip data',
      });
    }
    expect(await rejection([gz('a,b\n'), Buffer.from('more')], 'x.csv.gz')).toMatchObject({
      message: expect.stringContaining('x.csv.gz is damaged') as string,
    });
  });

  it('says that it is cut off, wherever it is', async () => {
    const whole = Buffer.concat([gz('day,x\n'), gz('2025-01-01,1\n')]);
    const first = gz('day,x\n').length;
    for (let end = 2; end < whole.length; end += 1) {
      if (end === first) continue;
      expect(await rejection([whole.subarray(0, end)], 'x.csv.gz'), `cut at ${end}`).toMatchObject({
        name: 'SourceError',
        message: 'x.csv.gz is cut off: its gzip data has no end',
        hint: 'transfer or export the file again',
      });
    }
  });

  it('says that it is damaged', async () => {
    const damaged = gz('day,x\n'.repeat(100));
    damaged[damaged.length - 7] = (damaged.at(-7) ?? 0) ^ 1;
    expect(await rejection(cut(damaged, [5, 20]), 'x.csv.gz')).toMatchObject({
      name: 'SourceError',
      message: 'x.csv.gz is damaged: its gzip data makes no sense (incorrect data check)',
    });
  });

  it('holds a few chunks of a small file that is huge inside', async () => {
    const megabytes = 256;
    const bomb = await compressedLines(megabytes);
    expect(bomb.length).toBeLessThan(1_000_000);
    const before = process.memoryUsage();
    let [bytes, most, largest] = [0, 0, 0];
    for await (const chunk of decompress(inPieces(cut(bomb, [100_000])), 'bomb.csv.gz')) {
      bytes += chunk.length;
      largest = Math.max(largest, chunk.length);
      most = Math.max(most, process.memoryUsage().arrayBuffers - before.arrayBuffers);
    }
    expect(bytes).toBe(megabytes << 20);
    expect(largest).toBeLessThanOrEqual(1 << 18);
    // What waits for the garbage collector counts, too.
    expect(most).toBeLessThan(128 << 20);
  });

  it('reads no further than its reader', async () => {
    let taken = 0;
    const endless = async function* () {
      const member = gz('day,x\n'.repeat(10_000));
      for (;;) {
        taken += 1;
        await Promise.resolve();
        yield member;
      }
    };
    const reading = decompress(endless(), 'x.csv.gz');
    await reading.next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(taken).toBeLessThan(50);
    await reading.return(undefined);
    const takenAtReturn = taken;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(taken).toBeLessThanOrEqual(takenAtReturn + 1);
  });

  it('lets go of its source when the reader leaves', async () => {
    let closed = false;
    const chunks = async function* () {
      try {
        for (const piece of cut(gz('day,x\n'.repeat(100_000)), Array<number>(50).fill(16))) yield piece;
      } finally {
        closed = true;
      }
    };
    for await (const chunk of decompress(chunks(), 'x.csv.gz')) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    await until(() => closed);
  });

  it('leaves an error of the disk as it is', async () => {
    const broken = async function* () {
      yield gz('day,x\n').subarray(0, 12);
      await Promise.resolve();
      throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' });
    };
    await expect(collect(decompress(broken(), 'x.csv.gz'))).rejects.toThrow('EIO: i/o error, read');
  });
});

describe('zstd', () => {
  it('is read where Node can, and named with the way around where it cannot', async () => {
    const stored =
      zstdCompressSync?.(Buffer.from('day,x\n')) ?? Buffer.from('28b52ffd20063100006461792c780a', 'hex');
    if (zstdCompressSync) expect(await decompressed([stored], 'x.csv.zst')).toBe('day,x\n');
    else {
      expect(await rejection([stored], 'my file.csv.zst')).toMatchObject({
        name: 'SourceError',
        message: 'my file.csv.zst is compressed with zstd, which this Node cannot read',
        hint: "take Node 22.15 or newer; or `zstd -dc 'my file.csv.zst' | kpi ingest -` reads what is inside",
      });
      expect(await rejection([stored], '(standard input)')).toMatchObject({
        hint: 'take Node 22.15 or newer; or `… | zstd -dc | kpi ingest -` reads what is inside',
      });
    }
  });

  if (zstdCompressSync === undefined) return;
  const zst = (text: string) => zstdCompressSync(Buffer.from(text));

  it('gives back any frames in any chunks, with frames to skip between them', async () => {
    const skipped = Buffer.from('502a4d1804000000deadbeef', 'hex');
    await fc.assert(
      fc.asyncProperty(texts, sizes, async (frames, pieces) => {
        const stored = Buffer.concat(frames.flatMap((text) => [skipped, zst(text)]));
        expect(await decompressed(cut(stored, pieces))).toBe(
          frames.map((text) => Buffer.from(text)).join(''),
        );
      }),
    );
  });

  it('says that it is cut off, wherever it is', async () => {
    const whole = Buffer.concat([zst('day,x\n'), zst('2025-01-01,1\n')]);
    const first = zst('day,x\n').length;
    for (let end = 4; end < whole.length; end += 1) {
      if (end === first) continue;
      expect(await rejection([whole.subarray(0, end)], 'x.csv.zst'), `cut at ${end}`).toMatchObject({
        message: 'x.csv.zst is cut off: its zstd data has no end',
      });
    }
  });

  it('says that it is damaged', async () => {
    const damaged = zst('day,x\n'.repeat(100));
    damaged[6] = (damaged[6] ?? 0) ^ 0xff;
    expect(await rejection([damaged], 'x.csv.zst')).toMatchObject({
      message: expect.stringMatching(/^x\.csv\.zst is damaged: its zstd data makes no sense/) as string,
    });
    expect(await rejection([zst('day,x\n'), Buffer.from('garbage')], 'x.csv.zst')).toMatchObject({
      message: expect.stringMatching(/^x\.csv\.zst is damaged/) as string,
    });
  });
});

describe('what is no text', () => {
  const zip = (entry: string, after = '') =>
    Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(26), Buffer.from(entry + after)]);
  const tar = Buffer.alloc(1024);
  tar.write('sales.csv', 0);
  tar.write('ustar', 257);

  it.each([
    ['x.xlsx', zip('[Content_Types].xml'), 'is a spreadsheet', 'save the sheet as "CSV UTF-8'],
    ['x.xlsx', zip('xl/workbook.xml'), 'is a spreadsheet', 'save the sheet as'],
    ['x.ods', zip('mimetype', 'application/vnd.oasis.opendocument.spreadsheet'), 'is a spreadsheet', 'save'],
    ['x.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'is an old Excel workbook (.xls)', 'save the sheet as'],
    ['x.zip', zip('sales.csv'), 'is a ZIP archive', '`unzip -p x.zip | kpi ingest -` reads what is inside'],
    ["it's.zip", zip('a.csv'), 'is a ZIP archive', "`unzip -p 'it'\\''s.zip' | kpi ingest -`"],
    ['(standard input)', zip('sales.csv'), 'is a ZIP archive', '`… | funzip | kpi ingest -`'],
    ['x.tar', tar, 'is a tar archive', '`tar -xOf x.tar | kpi ingest -`'],
    ['(standard input)', tar, 'is a tar archive', '`… | tar -xOf - | kpi ingest -`'],
    ['x.7z', Buffer.from('377abcaf271c0004', 'hex'), 'is a 7-Zip archive', '7z x -so x.7z'],
    ['x.bz2', Buffer.from('425a6839314159265359', 'hex'), 'is compressed with bzip2', 'bzip2 -dc x.bz2'],
    ['x.xz', Buffer.from('fd377a585a000004', 'hex'), 'is compressed with xz', 'xz -dc x.xz'],
    ['x.lz4', Buffer.from('04224d186440', 'hex'), 'is compressed with lz4', 'lz4 -dc x.lz4'],
    ['x.parquet', Buffer.from('PAR1....'), 'is a Parquet file', 'export it as CSV'],
  ])('%s is refused by name', async (name, bytes, what, hint) => {
    expect(await rejection(cut(bytes, [1, 1, 1]), name)).toMatchObject({
      name: 'SourceError',
      message: `${name} ${what}, not CSV text`,
      hint: expect.stringContaining(hint) as string,
    });
  });

  it('is found within compressed files, too', async () => {
    expect(await rejection([gzipSync(tar)], 'x.tar.gz')).toMatchObject({
      message: 'x.tar.gz: what is compressed in it is a tar archive, not CSV text',
      hint: '`tar -xOf x.tar.gz | kpi ingest -` reads what is inside',
    });
    expect(await rejection([gzipSync(gz('day,x\n'))], 'x.csv.gz')).toMatchObject({
      message: 'x.csv.gz: what is compressed in it is compressed with gzip, not CSV text',
      hint: 'decompress it, then see what is inside',
    });
  });
});

async function compressedLines(megabytes: number): Promise<Buffer> {
  const gzip = createGzip();
  const stored = collect(gzip as AsyncIterable<Buffer>);
  const line = Buffer.alloc(1 << 20, 'day,x\n');
  for (let count = 0; count < megabytes; count += 1) {
    await new Promise((resolve) => gzip.write(line, resolve));
  }
  gzip.end();
  return Buffer.concat(await stored);
}
