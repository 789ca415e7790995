// «I have a token»: what is wrong with it is said in the dialog, and a good one signs in and sends.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import type { LaunchedApp } from './launch.ts';
import { ask, goTo } from './person.ts';
import { accountOf, blankPage, launchWith, nameApplication, startEmulator, type Emulator } from './service.ts';

let base: string;
let emulator: Emulator;
let launched: LaunchedApp;

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-token-'));
  emulator = await startEmulator();
  launched = await launchWith(emulator, { userData: join(base, 'data'), args: ['--lang=en'] });
});
test.afterEach(async () => {
  await launched.close();
  await emulator.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

test('a pasted token is checked and signs in; each mistake has its own sentence', async () => {
  const { page } = launched;
  await nameApplication(page, emulator, blankPage);
  await ask(page, 'settings.change', { language: 'en' });
  await page.locator('html[lang=en]').waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'I have a token' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign in with a token' });
  const [token, secret] = [dialog.getByLabel('Token or address'), dialog.getByLabel('Session secret key')];
  const use = dialog.getByRole('button', { name: 'Check and sign in' });
  await expect(use).toBeDisabled();
  for (const [text, key, said] of [
    [blankPage, '', 'This address holds no sign-in'],
    ['vk1.a.something-long', emulator.sessionSecretKey, 'This is a token of VK'],
    [emulator.accessToken, '', 'secret key is missing'],
    ['tkn1NobodyHasThisToken', emulator.sessionSecretKey, 'OK does not accept this token'],
    [emulator.accessToken, 'ffffffffffffffffffffffffffffffff', 'do not belong together'],
  ] as const) {
    await token.fill(text);
    await secret.fill(key);
    await use.click();
    await expect(dialog.getByRole('status')).toContainText(said, { timeout: 30_000 });
  }
  expect(await page.locator('body').innerText()).not.toContain(emulator.accessToken);
  await page.screenshot({ path: test.info().outputPath('dialog.png') });
  await token.fill(` ${emulator.accessToken}\n`);
  await secret.fill(emulator.sessionSecretKey);
  await use.click();
  await expect(dialog).toHaveCount(0, { timeout: 30_000 });
  expect(await accountOf(page)).toMatchObject({ kind: 'ok', name: 'Анна Соколова', signIn: { signedIn: true } });
  await ask(page, 'settings.change', { firstStartDone: true });
  await makeLibrary(join(base, 'Summer'), 1);
  await ask(page, 'folders.add', { path: join(base, 'Summer'), target: { kind: 'personal' }, rules: {} });
  await expect.poll(() => emulator.ledger().photos.length, { timeout: 60_000 }).toBe(1);
  await goTo(page, 'Overview');
});
