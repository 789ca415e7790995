// Reviewing new photos: they wait until the person has decided, by mouse or keyboard, also over a restart.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { arrived, ask, goInside, goTo, photosThere, sha256Of, willPick } from './person.ts';

let base: string;
let launched: LaunchedApp;

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-review-'));
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo', '--lang=en'] });
  await goInside(launched.page);
});
test.afterEach(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

const countsOf = async (page: Page): Promise<Record<string, number>> =>
  ((await ask(page, 'snapshot.get').catch(() => ({ counts: {} }))) as { counts: Record<string, number> }).counts;
const tile = (page: Page, name: string) =>
  page.getByRole('gridcell').filter({ has: page.locator(`[title="${name}"]`) });
const photo = (page: Page, name: string, state: string) =>
  page.getByRole('button', { name: `${name}, ${state}`, exact: true });
/** Sorted, so that order of arrival does not matter. */
const shasThere = async (page: Page): Promise<string[]> => {
  const ledger = await arrived(page).catch(() => ({ photos: [] }));
  return ledger.photos.map((one) => one.sha256).sort();
};

test('photos of a folder that shows them first wait; a click and keys send some and leave some out, and a restart keeps both', async () => {
  let { page } = launched;
  const folder = join(base, 'From the phone');
  const paths = await makeLibrary(folder, 6);
  const shas = (...numbers: number[]): string[] => numbers.map((one) => sha256Of(paths[one - 1] ?? '')).sort();

  await goTo(page, 'Folders');
  await willPick(launched.app, folder);
  await page.getByRole('button', { name: 'Add a folder' }).first().click();
  const dialog = page.locator('.dialog');
  await dialog.getByRole('button', { name: 'More rules' }).click();
  await dialog.getByRole('checkbox', { name: 'Show me new photos before sending' }).click();
  await dialog.getByRole('button', { name: 'Show me 6 photos and keep watching' }).click();

  await goTo(page, 'Overview');
  await page.getByRole('button', { name: 'Look at 6 photos' }).click({ timeout: 60_000 });
  const bar = page.getByRole('region', { name: 'To review' });
  await expect(bar.getByText('6 photos wait for you to look at them')).toBeVisible();
  expect(await photosThere(page)).toBe(0);

  // By mouse: the newest is sent, the one beside it left out.
  await tile(page, 'photo-00006.jpg').hover();
  await page.getByRole('button', { name: 'Send photo-00006.jpg' }).click();
  await tile(page, 'photo-00005.jpg').hover();
  await page.getByRole('button', { name: 'Leave out photo-00005.jpg' }).click();
  await expect.poll(() => countsOf(page), { timeout: 30_000 }).toMatchObject({ done: 1, skipped: 1, review: 4 });
  await expect(bar.getByText('4 photos wait for you to look at them')).toBeVisible();

  // By key, and the next photo is active at once.
  await photo(page, 'photo-00004.jpg', 'To review').focus();
  await page.keyboard.press('x');
  await expect(photo(page, 'photo-00003.jpg', 'To review')).toBeFocused();
  await expect.poll(() => countsOf(page), { timeout: 30_000 }).toMatchObject({ skipped: 2, review: 3 });
  await expect(photo(page, 'photo-00003.jpg', 'To review')).toBeFocused();
  await page.keyboard.press('a');
  await expect.poll(() => shasThere(page), { timeout: 30_000 }).toEqual(shas(3, 6));
  await expect.poll(() => countsOf(page)).toMatchObject({ done: 2, skipped: 2, review: 2 });

  await launched.close();
  launched = await launchApp({ userData: join(base, 'data'), args: ['--lang=en'] });
  ({ page } = launched);
  await page.getByRole('button', { name: 'Look at 2 photos' }).click({ timeout: 30_000 });
  await expect(photo(page, 'photo-00002.jpg', 'To review')).toBeVisible();
  await expect.poll(() => shasThere(page)).toEqual(shas(3, 6));

  // What comes later waits, too; picked ones are decided together, and leaving out many asks first.
  const later = await makeLibrary(join(folder, 'later'), 2, { firstSeed: 700 });
  await ask(page, 'folders.scan', { folderId: null });
  await expect.poll(() => countsOf(page), { timeout: 60_000 }).toMatchObject({ review: 4 });
  await expect(page.getByText('4 photos wait for you to look at them')).toBeVisible();
  // Keys act on the photo that has the focus, also when it was not led there by keys.
  await page.locator('[data-photo="2"]').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByText('2 photos chosen')).toBeVisible();
  await expect(page.locator('.reviewable[aria-selected="true"] [data-photo="2"]')).toBeVisible();
  await expect(page.locator('[data-photo="3"]')).toBeFocused();
  await page.getByRole('button', { name: 'Clear the choice' }).click();
  for (const name of ['photo-00001.jpg', 'photo-00002.jpg']) {
    const one = page.locator('.reviewable').filter({ has: page.locator(`[title="${name}"]`) });
    await one.first().hover();
    await one
      .first()
      .getByRole('button', { name: `Choose ${name}` })
      .click();
  }
  await expect(page.getByText('2 photos chosen')).toBeVisible();
  await page.getByRole('button', { name: 'Leave out 2 photos' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Keep looking' }).click();
  await page.getByRole('button', { name: 'Clear the choice' }).click();
  await page.getByRole('button', { name: 'Send all 4' }).click();
  await expect
    .poll(() => shasThere(page), { timeout: 60_000 })
    .toEqual([...shas(1, 2, 3, 6), ...later.map(sha256Of)].sort());
  await expect(page.getByText('No such photos at the moment')).toBeVisible();

  // Left out is left out: among the skipped ones, to be sent later if wanted.
  await page.getByRole('button', { name: /^Skipped\s*2/u }).click();
  await photo(page, 'photo-00005.jpg', 'Skipped').click();
  await page.locator('.panel').getByRole('button', { name: 'Send anyway' }).click();
  await expect.poll(async () => (await shasThere(page)).includes(shas(5)[0] ?? ''), { timeout: 30_000 }).toBe(true);
  expect(await photosThere(page)).toBe(7);
});
