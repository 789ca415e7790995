// Converting with a preview: shows before and after, sends a copy, and remembers the answer for the folder if asked.
// The file stays.
import { appendFile, copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import sharp, { type Metadata } from 'sharp';
import { photoBytes } from '../fixtures/make-photos.ts';
import { makeProblem } from '../fixtures/make-problems.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { arrived, ask, goInside, goTo, photosThere, serviceAddress, sha256Of } from './person.ts';

const heic = resolve(import.meta.dirname, '../fixtures/sample.heic');

let base: string;
let launched: LaunchedApp;

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-convert-'));
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo', '--lang=en'] });
  await goInside(launched.page);
});
test.afterEach(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

/** The same picture with other bytes: an empty box of the format stands at its end. */
async function anotherHeic(path: string): Promise<void> {
  await copyFile(heic, path);
  await appendFile(path, Buffer.concat([Buffer.from([0, 0, 0, 16]), Buffer.from('free'), Buffer.from('12345678')]));
}
/** Really drawn, not a broken picture. */
const drawnWidth = (picture: Locator) =>
  expect.poll(() => picture.evaluate((one: HTMLImageElement) => one.naturalWidth));
const group = (page: Page, title: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) });
const rulesOf = async (page: Page): Promise<{ convert: boolean; shrink: boolean }> => {
  const [card] = (await ask(page, 'folders.list')) as { rules: { convert: boolean; shrink: boolean } }[];
  return card?.rules ?? { convert: false, shrink: false };
};
async function pictureThere(page: Page, index: number): Promise<Metadata> {
  const photo = (await arrived(page)).photos[index];
  const bytes = await fetch(new URL(`__emulator/photos/${photo?.assignedId}/bytes`, await serviceAddress(page)));
  return sharp(Buffer.from(await bytes.arrayBuffer())).metadata();
}

test('a HEIC photo is previewed and sent as JPEG, and later ones of its folder are sent without asking', async () => {
  const { page } = launched;
  const folder = join(base, 'From the phone');
  await mkdir(folder);
  const first = join(folder, 'IMG_0001.heic');
  await copyFile(heic, first);
  const untouched = sha256Of(first);
  await ask(page, 'folders.add', { path: folder, target: { kind: 'personal' }, rules: {} });

  await goTo(page, 'Problems');
  const format = group(page, '1 photo has a format OK does not accept');
  await format.getByRole('button', { name: 'Turn 1 photo into JPEG' }).click({ timeout: 60_000 });
  const dialog = page.getByRole('dialog', { name: 'How the photo will look as JPEG' });
  const before = dialog.getByRole('img', { name: 'On the disk: IMG_0001.heic' });
  const after = dialog.getByRole('img', { name: 'On OK: IMG_0001.heic' });
  await drawnWidth(after).toBeGreaterThan(0);
  await drawnWidth(before).toBeGreaterThan(0);
  await expect(dialog.getByText(/HEIC$/u)).toBeVisible();
  await expect(dialog.getByText(/JPEG$/u).first()).toBeVisible();

  // Not now: nothing has happened.
  await dialog.getByRole('button', { name: 'Not now' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(format).toBeVisible();
  expect(await photosThere(page)).toBe(0);

  await format.getByRole('button', { name: 'Turn 1 photo into JPEG' }).click();
  await expect(dialog.getByText('For the folder “From the phone”')).toBeVisible();
  await expect(dialog.getByRole('checkbox', { name: 'From now on do this without asking' })).toBeChecked();
  await dialog.getByRole('button', { name: 'Send 1 photo as JPEG' }).click();
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(1);
  await expect.poll(() => rulesOf(page)).toMatchObject({ convert: true, shrink: false });

  await anotherHeic(join(folder, 'IMG_0002.heic'));
  await ask(page, 'folders.scan', { folderId: null });
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(2);
  for (const index of [0, 1]) expect((await pictureThere(page, index)).format).toBe('jpeg');
  await expect(page.getByText('Nothing to decide')).toBeVisible();
  expect(sha256Of(first)).toBe(untouched);

  await goTo(page, 'Photos');
  await page.getByRole('button', { name: 'IMG_0002.heic, On OK' }).click();
  await expect(page.locator('.panel').getByText(/^A copy was sent: .*JPEG/u)).toBeVisible();
});

test('shrinking one photo from its panel does not decide about later ones', async () => {
  const { page } = launched;
  const folder = join(base, 'Panoramas');
  const strip = await makeProblem(folder, 'too_big');
  const untouched = sha256Of(strip);
  await ask(page, 'folders.add', { path: folder, target: { kind: 'personal' }, rules: {} });
  await goTo(page, 'Photos');
  await page.getByRole('button', { name: 'strip of film.jpg, Needs you' }).click({ timeout: 60_000 });
  await page.locator('.panel').getByRole('button', { name: 'Make smaller and send' }).click();
  const dialog = page.getByRole('dialog', { name: 'How the smaller photo will look' });
  await drawnWidth(dialog.getByRole('img', { name: 'On OK: strip of film.jpg' })).toBeGreaterThan(0);
  await expect(dialog.getByText('17000 × 100')).toBeVisible();
  await expect(dialog.getByText('7680 × 45')).toBeVisible();
  await expect(dialog.getByRole('checkbox', { name: 'From now on do this without asking' })).not.toBeChecked();
  await dialog.getByRole('button', { name: 'Make 1 photo smaller and send it' }).click();
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(1);
  expect(await pictureThere(page, 0)).toMatchObject({ format: 'jpeg', width: 7_680 });
  expect(sha256Of(strip)).toBe(untouched);

  await writeFile(
    join(folder, 'another strip.jpg'),
    await photoBytes({ width: 16_900, height: 80, seed: 5, grain: 0, quality: 70 }),
  );
  await ask(page, 'folders.scan', { folderId: null });
  await goTo(page, 'Problems');
  await expect(group(page, '1 photo has more pixels than OK accepts')).toBeVisible({ timeout: 60_000 });
  expect(await rulesOf(page)).toMatchObject({ convert: false, shrink: false });
  expect(await photosThere(page)).toBe(1);
});
