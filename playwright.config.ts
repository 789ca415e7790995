// Window tests: the built app in a real Electron. Started by `npm run e2e`, which builds first and finds a display.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: /.*\.(?:test|spec|e2e)\.ts$/u,
  // One app at a time: each test starts its own, and two windows fight for the focus.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  // A window test that fails once on a shared machine is tried again there, and listed as flaky; at a desk it fails at
  // once.
  retries: process.env['CI'] ? 1 : 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  outputDir: 'test-results',
  use: { trace: 'retain-on-failure' },
});
