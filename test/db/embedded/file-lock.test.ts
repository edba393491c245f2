import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withFileLock } from '../../../src/db/embedded/file-lock.ts';
import { thisProcess } from '../../../src/db/embedded/process-identity.ts';
import { DatabaseError, InterruptedError } from '../../../src/errors.ts';
import { cleanUpAfterEach, temporaryFolder } from './support/homes.ts';
import { bundle, startScript } from './support/process.ts';

cleanUpAfterEach();
const lockLoop = bundle('lock-loop');

function lockOf(owner: string): string {
  const lock = join(temporaryFolder(), 'lock');
  mkdirSync(lock);
  writeFileSync(join(lock, owner), '');
  return lock;
}

it('lets one in at a time, across processes, when all of them find a dead owner', async () => {
  const lock = lockOf('4194303-1-dead');
  const children = [1, 2, 3, 4].map(() => startScript(lockLoop, [lock, '40']));
  const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0] as unknown));
  expect(codes).toEqual([0, 0, 0, 0]);
  expect(readdirSync(join(lock, '..'))).toEqual(['lock-dead-dead']);
});

it('goes on when an owner is killed inside', async () => {
  const lock = join(temporaryFolder(), 'lock');
  for (let round = 0; round < 5; round += 1) {
    const child = startScript(lockLoop, [lock, '1000000']);
    await new Promise((resolve) => setTimeout(resolve, 100 + 7 * round));
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await withFileLock(lock, () => Promise.resolve(round))).toBe(round);
    rmSync(`${lock}.inside`, { force: true }); // the killed one's mark
  }
});

it('gives up after the time limit and names the owner', async () => {
  const { pid, started } = thisProcess();
  const lock = lockOf(`${pid}-${started}-token`);
  const attempt = withFileLock(lock, () => Promise.resolve(), { timeout: 50 });
  await expect(attempt).rejects.toThrow(DatabaseError);
  await expect(attempt).rejects.toThrow(`${lock}: process ${pid} is still starting or stopping`);
});

it('stops waiting when interrupted', async () => {
  const { pid, started } = thisProcess();
  const lock = lockOf(`${pid}-${started}-token`);
  const attempt = withFileLock(lock, () => Promise.resolve(), { signal: AbortSignal.timeout(50) });
  await expect(attempt).rejects.toThrow(InterruptedError);
});

it('is freed when the work fails', async () => {
  const lock = join(temporaryFolder(), 'lock');
  await expect(withFileLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(readdirSync(join(lock, '..'))).toEqual([]);
});
