import { mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { toDay } from '../../../src/analysis/calendar.ts';
import { leftOutLines } from '../../../src/ingest/inputs/left-out.ts';
import { resolveInputs, type ResolveOptions } from '../../../src/ingest/inputs/resolve-inputs.ts';
import { useTemporaryFolder } from '../../support/kpi.ts';

const FILES = [
  'a.csv',
  'sales[1].csv',
  'inbox/sales-2025-03-30.csv',
  'inbox/sales-2025-03-31.csv.gz',
  'inbox/SALES-2025-03-29.CSV',
  'inbox/totals.tsv',
  'inbox/x.csv.zst',
  'inbox/sales-2025-03-30.rejected.csv',
  'inbox/notes.txt',
  'inbox/sales.xlsx',
  'inbox/.hidden.csv',
  'inbox/old/sales-2024-12-31.csv',
  'notes/readme.txt',
];

const cwd = await useTemporaryFolder();
beforeAll(async () => {
  for (const file of FILES) {
    await mkdir(join(cwd, dirname(file)), { recursive: true });
    await writeFile(join(cwd, file), 'day,x\n');
  }
  // 2025-03-31 in São Paulo, 2025-04-01 in UTC.
  for (const file of ['inbox/totals.tsv', 'inbox/x.csv.zst']) {
    await utimes(join(cwd, file), new Date('2025-04-01T01:30:00Z'), new Date('2025-04-01T01:30:00Z'));
  }
  await symlink(join(cwd, 'a.csv'), join(cwd, 'link.csv'));
});

const resolve = async (args: readonly string[], options: Partial<ResolveOptions> = {}) => {
  const { inputs, leftOut } = await resolveInputs(args, { cwd, timeZone: 'America/Sao_Paulo', ...options });
  for (const { name, path } of inputs) {
    if (path !== undefined) expect(path).toBe(name.startsWith('/') ? name : join(cwd, name));
  }
  return { names: inputs.map(({ name }) => name), leftOut };
};

describe('files', () => {
  it('are what the arguments name, in that order', async () => {
    expect(await resolve(['inbox/sales-2025-03-30.csv', 'a.csv', '-'])).toEqual({
      names: ['inbox/sales-2025-03-30.csv', 'a.csv', '(standard input)'],
      leftOut: [],
    });
  });

  it('that do not exist are left to whoever opens them', async () => {
    expect((await resolve(['no.csv'])).names).toEqual(['no.csv']);
  });

  it('may be named like a pattern', async () => {
    expect((await resolve(['sales[1].csv'])).names).toEqual(['sales[1].csv']);
  });

  it('are read once, however often and in which way they are named', async () => {
    expect(await resolve(['a.csv', './a.csv', 'link.csv', '*.csv', '-', '-', 'no.csv', 'no.csv'])).toEqual({
      names: ['a.csv', '(standard input)', 'no.csv'].toSpliced(1, 0, 'sales[1].csv'),
      leftOut: ['./a.csv', 'link.csv', 'a.csv', 'link.csv', '(standard input)', 'no.csv'].map((name) => {
        return { name, reason: 'named twice' };
      }),
    });
  });

  it('are never too old when they are named', async () => {
    const old = 'inbox/old/sales-2024-12-31.csv';
    expect((await resolve([old], { since: toDay('2025-03-31') })).names).toEqual([old]);
    const twice = await resolve(['inbox/old/*.csv', old], { since: toDay('2025-03-31') });
    expect(twice.names).toEqual([old]);
  });
});

describe('a folder', () => {
  it('stands for its data files by name; the others are told', async () => {
    expect(await resolve(['inbox'])).toEqual({
      names: [
        'inbox/SALES-2025-03-29.CSV',
        'inbox/sales-2025-03-30.csv',
        'inbox/sales-2025-03-31.csv.gz',
        'inbox/totals.tsv',
        'inbox/x.csv.zst',
      ],
      leftOut: [
        { name: 'inbox/notes.txt', reason: 'other type' },
        { name: 'inbox/old', reason: 'subfolder' },
        { name: 'inbox/sales-2025-03-30.rejected.csv', reason: 'rejected rows' },
        { name: 'inbox/sales.xlsx', reason: 'other type' },
      ],
    });
  });

  it('without data files is an error', async () => {
    await expect(resolve(['notes'])).rejects.toMatchObject({
      name: 'NoInputError',
      message: 'notes holds no file to load: none ends in .csv or .tsv (or these with .gz, .zst)',
      hint: 'name the files themselves, e.g. notes/*.txt',
    });
  });
});

describe('a pattern', () => {
  it.each([
    ['inbox/*.csv', ['inbox/sales-2025-03-30.csv']],
    ['./inbox/sales*', ['inbox/sales-2025-03-30.csv', 'inbox/sales-2025-03-31.csv.gz', 'inbox/sales.xlsx']],
    ['**/*-{30,31}.csv', ['inbox/old/sales-2024-12-31.csv', 'inbox/sales-2025-03-30.csv']],
    ['inbox/*.rejected.csv', ['inbox/sales-2025-03-30.rejected.csv']],
    ['inbox/*.txt', ['inbox/notes.txt']],
  ])('%s stands for what it matches, by name', async (pattern, names) => {
    expect((await resolve([pattern])).names).toEqual(names);
  });

  it('from the root names whole paths', async () => {
    expect((await resolve([join(cwd, 'inbox/*.tsv')])).names).toEqual([join(cwd, 'inbox/totals.tsv')]);
  });

  it('above the working directory works, too', async () => {
    const { inputs } = await resolveInputs(['../*.tsv'], { cwd: join(cwd, 'inbox/old'), timeZone: 'UTC' });
    expect(inputs).toEqual([{ name: '../totals.tsv', path: join(cwd, 'inbox/totals.tsv') }]);
  });

  it('does not take rejected rows for data', async () => {
    expect((await resolve(['inbox/*.csv'])).leftOut).toEqual([
      { name: 'inbox/sales-2025-03-30.rejected.csv', reason: 'rejected rows' },
    ]);
  });

  it('without a match is an error', async () => {
    await expect(resolve(['inbox/*.json'])).rejects.toMatchObject({
      name: 'NoInputError',
      message: 'no file matches inbox/*.json',
      hint: `check the pattern; it starts from ${cwd}`,
    });
  });
});

describe('since', () => {
  it.each([
    [
      '2025-03-29',
      'UTC',
      'SALES-2025-03-29.CSV sales-2025-03-30.csv sales-2025-03-31.csv.gz totals.tsv x.csv.zst',
    ],
    ['2025-03-31', 'America/Sao_Paulo', 'sales-2025-03-31.csv.gz totals.tsv x.csv.zst'],
    ['2025-04-01', 'America/Sao_Paulo', ''],
    ['2025-04-01', 'UTC', 'totals.tsv x.csv.zst'],
    ['2025-04-02', 'UTC', ''],
  ])('%s in %s leaves of a folder: %s', async (since, timeZone, names) => {
    const resolved = await resolve(['inbox'], { since: toDay(since), timeZone });
    expect(resolved.names.map((name) => name.replace('inbox/', '')).join(' ')).toBe(names);
    expect(resolved.names.length + resolved.leftOut.length).toBe(9);
  });

  it('may leave nothing of a pattern', async () => {
    expect(await resolve(['inbox/old/*.csv'], { since: toDay('2025-01-01') })).toEqual({
      names: [],
      leftOut: [{ name: 'inbox/old/sales-2024-12-31.csv', reason: 'before since' }],
    });
  });
});

describe('leftOutLines', () => {
  it('has one line per reason', async () => {
    const { leftOut } = await resolve(['inbox', 'inbox/totals.tsv'], { since: toDay('2025-03-31') });
    expect(leftOutLines(leftOut)).toEqual([
      'left out: inbox/notes.txt and 1 more (neither .csv nor .tsv; name it, and it is read)',
      'left out: inbox/old (a folder in a folder; name it, and it is read)',
      'left out: inbox/sales-2025-03-30.rejected.csv (rejected rows of an earlier load; name it, and it is read)',
      'left out: inbox/SALES-2025-03-29.CSV and 1 more (of an earlier day)',
      'left out: inbox/totals.tsv (named twice, read once)',
    ]);
    expect(leftOutLines([])).toEqual([]);
  });
});
