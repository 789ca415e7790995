// The smallest window: the sidebar fits whatever happens, and sending can still be paused.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { ask, goInside, goTo, sendSlowly, statusOf } from './person.ts';

let base: string;
let launched: LaunchedApp;

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-narrow-'));
});
test.afterEach(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

test('while photos are sent, everything in the narrow sidebar fits', async () => {
  await makeLibrary(join(base, 'Summer'), 8);
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo'] });
  const { app, page } = launched;
  await goInside(page);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(760, 560));
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBeLessThanOrEqual(760);
  await sendSlowly(page, 4_000);
  await ask(page, 'folders.add', { path: join(base, 'Summer'), target: { kind: 'personal' }, rules: {} });
  await expect.poll(() => statusOf(page), { timeout: 30_000 }).toBe('sending');
  await goTo(page, 'Photos');

  const side = page.locator('.side');
  await expect(side.getByRole('button', { name: 'Pause' })).toBeVisible();
  const beyond = await side.evaluate((box) => {
    const edge = box.getBoundingClientRect().right;
    return [...box.querySelectorAll('*')]
      .filter((part) => part.getBoundingClientRect().right > edge + 0.5)
      .map((part) => part.className);
  });
  expect(beyond).toEqual([]);
});
