// The Problems screen: grouped by cause, each with its actions; what was decided is what arrives.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { makeLibrary, photoBytes } from '../fixtures/make-photos.ts';
import { makeProblem } from '../fixtures/make-problems.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { arrived, ask, goInside, goTo, order, photosThere, serviceAddress, sha256Of } from './person.ts';

let base: string;
let launched: LaunchedApp;

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-problems-'));
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo'] });
  await goInside(launched.page);
});
test.afterEach(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

/** Before and after are shown; only the button below them sends. */
async function confirmCopy(page: Page, button: string): Promise<void> {
  const dialog = page.locator('.dialog');
  await expect(dialog.getByRole('img', { name: /^On OK/u })).toBeVisible({ timeout: 30_000 });
  await dialog.getByRole('button', { name: new RegExp(button, 'u') }).click();
  await expect(dialog).toHaveCount(0);
}

test('each cause is a group; leaving out, shrinking, converting and replacing the file each resolve it', async () => {
  const { page } = launched;
  const folder = join(base, 'mixed');
  const [good] = await makeLibrary(folder, 1);
  await makeProblem(folder, 'too_small');
  await makeProblem(folder, 'too_big');
  const halfway = await makeProblem(folder, 'corrupted');
  await writeFile(join(folder, 'scan.tif'), await photoBytes({ format: 'tiff', width: 640, height: 480, seed: 9 }));
  await ask(page, 'folders.add', { path: folder, target: { kind: 'personal' }, rules: {} });
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(1);

  await expect(page.getByRole('heading', { name: '4 photos need your decision' })).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Show 4 photos' }).click();
  const group = (title: string) =>
    page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) });
  const tooSmall = group('1 picture is smaller than OK accepts');
  const tooBig = group('1 photo has more pixels than OK accepts');
  const damaged = group('1 file is damaged');
  const format = group('1 photo has a format OK does not accept');
  for (const one of [tooSmall, tooBig, damaged, format]) await expect(one).toBeVisible();
  await expect(page.locator('.side').getByLabel('4 wait for a decision')).toBeVisible();

  await tooSmall.getByRole('button', { name: 'Leave out 1 photo' }).click();
  await expect(tooSmall).toHaveCount(0);
  await tooBig.getByRole('button', { name: 'Make 1 photo smaller' }).click();
  await confirmCopy(page, 'Make');
  await format.getByRole('button', { name: 'Turn 1 photo into JPEG' }).click();
  await confirmCopy(page, 'JPEG');
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(3);
  await expect(tooBig).toHaveCount(0);
  await expect(format).toHaveCount(0);

  // What is still damaged stays; what was mended on the disk goes.
  await damaged.getByRole('button', { name: 'Check 1 photo again' }).click();
  await expect(damaged).toBeVisible();
  await writeFile(halfway, await photoBytes({ width: 900, height: 600, seed: 77 }));
  await expect
    .poll(
      async () => {
        // By itself when the watcher saw it first.
        const again = damaged.getByRole('button', { name: 'Check 1 photo again' });
        if (await again.isVisible()) await again.click({ timeout: 1_000 }).catch(() => undefined);
        return photosThere(page);
      },
      { timeout: 60_000, intervals: [1_000] },
    )
    .toBe(4);
  await expect(page.getByText('Nothing to decide')).toBeVisible();

  const { photos } = await arrived(page);
  expect(photos.map((photo) => photo.sha256)).toContain(sha256Of(good ?? ''));
  expect(photos.map((photo) => photo.sha256)).toContain(sha256Of(halfway));
  const copies = photos.filter((photo) => ![sha256Of(good ?? ''), sha256Of(halfway)].includes(photo.sha256));
  const address = await serviceAddress(page);
  for (const copy of copies) {
    const bytes = await (await fetch(new URL(`__emulator/photos/${copy.assignedId}/bytes`, address))).arrayBuffer();
    const picture = await sharp(Buffer.from(bytes)).metadata();
    expect(picture.format).toBe('jpeg');
    expect(Math.max(picture.width, picture.height)).toBeLessThanOrEqual(7_680);
  }

  await goTo(page, 'Photos');
  await page.getByRole('button', { name: 'icon.png, Skipped' }).click();
  // A photo that was left out can be sent, but not by the first button.
  const acts = page.locator('.panel footer > button');
  await expect(acts).toHaveText(['Show in folder', 'Send anyway']);
  await expect(acts.last()).toHaveClass(/quiet/u);
  // A generated picture has no date of its own: its file's time is labelled as such.
  await expect(page.locator('.panel .body .meta').first()).toHaveText(/^File date: /u);
});

test('an album deleted on OK while photos wait is one question, and both answers resolve it', async () => {
  const { page } = launched;
  for (const name of ['one', 'two']) await mkdir(join(base, name), { recursive: true });
  const target = (title: string) => ({ kind: 'new', title, privacy: 'friends' });
  await makeLibrary(join(base, 'one'), 2);
  await makeLibrary(join(base, 'two'), 2, { firstSeed: 300 });
  await ask(page, 'folders.add', { path: join(base, 'one'), target: target('Cottage'), rules: {} });
  await ask(page, 'folders.add', { path: join(base, 'two'), target: target('Sea'), rules: {} });
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(4);
  for (const album of (await arrived(page)).albums) await order(page, 'albums/delete', { aid: album.aid });
  await makeLibrary(join(base, 'one', 'later'), 3, { firstSeed: 500 });
  await makeLibrary(join(base, 'two', 'later'), 3, { firstSeed: 600 });

  await goTo(page, 'Problems');
  const gone = (title: string) =>
    page
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: `The album “${title}” is gone from OK` }) });
  await expect(gone('Cottage')).toBeVisible({ timeout: 60_000 });
  await expect(gone('Sea')).toBeVisible({ timeout: 60_000 });
  await gone('Cottage').getByRole('button', { name: 'Create “Cottage” again' }).click();
  await expect(gone('Cottage')).toHaveCount(0);
  await gone('Sea').getByRole('button', { name: 'Choose an album' }).click();
  await page.locator('.dialog').getByRole('button', { name: 'Send to personal photos' }).click();
  await expect(gone('Sea')).toHaveCount(0);

  await expect
    .poll(
      async () => {
        const { photos, albums } = await arrived(page);
        const cottage = albums.filter((album) => album.title === 'Cottage').map((album) => album.aid);
        return [
          photos.filter((photo) => !photo.deleted && photo.albumId !== null && cottage.includes(photo.albumId)).length,
          photos.filter((photo) => !photo.deleted && photo.albumId === null).length,
        ];
      },
      { timeout: 60_000 },
    )
    .toEqual([3, 3]);
});
