// A sign-in in a keyring that is locked at the next start: the window opens, says so, and sending continues when the
// keyring is unlocked.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startSessionKeyring, whyNoKeyring, type SessionKeyring } from '../fixtures/session-keyring.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { ask } from './person.ts';
import { accountOf, launchWith, signInTo, startEmulator, type Emulator } from './service.ts';

const missing = whyNoKeyring();
test.skip(missing !== null, missing ?? '');

let keyring: SessionKeyring;
let emulator: Emulator;
let launched: LaunchedApp;
let userData: string;

test.beforeEach(async () => {
  keyring = await startSessionKeyring();
  emulator = await startEmulator();
  userData = await mkdtemp(join(tmpdir(), 'ok-photo-sync-'));
});
test.afterEach(async () => {
  await launched.close();
  await emulator.close();
  await keyring.close();
  await rm(userData, { recursive: true, force: true, maxRetries: 5 });
});

const start = async (): Promise<void> => {
  launched = await launchWith(emulator, { userData, env: keyring.environment });
};
const account = () => expect.poll(() => accountOf(launched.page), { timeout: 60_000 });
const trouble = () => expect.poll(() => ask(launched.page, 'snapshot.get').catch(() => null), { timeout: 60_000 });

test('with a locked keyring the window opens and says so, and unlocking it restores the sign-in', async () => {
  await start();
  await signInTo(emulator, launched);
  await account().toMatchObject({ signIn: { signedIn: true, keptIn: 'keychain' } });
  await launched.close();

  await keyring.lock();
  await start();
  await account().toMatchObject({ kind: 'ok', userId: emulator.uid, signIn: { signedIn: false, keptIn: 'locked' } });
  await trouble().toMatchObject({ trouble: { kind: 'keyring_locked' } });
  const { page } = launched;
  await expect(page.getByText('The keyring is locked').first()).toBeVisible();
  // Nobody can answer the prompt here, which counts as «cancel»: it can be asked again, and weaker storage is not
  // offered.
  const open = page.getByRole('button', { name: 'Open the keyring' }).first();
  await open.click();
  await account().toMatchObject({ signIn: { signedIn: false, keptIn: 'locked' } });
  await expect(open).toBeEnabled();
  await expect(page.getByRole('button', { name: 'Keep it in a file' })).toHaveCount(0);

  await keyring.unlock();
  await account().toMatchObject({ signIn: { signedIn: true, keptIn: 'keychain' } });
  await trouble().toMatchObject({ trouble: null, account: { userId: emulator.uid } });
});

test('the demo account never asks for the keyring', async () => {
  await keyring.lock();
  launched = await launchApp({ userData, args: ['--demo'], env: keyring.environment });
  await account().toMatchObject({ kind: 'demo', signIn: { keptIn: 'keychain' } });
  await trouble().toMatchObject({ trouble: null });
});
