import { availableParallelism } from 'node:os';
import process from 'node:process';
import { defineConfig } from 'vitest/config';
import { fastTemporaryFolder } from './test/support/temporary-folders.ts';

// Far from UTC and from Brazil, on the other side of the date line from most clocks: code that reads the
// local time zone by accident fails here.
process.env['TZ'] = 'Pacific/Auckland';

const temporaryFolder = fastTemporaryFolder();
if (temporaryFolder !== undefined) process.env['TMPDIR'] = temporaryFolder;

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    allowOnly: false,
    // The source has no state of its own and no test replaces a module, so files share a process: starting one for each
    // and importing everything again took 40 % of the processor time of a run (2026-11).
    isolate: false,
    // Many tests wait for a server or a process, so two make sense on any machine. All of them share one server, and
    // each may take ten of its 60 connections.
    maxWorkers: Math.min(4, Math.max(2, availableParallelism())),
  },
});
