// Pictures under other names: one group per folder, one decision that becomes its rule, and the question at a drop.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary, photoBytes } from '../fixtures/make-photos.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { ask, goInside, goTo, photosThere, willPick } from './person.ts';

let base: string;
let launched: LaunchedApp;

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-unnamed-'));
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo', '--lang=en'] });
  await goInside(launched.page);
});
test.afterEach(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

let seed = 500;
async function hide(...names: string[]): Promise<string[]> {
  const paths: string[] = [];
  for (const name of names) {
    const path = join(base, name);
    await mkdir(join(path, '..'), { recursive: true });
    seed += 1;
    await writeFile(path, await photoBytes({ format: 'jpeg', width: 320, height: 240, seed }));
    paths.push(path);
  }
  return paths;
}

test('one decision per folder sends such files or leaves them out, and becomes its rule', async () => {
  const { page } = launched;
  await makeLibrary(join(base, 'Camera'), 1);
  await hide('Camera/recovered0001', 'Camera/IMG_5.jpg.2', 'Cache/f_00a1');
  for (const name of ['Camera', 'Cache'])
    await ask(page, 'folders.add', { path: join(base, name), target: { kind: 'personal' }, rules: {} });
  await goTo(page, 'Problems');
  const group = (title: string) =>
    page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) });
  const camera = group('2 files in “Camera” hold pictures');
  const cache = group('1 file in “Cache” holds a picture');
  await expect(camera).toBeVisible({ timeout: 60_000 });
  await expect(cache).toBeVisible({ timeout: 60_000 });
  await camera.getByRole('button', { name: 'Send such files' }).click();
  await cache.getByRole('button', { name: 'Leave such files out' }).click();
  await expect(camera).toHaveCount(0);
  await expect(cache).toHaveCount(0);
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(3);

  await goTo(page, 'Folders');
  const row = page.getByRole('listitem').filter({ hasText: 'Cache' });
  await row.getByRole('button').last().click();
  await page.getByRole('menuitem', { name: 'Album and rules' }).click();
  await expect(page.getByRole('radio', { name: 'leave out' })).toBeChecked();
});

test('dropped with their folder they are listed, and sent after one more click', async () => {
  const { page } = launched;
  await makeLibrary(join(base, 'Stick'), 2);
  await hide('Stick/FILE0007');
  // A folder in place of photos goes the way of a drop, and no input gives a page a real folder.
  await willPick(launched.app, join(base, 'Stick'));
  await page
    .getByRole('button', { name: /^(Add|Choose) photos/u })
    .first()
    .click();
  await page.locator('.dialog').getByRole('button', { name: 'Send to personal photos' }).click();
  const toast = page.locator('.toast').filter({ hasText: 'FILE0007' });
  await expect(toast).toContainText('not named like one', { timeout: 30_000 });
  await toast.hover();
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(2);
  await toast.getByRole('button', { name: 'Send' }).click();
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(3);
});
