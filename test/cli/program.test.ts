import { describe, expect, it } from 'vitest';
import { EXIT_CODES, exitCodeOf } from '../../src/cli/exit.ts';
import * as errors from '../../src/errors.ts';
import { kpi, useTemporaryFolder } from '../support/kpi.ts';

describe('the command line', async () => {
  const cwd = await useTemporaryFolder();
  const run = (argv: readonly string[], env = {}) => kpi(argv, { cwd, env });

  it('lists every command and exit code in its help', async () => {
    const { code, stdout, stderr } = await run(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const verb of ['init', 'run', 'ingest', 'report', 'export', 'generate', 'db', 'dataset', 'doctor']) {
      expect(stdout).toMatch(new RegExp(`^  ${verb}\\b`, 'm'));
    }
    for (const { code: exit, meaning } of EXIT_CODES)
      expect(stdout).toMatch(new RegExp(`^  ${exit} +${meaning.slice(0, 12)}`, 'm'));
  });

  it.each(['init', 'run', 'ingest', 'report', 'export', 'generate', 'db', 'dataset', 'doctor'])(
    'has help for %s',
    async (verb) => {
      const { code, stdout } = await run([verb, '--help']);
      expect(code).toBe(0);
      expect(stdout).toMatch(new RegExp(`^Usage: kpi ${verb} `));
    },
  );

  it('suggests the command that was meant', async () => {
    const { code, stderr } = await run(['reprot']);
    expect(code).toBe(2);
    expect(stderr).toBe("error: unknown command 'reprot'\n(Did you mean report?)\n");
  });

  it('shows the help and exits 2 when no command is named', async () => {
    const { code, stderr } = await run([]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^Usage: kpi /);
  });

  it.each([
    [{ KPI_LOCALE: 'klingon' }, 'KPI_LOCALE is "klingon": '],
    [{ KPI_TIME_ZONE: 'Brazil/Nowhere' }, 'KPI_TIME_ZONE is "Brazil/Nowhere": must be an IANA time zone'],
    [{ DATABASE_URL: 'mysql://root:secret@host/db' }, 'DATABASE_URL must start with postgres://'],
  ])('refuses the setting %j with exit 2', async (env, message) => {
    const { code, stderr } = await run(['report'], env);
    expect(code).toBe(2);
    expect(stderr).toContain(`error: ${message}`);
    expect(stderr).not.toContain('secret');
  });

  it('tells the trace with --debug only', async () => {
    const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
    const plain = await run(['report'], env);
    expect(plain.code).toBe(4);
    expect(plain.stderr.trimEnd().split('\n')).toHaveLength(1);
    const debug = await run(['report', '--debug'], env);
    expect(debug.stderr).toContain('caused by: ');
    expect(debug.stderr).toContain('at ');
  });

  it('ends with 130 when interrupted', async () => {
    const signal = AbortSignal.abort();
    const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
    expect(await kpi(['report'], { cwd, env, signal })).toMatchObject({ code: 130 });
  });

  it('has an exit code for every kind of error', () => {
    const codes = new Set(EXIT_CODES.map(({ code }) => code));
    for (const Class of Object.values(errors)) {
      const code = exitCodeOf(new Class('x'));
      expect(codes.has(code)).toBe(true);
      // Only the base class may fall through to "another reason".
      expect(code === 1).toBe(Class === errors.KpiError);
    }
    expect(exitCodeOf(new TypeError('a bug'))).toBe(1);
  });
});
