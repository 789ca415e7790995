// An upload address on an unknown host: the Overview names it and offers to allow it; Settings takes that back.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import type { LaunchedApp } from './launch.ts';
import { ask, goTo } from './person.ts';
import { launchWith, signInTo, startEmulator, type Emulator } from './service.ts';

let base: string;
let emulator: Emulator;
let launched: LaunchedApp;

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-host-'));
  emulator = await startEmulator({
    switches: { uploadAddress: { scheme: 'http', host: 'up.new-name.invalid' } },
  });
  launched = await launchWith(emulator, { userData: join(base, 'data') });
  await signInTo(emulator, launched);
});
test.afterEach(async () => {
  await launched.close();
  await emulator.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

test('an unknown host is named; it can be allowed and taken back; once OK names its own, the photos arrive', async () => {
  const { page } = launched;
  await makeLibrary(join(base, 'Summer'), 2);
  await ask(page, 'folders.add', { path: join(base, 'Summer'), target: { kind: 'personal' }, rules: {} });
  await goTo(page, 'Overview');
  const heading = 'OK named an upload address that this program does not know: up.new-name.invalid';
  await expect(page.getByRole('heading', { name: heading })).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('main')).toContainText('http://up.new-name.invalid');
  await expect(page.getByRole('button', { name: 'Allow this time' })).toBeVisible();
  await page.getByRole('button', { name: 'Always allow' }).click();
  await goTo(page, 'Settings');
  await page.getByText('Account', { exact: true }).click();
  await expect(page.getByText('Photos may be sent to up.new-name.invalid')).toBeVisible();
  await page.getByRole('button', { name: 'Take back' }).click();
  await expect(page.getByText('Photos may be sent to up.new-name.invalid')).toHaveCount(0);
  emulator.set({ uploadAddress: null });
  await expect
    .poll(
      async () => {
        await ask(page, 'sync.retry');
        return emulator.ledger().photos.length;
      },
      { timeout: 60_000 },
    )
    .toBe(2);
});
