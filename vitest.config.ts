import { defineConfig } from 'vitest/config'

/**
 * One run: `tests/world/global-setup.ts` builds dist/ and the template databases once, then every test file works in a process
 * of its own against fresh copies. Two processes at a time, since each may hold an embedded database (about 200 MB).
 */
export default defineConfig({
  test: {
    // The long corpus of bad values (`npm run corpus`) takes five minutes and stays out of npm test.
    include: process.env.SAMSYN_LONG ? ['tests/**/*.long.ts'] : ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.{ts,tsx}'],
    globalSetup: ['tests/world/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
  },
})
