// Signing in to the service, in real windows: ours, and a browser's. The service is the emulator with its own OAuth pages.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ask } from './person.ts';
import { accountOf, launchWith, nameApplication, signInWindow, startEmulator } from './service.ts';
import type { Emulator } from './service.ts';
import type { LaunchedApp } from './launch.ts';

const BLANK = 'https://oauth.mycdn.me/blank.html';

let emulator: Emulator;
let launched: LaunchedApp;
let userData: string;

const start = async (): Promise<void> => {
  launched = await launchWith(emulator, { userData });
};
const inWindow = () => signInWindow(launched.app, () => ask(launched.page, 'account.signIn', { way: 'window' }));
const failure = () => expect.poll(async () => (await accountOf(launched.page)).signIn.state);

test.beforeEach(async () => {
  emulator = await startEmulator();
  userData = await mkdtemp(join(tmpdir(), 'ok-photo-sync-'));
  await start();
});
test.afterEach(async () => {
  await launched.close();
  await emulator.close();
  await rm(userData, { recursive: true, force: true, maxRetries: 5 });
});

test.describe('in a window', () => {
  test.beforeEach(() => nameApplication(launched.page, emulator, BLANK));

  test('the person allows, the window goes, the account is there with its rights and its own library', async () => {
    const window = await inWindow();
    expect(await window.evaluate(() => ['okPhotoSync', 'require', 'process'].filter((name) => name in globalThis))).toEqual(
      [],
    );
    await window.getByRole('button', { name: 'Разрешить' }).click();
    await expect
      .poll(() => accountOf(launched.page))
      .toMatchObject({
        kind: 'ok',
        userId: emulator.uid,
        name: 'Анна Соколова',
        rights: ['VALUABLE_ACCESS', 'PHOTO_CONTENT', 'LONG_ACCESS_TOKEN'],
        signIn: { state: { kind: 'idle' }, signedIn: true },
      });
    expect(launched.app.windows()).toHaveLength(1);
    await expect.poll(() => ask(launched.page, 'snapshot.get')).toMatchObject({ account: { userId: emulator.uid } });
    expect(await readdir(join(userData, 'accounts', emulator.uid, 'library'))).toContain('library.sqlite');
  });
});
