import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseGenerateOptions } from '../../src/commands/generate-options.ts';

const folder = join(import.meta.dirname, '../../data/sample');
const file = join(folder, 'payments.csv');

/** The flags of the command in the README, so that what is written there is what is checked. */
function documentedFlags(): Record<string, string> {
  const command =
    /^kpi generate payments (.*)$/m.exec(readFileSync(join(folder, 'README.md'), 'utf8'))?.[1] ?? '';
  const flags: Record<string, string> = {};
  for (const [, name = '', value = ''] of command.matchAll(/--(\w+) (\S+)/g)) flags[name] = value;
  return flags;
}

it('the sample is what the documented command writes, byte for byte', async () => {
  const flags = documentedFlags();
  expect(Object.keys(flags).sort()).toEqual(['end', 'out', 'seed', 'start']);
  const options = parseGenerateOptions('payments', flags);
  const generator = await options.pack.loadGenerator();
  let text = generator.header;
  for await (const day of generator.days(options)) text += day.text;
  expect(text === readFileSync(file, 'utf8')).toBe(true);
});

it('the sample is small enough to keep in the repository', () => {
  expect(statSync(file).size).toBeLessThan(3_000_000);
});
