// The whole program by keyboard: sidebar, adding a folder, its menu, the grid, one photo, settings. Focus is never
// lost.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { ask, photosThere, statusOf, willPick } from './person.ts';

let base: string;
let launched: LaunchedApp;

test.beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-keys-'));
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo', '--lang=en'] });
});
test.afterAll(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

/** Tab until this is where the keyboard is. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`60 presses of ${key} do not lead to ${String(target)}`);
}

test('everything can be done by keyboard, and whatever closes returns the focus to its opener', async () => {
  const { page, app } = launched;
  const folder = join(base, 'Summer');
  await makeLibrary(folder, 24);
  const side = (name: string) =>
    page
      .locator('.side')
      .getByRole('button', { name: new RegExp(`^${name}`, 'u') })
      .first();

  await tabTo(page, page.getByRole('button', { name: 'Later' }));
  await page.keyboard.press('Enter');
  await ask(page, 'settings.change', { language: 'en' });

  await tabTo(page, side('Folders'));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Folders', level: 1 })).toBeVisible();

  // A dialog: opened, left by Escape, opened again and carried out.
  await willPick(app, folder);
  const add = page.getByRole('button', { name: 'Add a folder' }).first();
  await tabTo(page, add);
  await page.keyboard.press('Enter');
  const dialog = page.locator('.dialog');
  await expect(dialog).toBeVisible();
  await expect.poll(() => dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  // Tab stays inside. At the ends the focus is led back within a frame, so the question is where it comes to rest.
  for (let presses = 0; presses < 25; presses++) {
    await page.keyboard.press('Tab');
    await expect.poll(() => dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(add).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  await tabTo(page, dialog.getByRole('textbox', { name: 'Album title' }));
  await page.keyboard.press('Control+A');
  await page.keyboard.type('By keys');
  const whoSees = dialog.getByRole('combobox', { name: 'Who can see' });
  await tabTo(page, whoSees);
  await page.keyboard.press('Enter');
  // A busy machine opens the list after the key: an arrow pressed before that moves nothing.
  const offered = (name: string) => page.getByRole('option', { name });
  await expect(offered('Only you')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(offered('Friends can see')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(whoSees).toContainText('Friends can see');
  await tabTo(page, dialog.getByRole('button', { name: 'Send 24 photos and keep watching' }));
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(24);
  const albums = (await ask(page, 'albums.list')) as { title: string; privacy: string }[];
  expect(albums.find((album) => album.title === 'By keys')?.privacy).toBe('friends');

  // A menu: arrows, Escape back to its button.
  const actions = page.getByRole('button', { name: /^Actions for the folder/u });
  await tabTo(page, actions);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  await expect(actions).toBeFocused();

  // The grid is one stop of Tab; arrows move inside.
  await expect.poll(() => statusOf(page), { timeout: 30_000 }).toBe('ready');
  await tabTo(page, side('Photos'), 'Shift+Tab');
  await page.keyboard.press('Enter');
  const tile = (place: number) => page.locator(`[data-photo="${place}"]`);
  await tabTo(page, tile(0));
  await page.keyboard.press('ArrowRight');
  await expect(tile(1)).toBeFocused();
  await page.keyboard.press('End');
  await expect(tile(23)).toBeFocused();
  await page.keyboard.press('Home');
  await expect(tile(0)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  const focused = page.locator('[data-photo]:focus');
  const place = Number(await focused.getAttribute('data-photo'));
  expect(place).toBeGreaterThan(1);
  await page.keyboard.press('Enter');
  const panel = page.getByRole('complementary', { name: /^Photo photo-/u });
  await expect(panel).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(tile(place)).toBeFocused();

  // Search by its shortcut; a filter; a settings page; hours without a mouse.
  await page.keyboard.press('Control+F');
  await expect(page.getByRole('searchbox').or(page.getByRole('textbox')).first()).toBeFocused();
  await page.keyboard.type('photo-00007');
  await expect(tile(1)).toHaveCount(0);
  await expect(tile(0)).toBeVisible();
  await tabTo(page, side('Settings'), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Network' }));
  await page.keyboard.press('Space');
  const monday = page.getByRole('gridcell', { name: /^Monday, 0:00/u });
  await tabTo(page, monday);
  await page.keyboard.press('Space');
  await expect(monday).toHaveAccessibleName(/Polite/u);
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByRole('gridcell', { name: /^Monday, 1:00.*Polite/u })).toBeFocused();
  const { sending } = (await ask(page, 'settings.get')) as { sending: { hours: string } };
  expect(sending.hours.startsWith('ppf')).toBe(true);
});
