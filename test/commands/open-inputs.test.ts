import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toDay } from '../../src/analysis/calendar.ts';
import { openInputs } from '../../src/commands/open-inputs.ts';
import type { Context } from '../../src/context.ts';
import { shop } from '../data-tests/shop.ts';
import { useTemporaryFolder } from '../support/kpi.ts';
import { collect, inPieces } from '../support/streams.ts';

describe('the inputs of a load', async () => {
  const cwd = await useTemporaryFolder();
  const context = {
    cwd,
    config: { timeZone: 'UTC' },
    io: { stdin: inPieces([Buffer.from('from a pipe')]) },
    signal: new AbortController().signal,
  } as unknown as Context;
  const open = (files: string[], since?: string) =>
    openInputs({ files, since: since === undefined ? undefined : toDay(since), dataset: shop([]) }, context);

  it('are files as they were named, those of folders by name, and standard input', async () => {
    await mkdir(join(cwd, 'in/deep'), { recursive: true });
    for (const name of [
      'in/2025-03-02.csv',
      'in/2025-03-01.csv',
      'in/notes.txt',
      'in/x.rejected.csv',
      'a.csv',
    ])
      await writeFile(join(cwd, name), name);
    const { sources, leftOut } = await open(['a.csv', 'in', '-', './in/2025-03-01.csv']);
    expect(sources.map(({ name, bytes }) => [name, bytes])).toEqual([
      ['a.csv', 5],
      ['in/2025-03-01.csv', 17],
      ['in/2025-03-02.csv', 17],
      ['(standard input)', undefined],
    ]);
    expect(leftOut).toEqual([
      'left out: in/notes.txt (neither .csv nor .tsv; name it, and it is read)',
      'left out: in/deep (a folder in a folder; name it, and it is read)',
      'left out: in/x.rejected.csv (rejected rows of an earlier load; name it, and it is read)',
      'left out: ./in/2025-03-01.csv (named twice, read once)',
    ]);
    const [first, , , piped] = sources;
    for (const [source, text] of [
      [first, 'a.csv'],
      [piped, 'from a pipe'],
    ] as const)
      expect(Buffer.concat(await collect(source?.open() ?? inPieces([]))).toString()).toBe(text);
  });

  it('are those of a day and later, but for files that are named', async () => {
    const { sources, leftOut } = await open(['in', 'in/2025-03-01.csv'], '2025-03-02');
    expect(sources.map(({ name }) => name)).toEqual(['in/2025-03-02.csv', 'in/2025-03-01.csv']);
    expect(leftOut).toContain('left out: in/2025-03-01.csv (of an earlier day)');
  });

  it('are refused where one does not exist', async () => {
    await expect(open(['a.csv', 'no.csv'])).rejects.toMatchObject({
      name: 'NoInputError',
      message: 'no.csv does not exist',
    });
  });
});
