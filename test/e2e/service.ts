// The service in a window test: an emulator on a port of its own, and the person's answer on its consent page.
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
