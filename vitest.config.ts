// Unit and engine tests, in plain Node. Window tests are Playwright's (playwright.config.ts), not run here.
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{shared,main,renderer,build,test}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'test/e2e/**', 'test/bench/**', 'out/**', 'dist/**'],
    environment: 'node',
    // Engine tests mostly wait, for files to be still and for answers to be late: more of them than cores side by side.
    maxWorkers: availableParallelism() + 2,
    // Tests do real work with files, pictures, processes and HTTP; a busy machine is no failure, and only a test that
    // fails waits so long.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    // A test that fails on a shared machine is tried once more there, and `npm test` lists it; at a desk it fails at
    // once. A lost or doubled photo (main/engine/testing/promise-broken.ts) is never tried again.
    retry: process.env['CI'] ? { count: 1, condition: /^(?!PROMISE BROKEN: )/u } : 0,
    passWithNoTests: true,
  },
});
