// Screenshots of signing in and of comparing a photo with its album. The service is an emulator.
import type { Language } from '../../shared/locales/languages.ts';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publish } from '../../main/emulator/testing/ok-client.ts';
import { makePhoto, photoBytes } from '../fixtures/make-photos.ts';
import { retouch } from '../fixtures/retouch.ts';
import { catchBrowser } from './browser.ts';
import { camera, type Theme } from './camera.ts';
import { ask } from './person.ts';
import { accountOf, blankPage, launchWith, nameApplication, signInWindow, startEmulator } from './service.ts';

export async function shootSigningIn(language: Language, theme: Theme, home: string): Promise<void> {
  const emulator = await startEmulator();
  const base = join(home, 'album');
  const launched = await launchWith(emulator, { args: [`--lang=${language}`] });
  try {
    const { app, page } = launched;
    const { words, take, go } = camera(page, language, theme);
    const button = (name: RegExp) => page.getByRole('button', { name }).first();
    await ask(page, 'settings.change', { language, theme });
    await nameApplication(page, emulator, 'http://localhost:43117/ok-photo-sync');
    await button(/^(Sign in with the browser|Войти через браузер)$/u).waitFor();
    await take('sign-in');
    await catchBrowser(app);
    await button(/^(Sign in with the browser|Войти через браузер)$/u).click();
    await button(/^(Do not sign in|Не входить)$/u).click();

    await nameApplication(page, emulator, blankPage);
    const window = await signInWindow(app, () => ask(page, 'account.signIn', { way: 'window' }));
    // The service's own page: one picture of it is enough.
    if (language === 'ru' && theme === 'light') await take('sign-in-permission', window);
    await window.getByRole('button', { name: 'Разрешить' }).click();
    while (!(await accountOf(page)).signIn.signedIn) await page.waitForTimeout(100);
    if ((await accountOf(page)).signIn.keptIn === 'ask') {
      await page.locator('.keep-ways').waitFor();
      await take('sign-in-keep');
      await ask(page, 'account.keepSignIn', { where: 'session' });
    }
    await ask(page, 'settings.change', { firstStartDone: true });

    const folder = join(base, words.dacha);
    const photo = (name: string, seed: number) =>
      makePhoto({ path: join(folder, name), width: 2048, height: 1365, seed, capturedAt: new Date(2026, 6, 12, 9) });
    await photo('DSC_0401.jpg', 3);
    await ask(page, 'folders.add', {
      path: folder,
      target: { kind: 'new', title: words.album, privacy: 'friends' },
      rules: {},
    });
    while (emulator.ledger().photos.length < 1) await page.waitForTimeout(100);
    const aid = emulator.ledger().albums[0]?.aid ?? '';
    // Two that look like ours and are no copies of it: somebody has edited them.
    for (const quality of [60, 90]) {
      const edited = join(base, `edited-${quality}.jpg`);
      await writeFile(edited, await photoBytes({ width: 2048, height: 1365, seed: 12, quality }));
      await retouch(edited);
      await publish(emulator, [await readFile(edited)], { aid });
    }
    await photo('DSC_0402.jpg', 12);
    await ask(page, 'folders.scan', { folderId: null });
    await go('problems');
    await button(/^(Compare|Сравнить) 1/u).click({ timeout: 90_000 });
    await page.locator('.candidates button').nth(1).click({ timeout: 30_000 });
    await take('unclear');
    await page.keyboard.press('Escape');
    await go('settings');
    await page.getByText(/^(Account|Аккаунт)$/u).click();
    await take('settings-account');
  } finally {
    await launched.close();
    await emulator.close();
    await rm(base, { recursive: true, force: true });
  }
}
