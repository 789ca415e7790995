// Window tests: the built app in a real Electron. Started by `npm run e2e`, which builds first and finds displays.
import { defineConfig } from '@playwright/test';

// Where build/window-run.ts opened displays, as many test files run side by side, each worker on a display of its own.
// At a desk there is one display, and one test at a time: two windows would fight for the focus.
const displays = (process.env['OK_PHOTO_SYNC_DISPLAYS'] ?? '').split(' ').filter(Boolean);
const worker = Number(process.env['TEST_PARALLEL_INDEX'] ?? 0);
const display = displays[worker % displays.length];
if (display !== undefined) process.env['DISPLAY'] = display;

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: /.*\.(?:test|spec|e2e)\.ts$/u,
  workers: Math.max(1, displays.length),
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
