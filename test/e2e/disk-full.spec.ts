// The disk of the data folder is full: the window says so and what to do, nothing is lost or sent twice, and with
// room again it goes on by itself. Needs a small disk of its own, so it runs where one may be mounted (as root on
// Linux).
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { nothingDoubled } from '../../main/engine/testing/promise-broken.ts';
import { makeLibrary } from '../fixtures/make-photos.ts';
import type { LaunchedApp } from './launch.ts';
import { ask, goTo, sha256Of, statusOf } from './person.ts';
import { launchWith, signInTo, startEmulator, type Emulator } from './service.ts';

let base: string;
let data: string;
let emulator: Emulator;
let launched: LaunchedApp | null = null;

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-full-'));
  data = join(base, 'data');
  mkdirSync(data);
  emulator = await startEmulator();
});
test.afterEach(async () => {
  await launched?.close();
  await emulator.close();
  spawnSync('umount', ['-l', data], { stdio: 'ignore' });
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

test('a full disk is reported with advice, and with free space everything is sent once', async () => {
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', data], { stdio: 'ignore' });
  test.skip(mounted.status !== 0, 'a small disk can be mounted by root on Linux only');
  test.setTimeout(180_000);
  launched = await launchWith(emulator, { userData: data, args: ['--lang=en'] });
  const { page } = launched;
  await signInTo(emulator, launched);
  const folder = join(base, 'Cottage');
  const first = await makeLibrary(folder, 2);
  const target = { kind: 'new', title: 'Cottage', privacy: 'friends' };
  await ask(page, 'folders.add', { path: folder, target, rules: {} });
  await expect.poll(() => emulator.ledger().photos.length, { timeout: 60_000 }).toBe(2);
  await expect.poll(() => statusOf(page)).toBe('ready');

  const ballast = join(data, 'ballast');
  const { bavail, bsize } = statfsSync(data);
  writeFileSync(ballast, Buffer.alloc(bavail * bsize));
  const more = await makeLibrary(join(folder, 'later'), 40, { firstSeed: 200 });
  await ask(page, 'folders.scan', { folderId: null }).catch(() => undefined);
  await goTo(page, 'Overview');
  await expect(page.getByRole('heading', { name: 'Waiting: this computer is out of space' })).toBeVisible({
    timeout: 60_000,
  });
  await expect(page.getByText(/^Free some space:/u)).toBeVisible();

  // Every screen still opens, and a setting that cannot be kept says why.
  for (const name of ['Photos', 'Folders', 'Problems', 'Settings']) {
    await goTo(page, name);
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  }
  await page.getByRole('radio', { name: 'Dark' }).click();
  await expect(page.locator('.toast').getByText(/The disk is full/u)).toBeVisible();

  // With room again it would go on by itself within half a minute; a person need not wait.
  rmSync(ballast);
  await goTo(page, 'Overview');
  await page.getByRole('button', { name: 'Try now' }).click();
  await expect.poll(() => emulator.ledger().photos.length, { timeout: 120_000 }).toBe(42);
  await expect(page.getByRole('heading', { name: 'Everything is on OK' })).toBeVisible({ timeout: 60_000 });
  const ledger = emulator.ledger();
  nothingDoubled(ledger);
  const { photos, summary } = ledger;
  expect(photos.map((photo) => photo.sha256).sort()).toEqual([...first, ...more].map(sha256Of).sort());
  expect(summary).toMatchObject({ albums: 1 });
});
