// The library is damaged while the program is closed: the person is told once, and nothing is sent twice.
import { truncateSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { retouch } from '../fixtures/retouch.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { arrived, ask, goInside, goTo, photosThere, sha256Of, statusOf } from './person.ts';

let base: string;
let launched: LaunchedApp;

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-restored-'));
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo'] });
});
test.afterEach(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

/** The library's file below the data folder, whichever account it belongs to. */
function libraryFile(): string {
  const name = readdirSync(join(base, 'data'), { recursive: true })
    .map(String)
    .find((path) => path.endsWith('library.db'));
  if (name === undefined) throw new Error('there is no library');
  return join(base, 'data', name);
}

const bannerOf = (page: LaunchedApp['page']) =>
  page.locator('.banner').filter({ hasText: 'The list of what was sent' });

async function again(): Promise<LaunchedApp['page']> {
  launched = await launchApp({ userData: join(base, 'data') });
  return launched.page;
}

test('a library damaged while the program was closed: a banner says so until it is seen, and nothing is sent twice', async () => {
  const photos = await makeLibrary(join(base, 'photos'), 6, { width: 400, height: 300 });
  let { page } = launched;
  await goInside(page);
  await ask(page, 'folders.add', {
    path: join(base, 'photos'),
    target: { kind: 'new', title: 'Kept', privacy: 'private' },
    rules: {},
  });
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(6);
  await expect.poll(() => statusOf(page), { timeout: 30_000 }).toBe('ready');
  await expect(bannerOf(page)).toHaveCount(0);
  await launched.close();
  truncateSync(libraryFile(), 6000);

  page = await again();
  const banner = bannerOf(page);
  await expect(banner).toBeVisible({ timeout: 30_000 });
  await expect(banner).toContainText('first compared with what is there');
  await expect(banner).toContainText('library.damaged-');
  const shown = await launched.app.evaluate(({ shell }) => {
    const given: string[] = [];
    shell.showItemInFolder = (path) => void given.push(path);
    (globalThis as { shownInFolder?: string[] }).shownInFolder = given;
    return given.length;
  });
  expect(shown).toBe(0);
  await banner.getByRole('button', { name: 'Show file' }).click();
  await expect
    .poll(() => launched.app.evaluate(() => (globalThis as { shownInFolder?: string[] }).shownInFolder?.join() ?? ''))
    .toMatch(/library\.damaged-[^/\\]*\.db$/u);
  // Also after the window was loaded anew.
  await page.reload();
  await expect(banner).toBeVisible({ timeout: 30_000 });

  // Where the library begins anew the folder is not known any more; the same photos in the same album are.
  const folders = (await ask(page, 'folders.list')) as unknown[];
  if (folders.length === 0)
    await ask(page, 'folders.add', {
      path: join(base, 'photos'),
      target: { kind: 'titled', title: 'Kept', privacy: 'private' },
      rules: {},
    });
  await expect.poll(() => statusOf(page), { timeout: 60_000 }).toBe('ready');
  const ledger = await arrived(page);
  expect(ledger.photos.map((photo) => photo.sha256).sort()).toEqual(photos.map(sha256Of).sort());
  expect(ledger.albums.length).toBe(1);

  await banner.getByRole('button', { name: 'Got it' }).click();
  await expect(banner).toHaveCount(0);
  await launched.close();
  page = await again();
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await expect.poll(() => statusOf(page), { timeout: 30_000 }).toBe('ready');
  await expect(bannerOf(page)).toHaveCount(0);
  expect(await photosThere(page)).toBe(6);
});

test('without receipts similar photos are shown beside those on OK, and one answer accepts all', async () => {
  const photos = await makeLibrary(join(base, 'photos'), 4, { width: 800, height: 600 });
  let { page } = launched;
  await goInside(page);
  const target = { kind: 'titled', title: 'Kept', privacy: 'private' };
  await ask(page, 'folders.add', { path: join(base, 'photos'), target, rules: {} });
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(4);
  await expect.poll(() => statusOf(page), { timeout: 30_000 }).toBe('ready');
  await launched.close();
  truncateSync(libraryFile(), 6000);
  for (const name of readdirSync(dirname(libraryFile())))
    if (/^receipts$|^backups$/u.test(name)) await rm(join(dirname(libraryFile()), name), { recursive: true });
  const sent = photos.map(sha256Of).sort();
  // Copies of what is there would need no question.
  for (const name of readdirSync(join(base, 'photos'))) await retouch(join(base, 'photos', name));

  page = await again();
  await expect(bannerOf(page)).toContainText('begins anew', { timeout: 30_000 });
  await ask(page, 'folders.add', { path: join(base, 'photos'), target, rules: {} });
  await goTo(page, 'Problems');
  const group = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: '4 photos are probably on OK already' }) });
  await group.getByRole('button', { name: 'Compare 4 photos' }).click({ timeout: 90_000 });
  const dialog = page.getByRole('dialog', { name: 'Is this photo on OK?' });
  await expect(dialog.getByText('1 of 4')).toBeVisible();
  await expect(dialog.getByText('looks the same')).toBeVisible({ timeout: 30_000 });
  for (const name of [/^Your photo/u, 'In the album on OK'])
    await expect
      .poll(() => dialog.getByRole('img', { name }).evaluate((one: HTMLImageElement) => one.naturalWidth), {
        timeout: 30_000,
      })
      .toBeGreaterThan(0);
  await dialog.getByRole('checkbox', { name: 'Decide the same about 3 more photos' }).click();
  await dialog.getByRole('button', { name: 'It is on OK' }).click();
  await expect(dialog).toHaveCount(0);
  await expect.poll(() => statusOf(page), { timeout: 30_000 }).toBe('ready');
  const ledger = await arrived(page);
  expect(ledger.photos.map((photo) => photo.sha256).sort()).toEqual(sent);
  expect(ledger.albums.length).toBe(1);
});
