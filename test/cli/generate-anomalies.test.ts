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

  it('does so for every pack', async () => {
    await run('retail-orders', ...options, '--out', 'r.csv', '--anomalies', 'r-truth.csv');
    const [header, ...lines] = (await readFile(join(cwd, 'r-truth.csv'), 'utf8')).trimEnd().split('\n');
    expect(header).toBe('day_from,day_to,kind,what,region,category,factor');
    expect(lines.length).toBeGreaterThanOrEqual(3);
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
  ])('refuses %j', async (argv, stderr) => {
    expect(await run(...argv)).toEqual({ code: 2, stdout: '', stderr });
  });
});
