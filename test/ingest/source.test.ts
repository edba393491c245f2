import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fileSource, stdinSource } from '../../src/ingest/source.ts';
import { useTemporaryFolder } from '../support/kpi.ts';
import { collect, inPieces } from '../support/streams.ts';

const isRoot = process.getuid?.() === 0;

describe('fileSource', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await useTemporaryFolder();
  });

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
      name: 'SourceError',
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
      name: 'SourceError',
      message: 'gone.csv does not exist',
    });
  });
});

describe('stdinSource', () => {
  it('is what stands on standard input', async () => {
    const source = stdinSource(inPieces([Buffer.from('a,'), Buffer.from('b\n')]));
    expect(source).toMatchObject({ name: '(standard input)', bytes: undefined });
    expect(Buffer.concat(await collect(source.open())).toString()).toBe('a,b\n');
  });
});
