// File names that are not UTF-8: chosen in a dialog that loses their bytes, opened by a file URL, and shown readably.
import { copyFile, mkdir, mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { arrived, goInside, goTo, photosThere, sha256Of, willPick } from './person.ts';
import { secondStart } from './second-start.ts';

test.skip(process.platform !== 'linux', 'elsewhere names are text');

let base: string;
let launched: LaunchedApp;

test.beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-bytes-'));
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo', '--lang=ru'] });
});
test.afterAll(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

/**
 * «Архив» in koi8-r, «Море» in cp1251; in it «Пляж.jpg» in cp866, «Дети и я.jpg» in cp1251, and a name of no
 * encoding.
 */
const archive = Buffer.from('e1d2c8c9d7', 'hex');
const sea = Buffer.from('cceef0e5', 'hex');
const photos = ['8fabefa62e6a7067', 'c4e5f2e820e820ff2e6a7067', '836583582e6a7067'].map((hex) =>
  Buffer.from(hex, 'hex'),
);
const under = (...parts: readonly (Buffer | string)[]): Buffer =>
  Buffer.concat(parts.flatMap((part, index) => [...(index === 0 ? [] : [Buffer.from('/')]), Buffer.from(part)]));

test('a folder and a photo whose names are not UTF-8 are added, sent and shown with readable names', async () => {
  const { page, app } = launched;
  const made = await makeLibrary(join(base, 'made'), photos.length + 1);
  await mkdir(under(base, archive, sea), { recursive: true });
  for (const [index, name] of [...photos, Buffer.from('cfeeefe02e6a7067', 'hex')].entries()) {
    const to = index < photos.length ? under(base, archive, sea, name) : under(base, name);
    await copyFile(made[index] ?? '', to);
    await utimes(to, 1_700_000_000, 1_700_000_000);
  }
  await goInside(page, 'ru');

  // The dialog says four times U+FFFD.
  await willPick(app, join(base, archive.toString()));
  await goTo(page, 'Папки');
  await page.getByRole('button', { name: 'Добавить папку' }).first().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Архив');
  await expect(dialog).toContainText('Море');
  await dialog.getByRole('button', { name: /^Отправить/u }).click();
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(photos.length);

  // A file manager names a file by its address.
  const address = `file://${base}/%CF%EE%EF%E0.jpg`;
  expect(await secondStart(launched, address)).toBe(0);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Отправить/u })
    .click();
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(made.length);
  const there = await arrived(page);
  expect(there.photos.map(({ sha256 }) => sha256).sort()).toEqual(made.map(sha256Of).sort());
  expect(there.albums.map(({ title }) => title)).toContain('Архив');

  await goTo(page, 'Фото');
  await page.getByRole('searchbox').fill('пляж');
  const beach = page.getByLabel(/Пляж\.jpg/u).first();
  await expect(page.getByLabel(/Дети и я\.jpg/u)).toHaveCount(0);
  await expect(beach).toBeVisible();
  await page.getByRole('searchbox').fill('');
  await expect(page.getByLabel(/Дети и я\.jpg/u).first()).toBeVisible();
  await beach.click();
  await expect(page.locator('body')).toContainText('Архив / Море');
  expect(await page.locator('body').innerText()).not.toMatch(/[\u{10FE00}-\u{10FEFF}\uFFFD]/u);
});
