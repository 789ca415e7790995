// Signed out: every screen says that no account is connected and leads to connecting one; afterwards everything is
// back.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { ask, goInside, goTo, photosThere } from './person.ts';

let base: string;
let launched: LaunchedApp;

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-signed-out-'));
});
test.afterEach(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

test('after signing out nothing claims to be restarted, and connecting again brings everything back', async () => {
  await makeLibrary(join(base, 'Summer'), 3);
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo'] });
  const { page } = launched;
  await goInside(page);
  await ask(page, 'folders.add', { path: join(base, 'Summer'), target: { kind: 'personal' }, rules: {} });
  await expect.poll(() => photosThere(page), { timeout: 30_000 }).toBe(3);

  await goTo(page, 'Settings');
  await page.getByText('Account', { exact: true }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.locator('.dialog').getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Try the demo account' })).toBeVisible();
  const side = page.locator('.side');
  await expect(side).not.toContainText('3');

  for (const screen of ['Overview', 'Photos', 'Folders', 'Problems']) {
    await goTo(page, screen);
    await expect(page.getByRole('heading', { name: 'No account connected' })).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(page.locator('main').getByRole('button')).toHaveText(['Connect an account']);
  }
  await expect(ask(page, 'albums.list')).rejects.toThrow('no_account');
  await page.getByRole('button', { name: 'Connect an account' }).last().click();
  await page.getByRole('button', { name: 'Try the demo account' }).click();
  await goTo(page, 'Folders');
  await expect(page.getByText('3 photos, all on OK').first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('alert')).toHaveCount(0);
});
