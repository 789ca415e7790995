// The default for removing the place holds for photos by every way into the window; it is shown where the album is
// chosen and can be changed there.
import { mkdir, mkdtemp, readFile, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { tellsPlace } from '../../main/engine/testing/published.ts';
import { makePhoto } from '../fixtures/make-photos.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { arrived, ask, dropFiles, goInside, goTo, photosThere, serviceAddress, willPick } from './person.ts';
import { secondStart } from './second-start.ts';

let base: string;
let launched: LaunchedApp;

test.beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-defaults-'));
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo', '--lang=en'] });
});
test.afterAll(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

let made = 0;
async function photoWithPlace(folder = base): Promise<string> {
  made += 1;
  const path = join(folder, `placed-${made}.jpg`);
  await mkdir(folder, { recursive: true });
  await makePhoto({ path, width: 400, height: 300, seed: made, gps: { latitude: 55.75, longitude: 37.62 } });
  const then = new Date(Date.now() - 3_600_000);
  await utimes(path, then, then);
  expect(tellsPlace(await readFile(path))).toBe(true);
  return path;
}

/** Whether each photo that has arrived tells its place. */
async function told(count: number): Promise<boolean[]> {
  const { page } = launched;
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(count);
  const { photos } = await arrived(page);
  const address = await serviceAddress(page);
  return Promise.all(
    photos.map(async ({ assignedId }) =>
      tellsPlace(Buffer.from(await (await fetch(`${address}photo/${assignedId}`)).arrayBuffer())),
    ),
  );
}

test('the place is removed from photos by every way in, until the person changes the setting or the answer', async () => {
  const { page, app } = launched;
  await goInside(page);
  const question = page.getByRole('dialog', { name: 'Where to send' });
  const tick = question.getByRole('checkbox', { name: 'Remove the place it was taken' });
  const send = question.getByRole('button', { name: 'Send to personal photos' });
  const none = (count: number): boolean[] => Array<boolean>(count).fill(false);

  // Let go over an album: said while it is held.
  await dropFiles(page, [await photoWithPlace()], (where) => where.locator('.target').first(), { letGo: false });
  await expect(page.locator('.drop')).toContainText('The place is removed from these photos');
  await page.locator('.target').first().dispatchEvent('dragleave');
  await page.reload();
  await dropFiles(page, [await photoWithPlace()], (where) => where.locator('.target').first());
  expect(await told(1)).toEqual(none(1));

  // A second start with files.
  expect(await secondStart(launched, await photoWithPlace())).toBe(0);
  await expect(tick).toBeChecked();
  await send.click();
  expect(await told(2)).toEqual(none(2));

  // «Open with» of macOS, and the tray, tell the running program.
  const opened = await photoWithPlace();
  await app.evaluate(
    ({ app: running }, path) => void running.emit('open-file', { preventDefault: () => undefined }, path),
    opened,
  );
  await expect(tick).toBeChecked();
  await send.click();
  expect(await told(3)).toEqual(none(3));

  // The system's dialog.
  await willPick(app, await photoWithPlace());
  await page.getByRole('button', { name: 'Add photos' }).first().click();
  await expect(tick).toBeChecked();
  await send.click();
  expect(await told(4)).toEqual(none(4));

  // A folder.
  await photoWithPlace(join(base, 'Cottage'));
  await goTo(page, 'Folders');
  await willPick(app, join(base, 'Cottage'));
  await page.getByRole('button', { name: 'Add a folder' }).first().click();
  const form = page.getByRole('dialog', { name: 'Folder “Cottage”' });
  await expect(form.getByRole('checkbox', { name: 'Remove the place it was taken' })).toBeChecked();
  await form.getByRole('button', { name: /^Send 1 photo/u }).click();
  expect(await told(5)).toEqual(none(5));

  // Another word for these photos alone.
  expect(await secondStart(launched, await photoWithPlace())).toBe(0);
  await tick.click();
  await send.click();
  expect((await told(6)).filter(Boolean).length).toBe(1);
  expect(await secondStart(launched, await photoWithPlace())).toBe(0);
  await expect(tick).toBeChecked();
  await send.click();
  expect((await told(7)).filter(Boolean).length).toBe(1);

  // Another default holds for what comes next, and changes no folder that is there.
  await goTo(page, 'Settings');
  await page.getByRole('button', { name: 'Privacy' }).click();
  await page.getByRole('switch', { name: 'Remove the place it was taken' }).click();
  await expect(page.getByText('1 folder has other rules.')).toBeVisible();
  await page.getByRole('combobox', { name: 'Who sees new albums' }).click();
  await page.getByRole('option', { name: 'Friends can see' }).click();
  expect(await ask(page, 'folders.list')).toMatchObject([{ rules: { removeGps: true } }]);
  expect(await secondStart(launched, await photoWithPlace())).toBe(0);
  await expect(tick).not.toBeChecked();
  await question.getByRole('combobox', { name: 'Where to' }).click();
  await page.getByRole('option', { name: /^Another|^New album/u }).click();
  await expect(question.getByRole('combobox', { name: 'Who can see' })).toContainText('Friends can see');
  await question.getByRole('textbox', { name: 'Album title' }).fill('Friends of ours');
  await question.getByRole('button', { name: 'Send to “Friends of ours”' }).click();
  expect((await told(8)).filter(Boolean).length).toBe(2);
});
