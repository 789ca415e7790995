// «What about this file» for files that are on OK, held, ignored, not watched, or gone.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { makeProblem } from '../fixtures/make-problems.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { ask, goInside, goTo, photosThere, statusOf, willPick } from './person.ts';

let base: string;
let launched: LaunchedApp;

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-explain-'));
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo', '--lang=en'] });
  await goInside(launched.page);
});
test.afterEach(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

/** Asks on the Photos screen; resolves to the dialog that answers. */
async function explained(page: Page, path: string): Promise<Locator> {
  await goTo(page, 'Photos');
  await willPick(launched.app, path);
  await page.getByRole('button', { name: 'What about this file' }).click();
  return page.locator('.dialog');
}

test('each kind of file is explained, and each explanation offers the next step', async () => {
  const { page, app } = launched;
  const folder = join(base, 'Cottage');
  const [good = ''] = await makeLibrary(folder, 2);
  const held = await makeProblem(folder, 'too_small');
  await writeFile(join(folder, 'half.jpg.part'), 'half of a photo');
  const [stranger = ''] = await makeLibrary(join(base, 'elsewhere'), 1, { firstSeed: 90 });
  await ask(page, 'folders.add', { path: folder, target: { kind: 'personal' }, rules: {} });
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(2);
  await expect.poll(() => statusOf(page), { timeout: 30_000 }).toBe('needs_you');

  const dialog = await explained(page, good);
  await expect(dialog).toHaveAccessibleName('Where “photo-00001.jpg” stands');
  await expect(dialog.getByText(/^On OK since /u)).toBeVisible();
  await expect(dialog.getByText('Sent as it is; the file on your disk is unchanged.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Show among the photos' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('complementary', { name: 'Photo photo-00001.jpg' })).toBeVisible();

  // Held: the reason, and the decision at once; the answer follows it.
  await explained(page, held);
  await expect(dialog).toHaveAccessibleName('Where “icon.png” stands');
  await expect(dialog.getByText('Needs your decision')).toBeVisible();
  await expect(dialog.getByText('The picture is smaller than OK accepts.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Leave out' }).click();
  await expect(dialog.getByText('Not sent', { exact: true })).toBeVisible();
  await expect(dialog.getByText('You decided not to send it.')).toBeVisible();

  // Another one from the same dialog: left out by its name, with the pattern.
  await willPick(app, join(folder, 'half.jpg.part'));
  await dialog.getByRole('button', { name: 'Another file' }).click();
  await expect(dialog).toHaveAccessibleName('This file is left out');
  await expect(dialog.getByText('It matches the pattern “*.part”')).toBeVisible();

  // Gone before anybody saw it: the folder it would be found in is named, and looked through on demand.
  await willPick(app, join(folder, 'gone.jpg'));
  await dialog.getByRole('button', { name: 'Another file' }).click();
  await expect(dialog).toHaveAccessibleName('The program has not seen this file yet');
  await dialog.getByRole('button', { name: 'Check the folder now' }).click();
  await expect(dialog).toHaveCount(0);

  // Nobody watches it: adding a folder is one click away, for the folder it lies in.
  await explained(page, stranger);
  await expect(dialog).toHaveAccessibleName('The program does not watch this file');
  await willPick(app, join(base, 'elsewhere'));
  await dialog.getByRole('button', { name: 'Add a folder' }).click();
  await page.locator('.dialog').getByRole('button', { name: 'Send 1 photo and keep watching' }).click();
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(3);
  await explained(page, stranger);
  await expect(dialog).toHaveAccessibleName('Where “photo-00001.jpg” stands');
});
