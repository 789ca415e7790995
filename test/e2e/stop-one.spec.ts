// Stopping one photo during sending, by button and by key; «Send after all» sends it again.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { arrived, ask, goInside, goTo, order, photosThere, sha256Of, statusOf } from './person.ts';

let base: string;
let launched: LaunchedApp;

test.beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-stop-'));
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo', '--lang=en'] });
});
test.afterAll(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

test('a photo stopped during sending is not sent, and «Send after all» sends it once', async () => {
  const { page } = launched;
  const folder = join(base, 'Summer');
  const paths = await makeLibrary(folder, 5);
  const sha = (name: string): string => sha256Of(join(folder, name));
  const shasThere = async (): Promise<string[]> => (await arrived(page)).photos.map((photo) => photo.sha256).sort();
  await goInside(page);

  // The bytes of the first two do not get on; the others pass them by.
  await order(page, 'faults', { method: 'upload', bandwidthIn: 1, times: 2 });
  await ask(page, 'folders.add', { path: folder, target: { kind: 'personal' }, rules: {} });
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(3);
  const lanes = page.locator('.lane');
  await expect(lanes).toHaveCount(2);
  const [one = '', other = ''] = await page.locator('.lane .lane-name .block').allTextContents();
  const others = paths.map(sha256Of).filter((each) => each !== sha(one) && each !== sha(other));

  await page.getByRole('button', { name: `Do not send ${one}` }).click();
  const toast = (name: string) =>
    page.locator('.toast').filter({ hasText: `${name} will not be sent. The file stays on your disk.` });
  // What is said stays while the mouse is over it.
  await toast(one).hover();
  await expect(lanes).toHaveCount(1);
  await expect(page.locator('.lane-block')).toBeFocused();
  await lanes.first().focus();
  await page.keyboard.press('Delete');
  await expect(toast(other)).toBeVisible();
  await expect(lanes).toHaveCount(0);
  // With the last lane the focused element disappears: the focus moves to the status sentence.
  await expect(page.locator('.status h2')).toBeFocused();
  await expect.poll(() => statusOf(page), { timeout: 30_000 }).toBe('ready');
  expect(await shasThere()).toEqual([...others].sort());

  await toast(one).getByRole('button', { name: 'Send after all' }).click();
  await expect.poll(shasThere, { timeout: 30_000 }).toEqual([...others, sha(one)].sort());
  await expect.poll(() => statusOf(page), { timeout: 30_000 }).toBe('ready');

  // The other one stays where it is, and can be sent later, too.
  await goTo(page, 'Photos');
  await page.getByRole('button', { name: `${other}, Skipped` }).click();
  await page.locator('.panel').getByRole('button', { name: 'Send anyway' }).click();
  await expect.poll(shasThere, { timeout: 30_000 }).toEqual(paths.map(sha256Of).sort());
});
