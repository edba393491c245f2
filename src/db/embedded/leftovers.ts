import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Long after any process that still counts on it can have gone on. */
export const ABANDONED_AFTER_MS = 600_000;

/** Deletes what interrupted processes left in `folder` under names that start with `prefix`. */
export function removeLeftovers(folder: string, prefix: string, minimumAge = 0): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(prefix)) continue;
    const path = join(folder, name);
    try {
      // eslint-disable-next-line no-restricted-syntax -- a file's age by the file's clock, not a date of the data
      const age = Date.now() - statSync(path).mtimeMs;
      if (age >= minimumAge) rmSync(path, { recursive: true });
    } catch {
      // Gone, not ours, or a program still writes to it: then the next time.
    }
  }
}
