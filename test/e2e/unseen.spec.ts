// Paths that could not be read, on every screen: first start, Overview, folder row, explained file; and a drive that
// is disconnected.
import { mkdir, mkdtemp, rename, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { canBeTooLong, makeTooDeep, removeTooDeep } from '../../main/engine/testing/beyond-reach.ts';
import { makeLibrary, makePhoto } from '../fixtures/make-photos.ts';
import type { LaunchedApp } from './launch.ts';
import { ask, goTo, statusOf, willPick } from './person.ts';
import { launchWith, signInTo, startEmulator, type Emulator } from './service.ts';

let base: string;
let folder: string;
let emulator: Emulator;
let launched: LaunchedApp;

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-unseen-'));
  folder = join(base, 'Cottage');
  await mkdir(folder);
  emulator = await startEmulator();
  launched = await launchWith(emulator, { userData: join(base, 'data'), args: ['--lang=en'] });
  await signInTo(emulator, launched);
});
test.afterEach(async () => {
  await launched.close();
  await emulator.close();
  if (canBeTooLong) removeTooDeep(folder);
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

const add = (): Promise<unknown> =>
  ask(launched.page, 'folders.add', {
    path: folder,
    target: { kind: 'new', title: 'Cottage', privacy: 'friends' },
    rules: {},
  });

test('a path that cannot be read is reported on every screen where a person may look for it', async () => {
  test.skip(!canBeTooLong, 'no path is too long for a folder there');
  const { page, app } = launched;
  await makeLibrary(folder, 2);
  makeTooDeep(folder);

  // Before it is added.
  await goTo(page, 'Folders');
  await willPick(app, folder);
  await page.getByRole('button', { name: 'Add a folder' }).first().click();
  await expect(page.getByRole('dialog').getByText(/could not be read: the path is too long/u)).toBeVisible();
  await page.keyboard.press('Escape');

  await add();
  await expect.poll(() => emulator.ledger().photos.length, { timeout: 60_000 }).toBe(2);
  await goTo(page, 'Overview');
  await expect(page.getByRole('heading', { name: 'All photos found are on OK' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('heading', { name: 'Everything is on OK' })).toHaveCount(0);
  await goTo(page, 'Folders');
  await expect(page.getByText(/could not be read: the path is too long\. Photos in it are not sent\./u)).toBeVisible();
});

test('unchecked photos of a disconnected drive are shown as waiting on every screen, and are sent when it is back', async () => {
  const { page } = launched;
  const path = join(folder, 'one.jpg');
  await makePhoto({ path, width: 640, height: 480, seed: 3 });
  // Ahead of every clock: it may still be changing, and is not read for a while.
  await utimes(path, new Date(Date.UTC(2300, 0, 1)), new Date(Date.UTC(2300, 0, 1)));
  await add();
  // Not before the photo is known: a scan that has found nothing yet is «checking», too.
  const checking = async (): Promise<number> =>
    ((await ask(page, 'snapshot.get')) as { counts: { checking: number } }).counts.checking;
  await expect.poll(checking).toBe(1);
  await rename(folder, `${folder} away`);
  await ask(page, 'folders.scan', { folderId: null });
  await expect.poll(() => statusOf(page)).toBe('waiting drive_off');
  await goTo(page, 'Overview');
  await expect(page.getByRole('heading', { name: 'Waiting: the drive is not connected' })).toBeVisible();
  await expect(page.getByText('1 photo waits: the drive with “Cottage” is not connected')).toBeVisible();
  await goTo(page, 'Folders');
  await expect(page.getByRole('button', { name: '1 photo waits' })).toBeVisible();
  await expect(page.getByText('being checked')).toHaveCount(0);
  await rename(`${folder} away`, folder);
  await expect.poll(() => emulator.ledger().photos.length, { timeout: 90_000 }).toBe(1);
  await goTo(page, 'Overview');
  await expect(page.getByRole('heading', { name: 'Everything is on OK' })).toBeVisible({ timeout: 60_000 });
});
