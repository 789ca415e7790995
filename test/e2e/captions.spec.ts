// Captions in the window: the folder's rule, a photo's own words before it is sent, and a change on OK afterwards.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { withJpegHeaders } from '../fixtures/exif-block.ts';
import { photoBytes } from '../fixtures/make-photos.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { arrived, goInside, goTo, willPick } from './person.ts';

let base: string;
let launched: LaunchedApp;

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-captions-'));
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo', '--lang=en'] });
  await goInside(launched.page);
});
test.afterEach(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

async function put(folder: string, name: string, caption: string): Promise<void> {
  const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:description="${caption}"/></rdf:RDF></x:xmpmeta>`;
  const jpeg = await photoBytes({ width: 400, height: 300, seed: name.length });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), withJpegHeaders(jpeg, null, null, xmp));
}

const captions = async (page: Page): Promise<string[]> => {
  const ledger = (await arrived(page).catch(() => ({ photos: [] }))) as { photos: { comment?: string }[] };
  return ledger.photos.map(({ comment }) => comment ?? '').sort();
};

test('captions of files go by the folder’s rule, can be changed before, and afterwards on request', async () => {
  const { page } = launched;
  const folder = join(base, 'By the sea');
  await put(folder, 'boat.jpg', 'A boat by the river');
  await put(folder, 'lighthouse.jpg', 'OLYMPUS DIGITAL CAMERA');
  await goTo(page, 'Folders');
  await willPick(launched.app, folder);
  await page.getByRole('button', { name: 'Add a folder' }).first().click();
  const dialog = page.locator('.dialog');
  await dialog.getByRole('button', { name: 'More rules' }).click();
  await dialog
    .getByRole('radiogroup', { name: 'Caption of each photo on OK' })
    .getByRole('radio', { name: 'from the file' })
    .click();
  await dialog.getByRole('checkbox', { name: 'Show me new photos before sending' }).click();
  await dialog.getByRole('button', { name: 'Show me 2 photos and keep watching' }).click();

  await goTo(page, 'Overview');
  await page.getByRole('button', { name: 'Look at 2 photos' }).click({ timeout: 60_000 });
  const panel = page.getByRole('complementary', { name: 'Photo lighthouse.jpg' });
  await page.getByRole('button', { name: 'lighthouse.jpg, To review', exact: true }).click();
  await expect(panel.getByText('No caption', { exact: true })).toBeVisible();
  await panel.getByRole('button', { name: 'Change the caption' }).click();
  await panel.getByRole('textbox', { name: 'Caption' }).fill('  The   lighthouse 🌊\nat night ');
  await panel.getByRole('button', { name: 'Save' }).click();
  await expect(panel.getByText('Caption (yours): The lighthouse 🌊')).toBeVisible();
  await panel.getByRole('button', { name: 'Send', exact: true }).click();
  await expect.poll(() => captions(page), { timeout: 30_000 }).toEqual(['The lighthouse 🌊\nat night']);

  const boat = page.getByRole('complementary', { name: 'Photo boat.jpg' });
  await page.getByRole('button', { name: 'boat.jpg, To review', exact: true }).click();
  await expect(boat.getByText('Caption (from the file): A boat by the river')).toBeVisible();
  // What is being typed goes, too.
  await boat.getByRole('button', { name: 'Change the caption' }).click();
  await boat.getByRole('textbox', { name: 'Caption' }).fill('A boat by the river bank');
  await boat.getByRole('button', { name: 'Send', exact: true }).click();
  const both = ['A boat by the river bank', 'The lighthouse 🌊\nat night'];
  await expect.poll(() => captions(page), { timeout: 30_000 }).toEqual(both);

  // On OK it stays what it was until the person sends the new one.
  await goTo(page, 'Photos');
  await page.getByRole('button', { name: 'boat.jpg, On OK', exact: true }).click();
  await expect(boat.getByText('Caption on OK: A boat by the river bank')).toBeVisible();
  await boat.getByRole('button', { name: 'Change the caption' }).click();
  await boat.getByRole('textbox', { name: 'Caption' }).fill('A boat');
  await page.keyboard.press('Escape');
  await expect(boat.getByText('Caption on OK: A boat by the river bank')).toBeVisible();
  await boat.getByRole('button', { name: 'Change the caption' }).click();
  await boat.getByRole('textbox', { name: 'Caption' }).fill('A boat');
  await boat.getByRole('button', { name: 'Save' }).click();
  await expect(boat.getByText('New caption, not on OK yet: A boat')).toBeVisible();
  expect(await captions(page)).toEqual(both);
  await boat.getByRole('button', { name: 'Change it on OK' }).click();
  await expect.poll(() => captions(page), { timeout: 30_000 }).toEqual(['A boat', 'The lighthouse 🌊\nat night']);
  await expect(boat.getByText('Caption on OK: A boat')).toBeVisible();
});
