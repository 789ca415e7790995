// A title that exists already: the window says so while it is typed, with who sees the album. Nothing is created or
// sent before the person has chosen.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { arrived, ask, goInside, goTo, photosThere, willPick } from './person.ts';
import { secondStart } from './second-start.ts';

let base: string;
let launched: LaunchedApp;

test.beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-titles-'));
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo', '--lang=en'] });
});
test.afterAll(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

let seed = 0;
async function photos(folder: string, count: number): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  return makeLibrary(folder, count, { width: 200, height: 150, firstSeed: (seed += 20) });
}
/** Titles of the albums, each with how many photos stand in it. */
async function albums(): Promise<[string, number][]> {
  const { albums: all, photos: sent } = await arrived(launched.page);
  return all.map(({ aid, title }) => [title, sent.filter(({ albumId }) => albumId === aid).length]);
}

test('a title that exists in another spelling is asked about at a drop: the person uses that album, makes another, or nothing is sent', async () => {
  const { page } = launched;
  await goInside(page);
  const path = join(base, 'first');
  await photos(path, 2);
  const target = { kind: 'new', title: 'Йога 2024', privacy: 'friends' };
  await ask(page, 'folders.add', { path, target, rules: {} });
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(2);

  const question = page.getByRole('dialog', { name: 'Where to send' });
  const type = async (title: string): Promise<void> => {
    const [photo = ''] = await photos(join(base, `drop-${seed}`), 1);
    expect(await secondStart(launched, photo)).toBe(0);
    await question.getByRole('combobox', { name: 'Where to' }).click();
    await page.getByRole('option', { name: /^Another|^New album/u }).click();
    await question.getByRole('textbox', { name: 'Album title' }).fill(title);
  };
  await type('йога  2024'.normalize('NFD'));
  await expect(question).toContainText('There is an album “Йога 2024”: friends can see, 2 photos.');
  await expect(question).toContainText('More people see it than you chose.');
  await question.getByRole('button', { name: /^Send to/u }).click();
  await expect(question).toContainText('Choose: into this album, or into another one');
  expect(await albums()).toEqual([['Йога 2024', 2]]);
  await question.getByRole('button', { name: 'Use it' }).click();
  await question.getByRole('button', { name: 'Send to “Йога 2024”' }).click();
  await expect.poll(albums, { timeout: 60_000 }).toEqual([['Йога 2024', 3]]);

  await type('ЙОГА 2024');
  await question.getByRole('button', { name: 'Make another one' }).click();
  await expect(question).toContainText('There will be another album of this title.');
  await question.getByRole('button', { name: 'Send to “ЙОГА 2024”' }).click();
  await expect.poll(albums, { timeout: 60_000 }).toEqual([
    ['Йога 2024', 3],
    ['ЙОГА 2024', 1],
  ]);
});

test('a folder that is named like an album asks at once, and so do its subfolders', async () => {
  const { page, app } = launched;
  const path = join(base, 'йога 2024');
  await photos(path, 1);
  await photos(join(path, 'Йога 2024'), 1);
  await goTo(page, 'Folders');
  await willPick(app, path);
  await page.getByRole('button', { name: 'Add a folder' }).first().click();
  const form = page.getByRole('dialog', { name: 'Folder “йога 2024”' });
  await expect(form).toContainText('There are 2 albums of this title:');
  await form.getByRole('button', { name: /^Send 2 photos/u }).click();
  await expect(form).toContainText('Choose: into this album, or into another one');

  await form.getByRole('combobox', { name: 'Where to' }).click();
  await page
    .getByRole('option', { name: /per subfolder|An album/u })
    .first()
    .click();
  await expect(form).toContainText('of these albums');
  await form.getByRole('button', { name: /^Send 2 photos/u }).click();
  await expect(form).toBeVisible();
  await form.getByRole('button', { name: 'Make new ones' }).click();
  await form.getByRole('button', { name: /^Send 2 photos/u }).click();
  await expect.poll(async () => (await albums()).length, { timeout: 60_000 }).toBe(4);
  expect((await albums()).slice(0, 2)).toEqual([
    ['Йога 2024', 3],
    ['ЙОГА 2024', 1],
  ]);

  // The same title in «change».
  await page
    .getByRole('button', { name: /Actions|More/u })
    .last()
    .click();
  await page
    .getByRole('menuitem', { name: /Album and rules|rules/u })
    .first()
    .click();
  const change = page.getByRole('dialog', { name: /album and rules/u });
  await change.getByRole('combobox', { name: 'Where to' }).click();
  await page.getByRole('option', { name: /^Another|^New album/u }).click();
  await change.getByRole('textbox', { name: 'Album title' }).fill('Йога 2024 ');
  await change.getByRole('button', { name: 'Save' }).click();
  await expect(change).toContainText('Choose: into this album, or into another one');
});
