import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kpi, useTemporaryFolder } from '../support/kpi.ts';

describe('kpi generate --anomalies', async () => {
  const cwd = await useTemporaryFolder();
  const run = (...argv: string[]) => kpi(['generate', ...argv], { cwd });
  const options = ['--days', '90', '--seed', '3'];

  it('writes the truth beside the data', async () => {
    const { code } = await run('payments', ...options, '--out', 'p.csv', '--anomalies', 'truth/t.csv');
    expect(code).toBe(0);
    const [header, ...lines] = (await readFile(join(cwd, 'truth/t.csv'), 'utf8')).trimEnd().split('\n');
    expect(header).toBe('day_from,day_to,kind,what,entity,product,payment_method,factor');
    expect(lines.length).toBeGreaterThanOrEqual(3);
    expect(lines.every((line) => /^2025-0[2-4]-\d\d,/.test(line))).toBe(true);
    await run('payments', ...options, '--out', 'plain.csv');
    const [changed, plain] = await Promise.all(
      ['p.csv', 'plain.csv'].map((name) => readFile(join(cwd, name), 'utf8')),
    );
    expect(changed).not.toBe(plain);
  });

  it.each([
    [
      ['payments', '--anomalies', '-'],
      'error: --anomalies is where the rows go — name a file of its own, e.g. truth.csv\n',
    ],
    [
      ['payments', '--out', 'x', '--anomalies', 'x'],
      'error: --anomalies is where the rows go — name a file of its own, e.g. truth.csv\n',
    ],
    [
      ['payments', '--anomalies', ''],
      'error: --anomalies is empty — name a file of its own, e.g. truth.csv\n',
    ],
    [
      ['retail-orders', '--out', 'y', '--anomalies', 'z'],
      'error: --anomalies: the data of retail-orders come without anomalies — kpi generate payments has some\n',
    ],
  ])('refuses %j', async (argv, stderr) => {
    expect(await run(...argv)).toEqual({ code: 2, stdout: '', stderr });
  });
});
