// The service in a window test: an emulator on a port of its own, and the person's answer on its consent page.
import { expect } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { startEmulator } from '../../main/emulator/start.ts';
import type { Emulator } from '../../main/emulator/start.ts';
import { launchApp } from './launch.ts';
import type { LaunchedApp, LaunchOptions } from './launch.ts';
import { ask } from './person.ts';

export interface SignInView {
  kind: string;
  userId: string | null;
  name: string | null;
  rights: string[] | null;
  signIn: { state: { kind: string; why?: string; subject?: string }; signedIn: boolean; keptIn: string };
}

export { startEmulator };
export type { Emulator };

/** The app with this emulator in the place of the service. */
export function launchWith(emulator: Emulator, options: LaunchOptions = {}): Promise<LaunchedApp> {
  return launchApp({ ...options, env: { ...options.env, OK_PHOTO_SYNC_SERVICE: emulator.address } });
}

/** Names the emulator's application, as the person does in Settings. */
export function nameApplication(page: Page, emulator: Emulator, redirect: string): Promise<unknown> {
  const { applicationId: id, applicationKey: publicKey } = emulator;
  return ask(page, 'account.changeApplication', { id, publicKey, redirect });
}

export const accountOf = (page: Page): Promise<SignInView> => ask(page, 'account.get') as Promise<SignInView>;

/** The sign-in window, once its page is there. */
export async function signInWindow(app: ElectronApplication, begin: () => Promise<unknown>): Promise<Page> {
  const opens = app.waitForEvent('window');
  await begin();
  const page = await opens;
  await page.waitForLoadState('domcontentloaded');
  return page;
}

/** As registered for programs without a page of their own. */
export const blankPage = 'https://oauth.mycdn.me/blank.html';

/** Inside, in English, with the emulator's account: the person allowed everything in the sign-in window. */
export async function signInTo(emulator: Emulator, { app, page }: LaunchedApp): Promise<void> {
  await nameApplication(page, emulator, blankPage);
  const window = await signInWindow(app, () => ask(page, 'account.signIn', { way: 'window' }));
  await window.getByRole('button', { name: 'Разрешить' }).click();
  await expect.poll(async () => (await accountOf(page)).signIn.signedIn, { timeout: 30_000 }).toBe(true);
  await ask(page, 'settings.change', { firstStartDone: true, language: 'en' });
  await page.locator('html[lang=en]').waitFor({ state: 'attached' });
}
