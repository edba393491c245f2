import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeRejectedFiles } from '../../src/commands/rejected-files.ts';
import type { Context } from '../../src/context.ts';
import { useTemporaryFolder } from '../support/kpi.ts';
import { rejectedRow } from '../support/load-books.ts';

describe('the file of rejected rows', async () => {
  const cwd = await useTemporaryFolder();
  const context = { cwd } as Context;
  const BAD = [900, 3].map((line) => rejectedRow(line, 'x', { file: 'orders.csv' }));

  it('is replaced whole, one beside each file', async () => {
    await mkdir(join(cwd, 'in'));
    await writeFile(join(cwd, 'orders.csv.rejected.csv'), 'older');
    const rows = [
      ...BAD,
      rejectedRow(2, 'x', { file: 'in/y.csv' }),
      rejectedRow(5, 'z', { file: 'orders.csv' }),
    ];
    expect(await writeRejectedFiles('4', rows, context)).toEqual({
      written: ['orders.csv.rejected.csv', 'in/y.csv.rejected.csv'],
      warnings: [],
    });
    const text = await readFile(join(cwd, 'orders.csv.rejected.csv'), 'utf8');
    expect(text.split('\n').map((line) => line.slice(0, 16))).toEqual([
      '\ufeffrun,file,line,c',
      '4,orders.csv,900',
      '4,orders.csv,3,a',
      '4,orders.csv,5,a',
      '',
    ]);
  });

  it('that cannot be written is a warning that says where the rows are', async () => {
    const rows = [rejectedRow(2, 'x', { file: 'gone/x.csv' }), ...BAD];
    const { written, warnings } = await writeRejectedFiles('4', rows, context);
    expect(written).toEqual(['orders.csv.rejected.csv']);
    expect(warnings).toEqual([
      `cannot write ${join(cwd, 'gone/x.csv.rejected.csv')}: the folder does not exist; ` +
        'the rejected rows are in the database: kpi runs rejects 4 --csv',
    ]);
    expect((await readdir(cwd)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});
