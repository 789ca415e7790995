// A copy of a folder whose photos are in another album already: one question for all of them, explained for each photo.
import { cp, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { arrived, ask, goInside, goTo, photosThere } from './person.ts';

let base: string;
let launched: LaunchedApp;

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-other-'));
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo', '--lang=en'] });
  await goInside(launched.page);
});
test.afterEach(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

test('a renamed folder asks nothing; a copied folder asks one question for all its photos', async () => {
  const { page } = launched;
  const photos = join(base, 'Photos');
  await makeLibrary(join(photos, '2019'), 3);
  const target = { kind: 'per_subfolder', privacy: 'private' };
  await ask(page, 'folders.add', { path: photos, target, rules: {} });
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(3);

  await rename(join(photos, '2019'), join(photos, 'Summer'));
  await ask(page, 'folders.scan', { folderId: null });
  await cp(join(photos, 'Summer'), join(photos, 'Best'), { recursive: true });
  await ask(page, 'folders.scan', { folderId: null });

  await goTo(page, 'Problems');
  const cause = page.getByRole('listitem').filter({ hasText: '3 photos are on OK already' });
  await expect(cause).toBeVisible({ timeout: 60_000 });
  await cause.getByRole('button', { name: 'photo-00001.jpg' }).first().click();
  await expect(page.getByText('in the album “2019”, from this same folder').first()).toBeVisible();

  await goTo(page, 'Problems');
  await cause.getByRole('button', { name: 'Send 3 photos anyway' }).click();
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(6);
  const { albums } = await arrived(page);
  expect(albums.map(({ title }) => title).sort()).toEqual(expect.arrayContaining(['2019', 'Best']));
  await expect(page.getByText('Nothing to decide')).toBeVisible();
});
