// Another application of OK in the real window: the person is asked whether it is the same account, the answer is
// looked at, and folders and history go on.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { nothingDoubled } from '../../main/engine/testing/promise-broken.ts';
import { makeLibrary, makePhoto } from '../fixtures/make-photos.ts';
import type { LaunchedApp } from './launch.ts';
import { ask, goTo } from './person.ts';
import { accountOf, blankPage, launchWith, signInTo, signInWindow, startEmulator, type Emulator } from './service.ts';

const other = { id: '512000000077', key: 'COTHERKEYBABABABA' };

let emulator: Emulator;
let launched: LaunchedApp;
let base: string;

test.beforeEach(async () => {
  emulator = await startEmulator();
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-'));
  launched = await launchWith(emulator, { userData: join(base, 'data') });
});
test.afterEach(async () => {
  const ledger = emulator.ledger();
  await launched.close();
  await emulator.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
  nothingDoubled(ledger);
});

test('«yes, it is me» is looked at, and the library goes on under the other id without sending anything twice', async () => {
  const { page, app } = launched;
  await signInTo(emulator, launched);
  const folder = join(base, 'Дача');
  await makeLibrary(folder, 2, { width: 320, height: 240 });
  await ask(page, 'folders.add', {
    path: folder,
    target: { kind: 'titled', title: 'Дача', privacy: 'friends' },
    rules: {},
  });
  await expect.poll(() => emulator.ledger().photos.length, { timeout: 30_000 }).toBe(2);

  emulator.set({ otherApplications: [other], userIdPerApplication: true });
  await ask(page, 'account.changeApplication', { id: other.id, publicKey: other.key, redirect: blankPage });
  await goTo(page, 'Settings');
  await page.getByText('Account', { exact: true }).click();
  // What was allowed before is remembered: the window closes by itself.
  const window = await signInWindow(app, () => ask(page, 'account.signIn', { way: 'window' })).catch(() => null);
  await window
    ?.getByRole('button', { name: 'Разрешить' })
    .click({ timeout: 3_000 })
    .catch(() => undefined);
  await expect(page.getByText('Is this the same OK account?')).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText(/You signed in as Анна Соколова through another application/u)).toBeVisible();
  await page.getByRole('button', { name: 'Yes, it is me' }).click();

  await expect.poll(async () => (await accountOf(page)).userId, { timeout: 30_000 }).toMatch(/^58\d{10}$/u);
  const { userId, signIn } = await accountOf(page);
  expect(signIn).toMatchObject({ signedIn: true });
  await expect.poll(() => readdir(join(base, 'data', 'accounts'))).toEqual([userId]);
  await makePhoto({ path: join(folder, 'later.jpg'), width: 320, height: 240, seed: 70 });
  await expect.poll(() => emulator.ledger().photos.length, { timeout: 30_000 }).toBe(3);
  expect(emulator.ledger().albums).toHaveLength(1);
});
