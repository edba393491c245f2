import { defineConfig } from 'vitest/config';

// Far from UTC and from Brazil, on the other side of the date line from most clocks: code that reads the
// local time zone by accident fails here.
process.env['TZ'] = 'Pacific/Auckland';

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    allowOnly: false,
  },
});
