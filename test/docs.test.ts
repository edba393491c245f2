/** The documents are true: what can be generated is generated, and the rest names what exists. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT_CODES } from '../src/cli/exit.ts';
import { environmentSchema } from '../src/config/config.ts';
import { kpi, useTemporaryFolder } from './support/kpi.ts';

const ROOT = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

const COMMANDS = [
  ['init'],
  ['run'],
  ['ingest'],
  ['report'],
  ['export'],
  ['generate'],
  ['db'],
  ['db', 'start'],
  ['db', 'stop'],
  ['db', 'status'],
  ['db', 'url'],
  ['db', 'migrate'],
  ['dataset'],
  ['dataset', 'list'],
  ['dataset', 'show'],
  ['dataset', 'check'],
  ['dataset', 'docs'],
  ['dataset', 'drift'],
  ['dashboard'],
  ['dashboard', 'list'],
  ['dashboard', 'show'],
  ['dashboard', 'sql'],
  ['alerts'],
  ['alerts', 'list'],
  ['alerts', 'backtest'],
  ['alerts', 'ack'],
  ['alerts', 'snooze'],
  ['alerts', 'label'],
  ['alerts', 'event'],
  ['alerts', 'forget'],
  ['runs'],
  ['runs', 'list'],
  ['runs', 'show'],
  ['runs', 'rejects'],
  ['runs', 'replay'],
  ['doctor'],
];

describe('the README', async () => {
  const cwd = await useTemporaryFolder();
  const readme = read('README.md');

  it('has the help of every command and the exit codes (npm run docs writes them)', async () => {
    const helps: string[] = [];
    for (const command of COMMANDS) {
      const { stdout } = await kpi([...command, '--help'], { cwd, columns: 100 });
      helps.push(`### kpi ${command.join(' ')}\n\n\`\`\`text\n${stdout.trimEnd()}\n\`\`\`\n`);
    }
    const codes = EXIT_CODES.map(({ code, meaning }) => `| ${code} | ${meaning} |`);
    const exitTable = ['| exit code | meaning |', '| --- | --- |', ...codes, ''].join('\n');
    const generated = replaceBlock(
      replaceBlock(readme, 'commands', helps.join('\n')),
      'exit codes',
      exitTable,
    );
    await expect(generated).toMatchFileSnapshot(join(ROOT, 'README.md'));
  });

  it('names every command that exists', async () => {
    const { stdout } = await kpi(['--help'], { cwd });
    const verbs = [...stdout.matchAll(/^ {2}([a-z]+) /gm)]
      .map((match) => match[1])
      .filter((verb) => verb !== 'help');
    expect(new Set(COMMANDS.map(([verb]) => verb))).toEqual(new Set(verbs));
  });

  it('and .env.example have every variable', () => {
    const example = read('.env.example');
    for (const name of Object.keys(environmentSchema.shape)) {
      expect(readme).toContain(`| \`${name}\` |`);
      expect(example).toMatch(new RegExp(`^${name}=$`, 'm'));
    }
  });

  it('and .env.example have no variable that nothing reads', () => {
    const known = [...Object.keys(environmentSchema.shape), ...composeVariables()];
    const named = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1]);
    expect(new Set(named)).toEqual(new Set(known.filter((name) => named.includes(name))));
    for (const name of composeVariables()) expect(named).toContain(name);
  });

  it('names every view', () => {
    const views = readdirSync(join(ROOT, 'sql/packs/payments/views')).map((file) =>
      file.replace(/^\d+_(.*)\.sql$/, '$1'),
    );
    for (const view of views) expect(readme).toContain(`\`bi.${view}\``);
  });

  it('links to files that exist', () => {
    for (const file of ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md']) {
      for (const [, target = ''] of read(file).matchAll(/\]\((?!https?:)([^)#]+)/g)) {
        expect(() => readFileSync(join(ROOT, target)), `${file} → ${target}`).not.toThrow();
      }
    }
  });
});

function composeVariables(): string[] {
  return [
    ...new Set([...read('docker-compose.yml').matchAll(/\$\{([A-Z_]+)/g)].map((match) => match[1] ?? '')),
  ];
}

function replaceBlock(text: string, name: string, content: string): string {
  const begin = `<!-- begin ${name} (npm run docs) -->\n`;
  const end = `<!-- end ${name} -->`;
  const from = text.indexOf(begin) + begin.length;
  const to = text.indexOf(end);
  expect(from > begin.length && to >= from, `README has the block ${name}`).toBe(true);
  return `${text.slice(0, from)}\n${content}\n${text.slice(to)}`;
}
