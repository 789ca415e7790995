// The whole first start: demo account, folders, albums, plan. Interrupted and taken up again; nothing is sent before
// the last click.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { makeProblem } from '../fixtures/make-problems.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { arrived, ask, photosThere, sha256Of, willPick } from './person.ts';

let base: string;
let launched: LaunchedApp;

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-first-'));
});
test.afterEach(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

test('five clicks lead from the welcome to photos on their way, and not one is sent before the last', async () => {
  const summer = await makeLibrary(join(base, 'Summer'), 6);
  const winter = await makeLibrary(join(base, 'Winter'), 3, { firstSeed: 300 });
  await makeProblem(join(base, 'Winter'), 'corrupted');
  launched = await launchApp({ userData: join(base, 'data'), args: ['--lang=en'] });
  let { page } = launched;
  const button = (name: RegExp | string) => page.getByRole('button', { name });

  // In the language of the person at once, there and back.
  await button('Русский').click();
  await expect(page.getByRole('heading', { name: 'Ваши папки с фото всегда на OK' })).toBeVisible();
  await button('English').click();
  await button('Try the demo account').click();

  await expect(page.getByRole('heading', { name: 'Which folders to send' })).toBeVisible();
  // The account has one name, also when its service has answered whose it is, which takes a moment.
  await button('Back').click();
  await expect(page.getByText('Account connected: Demo account')).toBeVisible();
  await expect
    .poll(() => ask(page, 'account.get'), { timeout: 30_000 })
    .toEqual(expect.objectContaining({ name: expect.stringMatching(/\S/u) }));
  await expect(page.getByText('Account connected: Demo account')).toBeVisible();
  await button('Next').click();
  await willPick(launched.app, join(base, 'Summer'));
  await button(/^Choose (a|another) folder$/u).click();
  await expect(page.getByText('6 photos', { exact: true })).toBeVisible();
  await willPick(launched.app, join(base, 'Winter'));
  await button('Choose another folder').click();
  await button('Next: 10 photos').click();

  await expect(page.getByRole('heading', { name: 'Which albums, and who can see them' })).toBeVisible();
  await expect(page.getByText('Only you').first()).toBeVisible();
  await page.getByRole('textbox', { name: 'Album title' }).first().fill('Summer at the sea');
  await page.getByRole('combobox', { name: 'Who can see' }).first().click();
  await page.getByRole('option', { name: 'Friends can see' }).click();
  // The photos beside stand under the albums they go into.
  const beside = page.locator('.album-wall section');
  await expect(beside).toHaveCount(2);
  await expect(beside.filter({ hasText: 'Summer at the sea' })).toContainText('friends can see');
  await expect(beside.filter({ hasText: 'Winter' })).toContainText('only you can see');
  await button('Show what will happen').click();
  await expect(button('Send 9 photos')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('Decide later')).toBeVisible();
  expect(await photosThere(page)).toBe(0);

  // Back, another title, forward again: the plan is the same, and still nothing has left.
  await button('Back').click();
  await page.getByRole('textbox', { name: 'Album title' }).first().fill('Summer 2026');
  await button('Show what will happen').click();
  await expect(button('Send 9 photos')).toBeVisible();

  // Left in the middle, and begun again the next day.
  await launched.close();
  launched = await launchApp({ userData: join(base, 'data'), args: ['--lang=en'] });
  page = launched.page;
  await button('Next').click();
  await willPick(launched.app, join(base, 'Summer'));
  await button(/^Choose (a|another) folder$/u).click();
  await willPick(launched.app, join(base, 'Winter'));
  await button('Choose another folder').click();
  await button('Next: 10 photos').click();
  await page.getByRole('textbox', { name: 'Album title' }).first().fill('Summer 2026');
  await button('Show what will happen').click();
  await expect(button('Send 9 photos')).toBeVisible({ timeout: 60_000 });
  expect(await photosThere(page)).toBe(0);
  expect((await arrived(page)).albums).toEqual([]);

  await button('Send 9 photos').click();
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(9);
  const ledger = await arrived(page);
  expect(ledger.photos.map((photo) => photo.sha256).sort()).toEqual([...summer, ...winter].map(sha256Of).sort());
  expect(ledger.albums.map((album) => album.title).sort()).toEqual(['Summer 2026', 'Winter']);
  await expect(page.getByRole('heading', { name: '1 photo needs your decision' })).toBeVisible({ timeout: 30_000 });
  expect(await ask(page, 'settings.get')).toMatchObject({ firstStartDone: true });

  // After the next start the ways to OK are there without anything being opened first.
  await launched.close();
  launched = await launchApp({ userData: join(base, 'data'), args: ['--lang=en'] });
  await expect(launched.page.getByRole('button', { name: 'Open album' })).toHaveCount(2, { timeout: 30_000 });
});
