// Wrong input by a person: each mistake gets its own sentence, and nothing else is held up.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { arrived, ask, dropFiles, goInside, goTo, photosThere, willPick } from './person.ts';

let base: string;
let launched: LaunchedApp;

test.beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-bad-'));
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo', '--lang=en'] });
  await goInside(launched.page);
});
test.afterAll(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

const personal = (page: Page) => page.locator('.target').first();
const said = (page: Page, text: string | RegExp) => page.locator('.toast').getByText(text).first();

test('dropped items that are not photos, are gone, or are empty are each named with a reason', async () => {
  const { page } = launched;
  const [good = ''] = await makeLibrary(join(base, 'few'), 1);
  const text = join(base, 'letter.txt');
  await writeFile(text, 'Dear all,\n');
  await goTo(page, 'Overview');

  await dropFiles(page, [text], personal);
  await expect(said(page, '1 was not taken. letter.txt: not a photo')).toBeVisible();

  const vanishing = join(base, 'vanishing.jpg');
  await writeFile(vanishing, 'x');
  await dropFiles(page, [vanishing, good], (where) => where.locator('.target').last());
  await rm(vanishing);
  // Over «another album» the personal photos were not meant, but can be chosen.
  const question = page.locator('.dialog');
  await expect(question.getByRole('button', { name: 'Send', exact: true })).toBeVisible();
  await question.getByRole('combobox').first().click();
  await page.getByRole('option', { name: 'Personal photos' }).click();
  await question.getByRole('button', { name: 'Send to personal photos' }).click();
  await expect(said(page, '1 was not taken. vanishing.jpg: no longer on the disk')).toBeVisible();
  await expect(said(page, '1 photo joined the queue')).toBeVisible();
  await expect.poll(() => photosThere(page), { timeout: 30_000 }).toBe(1);

  // A folder without photos, as another program would hand it over.
  await mkdir(join(base, 'empty'));
  await launched.app.evaluate(
    ({ BrowserWindow }, path) => {
      BrowserWindow.getAllWindows()[0]?.webContents.send('ok-photo-sync:drop.wanted', { paths: [path] });
    },
    join(base, 'empty'),
  );
  await page.locator('.dialog').getByRole('button', { name: 'Send to personal photos' }).click();
  await expect(said(page, 'No new photos')).toBeVisible();

  // A dragged word is no file.
  const word = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.setData('text/plain', 'a word');
    return transfer;
  });
  await page.dispatchEvent('main', 'drop', { dataTransfer: word });
  await expect(said(page, 'These are not files. Drop photos or folders from your disk.')).toBeVisible();
});

