import { createHash } from 'node:crypto';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fileSource, stdinSource } from '../../src/ingest/source.ts';
import { useTemporaryFolder } from '../support/kpi.ts';
import { collect, inPieces } from '../support/streams.ts';

const isRoot = process.getuid?.() === 0;

describe('fileSource', async () => {
  const folder = await useTemporaryFolder();

  it('yields the bytes of the file and knows its name and size', async () => {
    const bytes = Buffer.alloc(1_000_000, 'day,x\n');
    await writeFile(join(folder, 'a.csv'), bytes);
    const source = await fileSource(join(folder, 'a.csv'), './a.csv');
    expect(source).toMatchObject({ name: './a.csv', bytes: 1_000_000 });
    expect(Buffer.concat(await collect(source.open())).equals(bytes)).toBe(true);
    // It can be read again.
    expect(Buffer.concat(await collect(source.open())).equals(bytes)).toBe(true);
  });

  it('yields nothing for an empty file', async () => {
    await writeFile(join(folder, 'empty.csv'), '');
    const source = await fileSource(join(folder, 'empty.csv'), 'empty.csv');
    expect(source.bytes).toBe(0);
    expect(await collect(source.open())).toEqual([]);
  });

  it('does not know the size of what is no regular file', async () => {
    expect((await fileSource('/dev/null', 'null')).bytes).toBeUndefined();
  });

  it('names a file that does not exist as the user wrote it', async () => {
    await expect(fileSource(join(folder, 'no.csv'), '../no.csv')).rejects.toMatchObject({
      name: 'NoInputError',
      message: '../no.csv does not exist',
      hint: 'check the path',
    });
    await expect(fileSource(join(folder, 'a.csv/b.csv'), 'b.csv')).rejects.toMatchObject({
      name: 'SourceError',
      message: expect.stringContaining('b.csv: ENOTDIR') as string,
    });
  });

  it('refuses a folder', async () => {
    await mkdir(join(folder, 'folder'));
    await expect(fileSource(join(folder, 'folder'), 'folder')).rejects.toMatchObject({
      name: 'SourceError',
      message: 'folder is a folder, not a file',
    });
  });

  it.skipIf(isRoot)(
    'refuses a file that may not be read (skipped as root, who may read everything)',
    async () => {
      await writeFile(join(folder, 'secret.csv'), 'x');
      await chmod(join(folder, 'secret.csv'), 0o000);
      const source = await fileSource(join(folder, 'secret.csv'), 'secret.csv');
      await expect(collect(source.open())).rejects.toMatchObject({
        name: 'SourceError',
        message: 'secret.csv may not be read by this user',
      });
    },
  );

  it('tells when the file is gone by the time it is read', async () => {
    await writeFile(join(folder, 'gone.csv'), 'x');
    const source = await fileSource(join(folder, 'gone.csv'), 'gone.csv');
    await rm(join(folder, 'gone.csv'));
    await expect(collect(source.open())).rejects.toMatchObject({
      name: 'NoInputError',
      message: 'gone.csv does not exist',
    });
  });
});

describe('a compressed file', async () => {
  const folder = await useTemporaryFolder();

  it('yields its text and counts and sums its stored bytes, whatever it is named', async () => {
    const path = join(folder, 'sales.csv');
    const text = 'day,x\n2025-01-01,1\n'.repeat(50_000);
    const stored = Buffer.concat([gzipSync(text), gzipSync(text), Buffer.alloc(512)]);
    await writeFile(path, stored);
    const source = await fileSource(path, 'sales.csv');
    expect(source.bytes).toBe(stored.length);
    let bytes = 0;
    const sums: string[] = [];
    const read = await collect(
      source.open({ onBytes: (count) => (bytes += count), onSha256: (hex) => sums.push(hex) }),
    );
    expect(Buffer.concat(read).toString()).toBe(text + text);
    expect(bytes).toBe(stored.length);
    const sum = createHash('sha256').update(stored).digest('hex');
    expect(sums).toEqual([sum]);
    expect(await source.sha256?.()).toBe(sum);
  });

  it('has no checksum when it is not read to its end', async () => {
    const path = join(folder, 'sales.csv.gz');
    await writeFile(path, gzipSync(Buffer.alloc(2_000_000, 'day,x\n')));
    const source = await fileSource(path, 'sales.csv.gz');
    const sums: string[] = [];
    for await (const chunk of source.open({ onSha256: (hex) => sums.push(hex) })) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    expect(sums).toEqual([]);
  });
});

describe('the checksum of a file', async () => {
  const folder = await useTemporaryFolder();

  it('names a file that is gone by then, and stops when asked to', async () => {
    const path = join(folder, 'a.csv');
    await writeFile(path, 'day,x\n');
    const stopped = await fileSource(path, 'a.csv', AbortSignal.abort());
    await expect(stopped.sha256?.()).rejects.toThrow('a.csv: ');
    const source = await fileSource(path, 'a.csv');
    await rm(path);
    await expect(source.sha256?.()).rejects.toMatchObject({
      name: 'NoInputError',
      message: 'a.csv does not exist',
    });
  });

  it('is not known of what can be read only once', async () => {
    expect((await fileSource('/dev/null', 'null')).sha256).toBeUndefined();
    expect(stdinSource(inPieces([])).sha256).toBeUndefined();
  });
});

describe('stdinSource', () => {
  it('takes compressed bytes, too', async () => {
    const stored = gzipSync('a,b\n');
    const source = stdinSource(inPieces([stored.subarray(0, 1), stored.subarray(1)]));
    expect(Buffer.concat(await collect(source.open())).toString()).toBe('a,b\n');
  });

  it('is what stands on standard input', async () => {
    const source = stdinSource(inPieces([Buffer.from('a,'), Buffer.from('b\n')]));
    expect(source).toMatchObject({ name: '(standard input)', bytes: undefined });
    expect(Buffer.concat(await collect(source.open())).toString()).toBe('a,b\n');
  });
});
