/** Takes the lock again and again, and complains when somebody else is inside. */
import { closeSync, openSync, rmSync } from 'node:fs';
import { withFileLock } from '../../../../src/db/embedded/file-lock.ts';

const [lock = '', rounds = '1'] = process.argv.slice(2);
for (let round = 0; round < Number(rounds); round += 1) {
  await withFileLock(lock, async () => {
    closeSync(openSync(`${lock}.inside`, 'wx')); // throws when it exists
    await new Promise((resolve) => setTimeout(resolve, 1));
    rmSync(`${lock}.inside`);
  });
}
