// Signing in during the first start on a computer without a keychain, with all requests through the system’s proxy.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startConnectProxy } from '../../main/ok/testing/connect-proxy.ts';
import { makeLibrary } from '../fixtures/make-photos.ts';
import type { LaunchedApp } from './launch.ts';
import { ask, sha256Of, statusOf } from './person.ts';
import { accountOf, blankPage, launchWith, nameApplication, signInWindow, startEmulator } from './service.ts';
import type { Emulator } from './service.ts';

// Elsewhere there is always a keychain. The second test goes on where the first one ends.
test.skip(process.platform !== 'linux', 'this system always has a keychain');
test.describe.configure({ mode: 'serial' });

let emulator: Emulator;
let launched: LaunchedApp;
let base: string;

const start = async (...args: string[]): Promise<void> => {
  launched = await launchWith(emulator, {
    userData: join(base, 'data'),
    args: ['--lang=en', '--password-store=basic', ...args],
  });
};

test.beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-first-in-'));
  emulator = await startEmulator();
  await start();
});
test.afterAll(async () => {
  await launched.close();
  await emulator.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

test('after signing in the first start asks where to keep the sign-in, and continues after the answer', async () => {
  const { app, page } = launched;
  await nameApplication(page, emulator, blankPage);
  const window = await signInWindow(app, () =>
    page.getByRole('button', { name: 'Sign in in a separate window' }).click(),
  );
  await window.getByRole('button', { name: 'Разрешить' }).click();

  await expect(page.getByRole('heading', { name: 'Where to keep the sign-in?' })).toBeVisible({ timeout: 30_000 });
  expect((await accountOf(page)).signIn).toMatchObject({ signedIn: true, keptIn: 'ask' });
  await page.getByRole('button', { name: 'Keep it in a file' }).click();
  await expect(page.getByRole('heading', { name: 'Which folders to send' })).toBeVisible();
  expect((await accountOf(page)).signIn).toMatchObject({ signedIn: true, keptIn: 'file' });
});

test('the system’s proxy carries all requests and uploads; while it refuses, nothing bypasses it', async () => {
  const photos = await makeLibrary(join(base, 'Summer'), 3);
  await launched.close();
  const proxy = await startConnectProxy();
  try {
    proxy.refuse(503);
    await start(`--proxy-server=${new URL(proxy.address).host}`, '--proxy-bypass-list=<-loopback>');
    const { page } = launched;
    // Still signed in, from the file; not asked a second time.
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(page.getByRole('heading', { name: 'Which folders to send' })).toBeVisible();
    // Asked for before there is anything to send: whose account it is. A system may need a moment to name its proxy.
    await expect.poll(() => proxy.asked.length, { timeout: 60_000 }).toBeGreaterThan(0);
    const before = emulator.ledger().calls.length;
    await ask(page, 'folders.add', { path: join(base, 'Summer'), target: { kind: 'personal' }, rules: {} });
    await expect.poll(() => statusOf(page), { timeout: 30_000 }).toBe('offline');
    await expect
      .poll(async () => (await ask(page, 'snapshot.get')) as object, { timeout: 30_000 })
      .toMatchObject({ counts: { waiting: 3 } });
    expect(emulator.ledger().calls.length).toBe(before);

    proxy.refuse(null);
    await ask(page, 'sync.retry');
    await expect.poll(() => emulator.ledger().photos.length, { timeout: 60_000 }).toBe(3);
    expect(
      emulator
        .ledger()
        .photos.map((photo) => photo.sha256)
        .sort(),
    ).toEqual(photos.map(sha256Of).sort());
    // Nobody else was asked for: neither a browser's own errands nor anything of ours.
    expect(new Set(proxy.asked)).toEqual(new Set([new URL(emulator.address).host]));
  } finally {
    await launched.close();
    await proxy.close();
  }
});
