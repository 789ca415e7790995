// The main job: add a folder, drop a few photos, see them done, with the service’s own ledger as proof.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { arrived, ask, dropFiles, photosThere, sha256Of, statusOf, willPick } from './person.ts';

let base: string;
let photos: string;
let launched: LaunchedApp;

async function start(...args: string[]): Promise<void> {
  launched = await launchApp({ userData: join(base, 'data'), args });
}

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-job-'));
  photos = join(base, 'photos');
  await start('--demo');
  await launched.page.getByRole('button', { name: /Later|Позже/u }).click();
  await ask(launched.page, 'settings.change', { language: 'en' });
});
test.afterEach(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

test('a folder of 30 photos and three dropped ones reach the service once each, byte for byte', async () => {
  const { app, page } = launched;
  const folder = join(photos, 'Дача 2026');
  const inFolder = await makeLibrary(folder, 30);
  const dropped = await makeLibrary(join(photos, 'dropped'), 3, { firstSeed: 500 });

  await page.getByRole('navigation').getByText('Folders').click();
  await willPick(app, folder);
  await page.getByRole('button', { name: 'Add a folder' }).first().click();
  await page.getByRole('button', { name: /Send 30 photos/u }).click();

  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(30);

  await page.getByRole('navigation').getByText('Overview').click();
  await dropFiles(page, dropped, (where) => where.locator('.target').first());
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(33);

  const { photos: there, albums } = await arrived(page);
  expect(there.map((photo) => photo.sha256).sort()).toEqual([...inFolder, ...dropped].map(sha256Of).sort());
  const album = albums.find((one) => one.title === 'Дача 2026');
  expect(there.filter((photo) => photo.albumId === album?.aid).length).toBe(30);
  expect(there.filter((photo) => photo.albumId === null).length).toBe(3);

  await expect(page.getByRole('heading', { name: 'Everything is on OK' })).toBeVisible();
  await page.getByRole('navigation').getByText('Photos').click();
  await expect(
    page
      .getByRole('button', { name: /On OK\s*33/u })
      .or(page.getByRole('tab', { name: /On OK\s*33/u }))
      .or(page.getByText(/^On OK$/u))
      .first(),
  ).toBeVisible();
});

test('what was sent is known after a restart, and nothing is sent again', async () => {
  const { page } = launched;
  await makeLibrary(join(photos, 'a'), 4);
  await ask(page, 'folders.add', { path: join(photos, 'a'), target: { kind: 'personal' }, rules: {} });
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(4);
  await expect.poll(() => statusOf(page)).toBe('ready');
  await launched.close();
  await start();
  await expect.poll(() => statusOf(launched.page), { timeout: 30_000 }).toBe('ready');
  await expect.poll(() => photosThere(launched.page)).toBe(4);
});
