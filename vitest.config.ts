import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/support/longest-first.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/services.ts',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    sequence: { sequencer: LongestFirst },
    // Files of one worker share what they import: nobody replaces a module, and every file opens and closes its own shop.
    isolate: false,
    // A test mostly waits for the database: on two cores two files go faster than one.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
})