test('a folder that is already added, inside another, contains another, or is not a folder, is refused with a reason', async () => {
  const { page, app } = launched;
  const outer = join(base, 'outer');
  const inner = join(outer, 'inner');
  await makeLibrary(inner, 2, { firstSeed: 200 });
  await makeLibrary(join(inner, 'deep'), 1, { firstSeed: 250 });
  await ask(page, 'folders.add', { path: inner, target: { kind: 'personal' }, rules: {} });
  await goTo(page, 'Folders');

  const dialog = page.locator('.dialog');
  const tryFolder = async (path: string, text: string): Promise<void> => {
    await willPick(app, path);
    await page.getByRole('button', { name: 'Add a folder' }).first().click();
    await dialog
      .locator('footer')
      .getByRole('button', { name: /keep watching|Watch the folder/u })
      .click();
    await expect(said(page, text)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  };
  await tryFolder(inner, 'This folder is already added');
  await tryFolder(join(inner, 'deep'), 'This folder lies inside one already added');
  await tryFolder(outer, 'This folder holds one already added');

  // Gone, or a file: said in the dialog itself, which cannot be carried out.
  for (const [path, text] of [
    [join(base, 'nowhere'), 'There is no such folder'],
    [join(inner, 'photo-00001.jpg'), 'This is a file, a folder is needed'],
  ] as const) {
    await willPick(app, path);
    await page.getByRole('button', { name: 'Add a folder' }).first().click();
    await expect(dialog.getByText(text)).toBeVisible();
    await expect(dialog.getByRole('button', { name: 'Watch the folder' })).toBeDisabled();
    await dialog.getByRole('button', { name: 'Close' }).click();
  }

  // An album without a title, and with one longer than OK takes.
  await makeLibrary(join(base, 'titles'), 1, { firstSeed: 260 });
  await willPick(app, join(base, 'titles'));
  await page.getByRole('button', { name: 'Add a folder' }).first().click();
  const title = dialog.getByRole('textbox', { name: 'Album title' });
  const go = dialog.getByRole('button', { name: 'Send 1 photo and keep watching' });
  await title.fill('');
  await go.click();
  await expect(dialog.getByText('Give the album a title')).toBeVisible();
  await title.fill('д'.repeat(501));
  await expect(dialog.getByText('At most 500 characters')).toBeVisible();
  await title.fill('🏖️ Море '.repeat(20));
  await go.click();
  await expect(dialog).toHaveCount(0);
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(5);
});

test('an album title of 500 characters with emoji arrives as typed and breaks no layout', async () => {
  const { page, app } = launched;
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 700));
  const long = `${'🏖️ Море, август 👨‍👩‍👧 '.repeat(30)}${'д'.repeat(500)}`.slice(0, 500);
  await makeLibrary(join(base, 'long title'), 2, { firstSeed: 400 });
  await goTo(page, 'Folders');
  await willPick(app, join(base, 'long title'));
  await page.getByRole('button', { name: 'Add a folder' }).first().click();
  const dialog = page.locator('.dialog');
  await dialog.getByRole('textbox', { name: 'Album title' }).fill(long);
  await dialog.getByRole('button', { name: 'Send 2 photos and keep watching' }).click();
  await expect(dialog).toHaveCount(0);
  const titles = async (): Promise<string[]> =>
    (await arrived(page).catch(() => ({ albums: [] }))).albums.map((album) => album.title);
  await expect.poll(titles, { timeout: 60_000 }).toContain(long);

  const sideways = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  for (const name of ['Overview', 'Photos', 'Folders', 'Problems', 'Settings']) {
    await goTo(page, name);
    await expect.poll(sideways, { message: name }).toBeLessThanOrEqual(1);
  }
  const [path = ''] = await makeLibrary(join(base, 'long title'), 1, { firstSeed: 400 });
  await dropFiles(page, [path], (where) => where.locator('.target').nth(1), { letGo: false });
  expect(await sideways()).toBeLessThanOrEqual(1);
  for (const target of await page.locator('.target').all()) {
    const box = await target.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(1024);
  }
  await page.dispatchEvent('main', 'dragleave');
  await page.reload();
});

test('a vanished file and a vanished folder are reported, and nothing is deleted on OK', async () => {
  const { page } = launched;
  const folder = join(base, 'gone since');
  const [first = ''] = await makeLibrary(folder, 3, { firstSeed: 500 });
  const before = await photosThere(page);
  await ask(page, 'folders.add', { path: folder, target: { kind: 'personal' }, rules: {} });
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(before + 3);

  await rm(first);
  await ask(page, 'folders.scan', { folderId: null });
  await goTo(page, 'Folders');
  const row = page.locator('.folder').filter({ hasText: 'gone since' });
  await rm(folder, { recursive: true });
  await ask(page, 'folders.scan', { folderId: null });
  await expect(row.getByText(/^drive not connected since/u)).toBeVisible({ timeout: 60_000 });
  await expect(row.getByText(/^Nothing is deleted\./u)).toBeVisible();
  expect((await arrived(page)).photos.filter((photo) => photo.deleted)).toEqual([]);

  // Back again, nothing is sent a second time.
  await makeLibrary(folder, 3, { firstSeed: 500 });
  await ask(page, 'folders.scan', { folderId: null });
  await expect(row.getByText(/^watched/u)).toBeVisible({ timeout: 60_000 });
  expect(await photosThere(page)).toBe(before + 3);
});
