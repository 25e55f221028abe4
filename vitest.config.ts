import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Of this process's children: the tests' own, and those that tests start.
const morning = `--import=${new URL('test/support/morning.ts', import.meta.url)}`;
process.env.NODE_OPTIONS = [process.env.NODE_OPTIONS, morning].filter(Boolean).join(' ');

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/postgres.ts', 'test/support/model.ts', 'test/support/pages.ts'],
    // Many tests wait, for a browser or for their turn to send: a worker more than there are cores.
    maxWorkers: availableParallelism() + 1,
    maxConcurrency: 8,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
