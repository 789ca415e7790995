// Unit and engine tests, in plain Node. Window tests are Playwright's (playwright.config.ts), not run here.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{shared,main,renderer,build,test}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'test/e2e/**', 'test/bench/**', 'out/**', 'dist/**'],
    environment: 'node',
    // Engine tests do real file, image and network work; a busy machine is no failure.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Of a poll that names none: only a test that fails waits so long.
    expect: { poll: { timeout: 15_000 } },
    passWithNoTests: true,
  },
});
