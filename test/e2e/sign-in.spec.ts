// Signing in to the service in real windows, ours and a browser’s. The service is the emulator with its OAuth pages.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { nothingDoubled } from '../../main/engine/testing/promise-broken.ts';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { catchBrowser, openBrowser } from './browser.ts';
import type { LaunchedApp } from './launch.ts';
import { ask, goTo, sha256Of } from './person.ts';
import { accountOf, launchWith, nameApplication, signInWindow, startEmulator } from './service.ts';
import type { Emulator } from './service.ts';

const BLANK = 'https://oauth.mycdn.me/blank.html';
const RIGHTS = ['VALUABLE_ACCESS', 'PHOTO_CONTENT', 'LONG_ACCESS_TOKEN'];

let emulator: Emulator;
let launched: LaunchedApp;
let base: string;

const start = async (): Promise<void> => {
  launched = await launchWith(emulator, { userData: join(base, 'data') });
};
const inWindow = (): Promise<Page> =>
  signInWindow(launched.app, () => ask(launched.page, 'account.signIn', { way: 'window' }));
const account = () => expect.poll(() => accountOf(launched.page));
const failed = (why: string, subject = '') =>
  account().toMatchObject({ signIn: { state: { kind: 'failed', why, subject } } });
const allow = (page: Page): Promise<void> => page.getByRole('button', { name: 'Разрешить' }).click();
const snapshot = () => expect.poll(() => ask(launched.page, 'snapshot.get').catch(() => null));

/** The same address and the same application, another person or another life. */
const restartService = async (person?: { uid: string; firstName: string; lastName: string }): Promise<void> => {
  const port = Number(new URL(emulator.address).port);
  await emulator.close();
  emulator = await startEmulator({ port, ...(person ? { person } : {}) });
};

test.beforeEach(async () => {
  emulator = await startEmulator();
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-'));
  await start();
});
test.afterEach(async () => {
  await launched.close();
  await emulator.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

test.describe('in a window', () => {
  test.beforeEach(() => nameApplication(launched.page, emulator, BLANK));

  test('after consent the window closes, and the account has its permissions and its own library', async () => {
    const window = await inWindow();
    expect(
      await window.evaluate(() => ['okPhotoSync', 'require', 'process'].filter((name) => name in globalThis)),
    ).toEqual([]);
    await allow(window);
    await account().toMatchObject({
      kind: 'ok',
      userId: emulator.uid,
      name: 'Анна Соколова',
      rights: RIGHTS,
      signIn: { state: { kind: 'idle' }, signedIn: true },
    });
    expect(launched.app.windows()).toHaveLength(1);
    await snapshot().toMatchObject({ account: { userId: emulator.uid } });
    expect(await readdir(join(base, 'data', 'accounts', emulator.uid, 'library'))).toContain('library.db');
  });

  test('refusing, closing the window and cancelling each say so', async () => {
    await (await inWindow()).getByRole('button', { name: 'Отказать' }).click();
    await failed('refused');
    await (await inWindow()).close();
    await failed('cancelled');
    const window = await inWindow();
    await ask(launched.page, 'account.cancelSignIn');
    await failed('cancelled');
    await expect.poll(() => window.isClosed()).toBe(true);
    expect(launched.app.windows()).toHaveLength(1);
  });

  test('an answer with a foreign state is ignored, and the sign-in window opens no other pages', async () => {
    await launched.app.evaluate(({ dialog }) => {
      dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false });
    });
    const window = await inWindow();
    const home = window.url();
    for (const address of [
      'https://example.com/',
      'http://ok.ru/',
      'file:///etc/passwd',
      'app://renderer/index.html',
    ]) {
      await window.evaluate((to) => void (location.href = to), address).catch(() => undefined);
    }
    expect(await window.evaluate(() => open('https://ok.ru/'))).toBeNull();
    await window.waitForTimeout(200);
    expect(window.url()).toBe(home);
    expect(launched.app.windows()).toHaveLength(2);
    await window
      .evaluate(
        (to) => void (location.href = to),
        `${BLANK}#access_token=stolentoken&session_secret_key=stolensecret&state=x`,
      )
      .catch(() => undefined);
    await failed('wrong_state');
    await account().toMatchObject({ kind: 'none' });
  });

  test('a step that leads to another site is told, once for each click, and can go on in the browser', async () => {
    const told = await launched.app.evaluateHandle(({ dialog, shell }) => {
      const seen: { messages: string[]; answers: number[]; opened: string[] } = {
        messages: [],
        answers: [1, 0],
        opened: [],
      };
      dialog.showMessageBox = ((_window: unknown, { message }: { message: string }) => {
        seen.messages.push(message);
        return Promise.resolve({ response: seen.answers.shift() ?? 1, checkboxChecked: false });
      }) as typeof dialog.showMessageBox;
      shell.openExternal = (address) => Promise.resolve(void seen.opened.push(address));
      return seen;
    });
    const messages = () => expect.poll(() => told.evaluate(({ messages: all }) => all));
    const window = await inWindow();
    await window.evaluate(() => void (location.href = 'https://id.vk.com/auth?token=secret')).catch(() => undefined);
    await messages().toEqual([expect.stringContaining('id.vk.com')]);
    await account().toMatchObject({ signIn: { state: { kind: 'waiting', way: 'window' } } });
    // A link that wants a window of its own is the same step.
    expect(await window.evaluate(() => open('https://login.mail.ru/')).catch(() => null)).toBeNull();
    await failed('leads_elsewhere', 'login.mail.ru');
    expect(launched.app.windows()).toHaveLength(1);
    const [opened] = await told.evaluate(({ opened: all }) => all);
    expect(opened).toContain('/oauth/authorize?');
    // This return address has no way back: the address of the empty page does it.
    const state = new URL(opened ?? '').searchParams.get('state') ?? '';
    const answer = new URLSearchParams({
      access_token: emulator.accessToken,
      session_secret_key: emulator.sessionSecretKey,
      state,
    });
    await ask(launched.page, 'account.useToken', { token: `${BLANK}#${answer.toString()}`, secret: '' });
    await account().toMatchObject({ kind: 'ok', userId: emulator.uid });
  });

  test('a sign-in page that does not open is reported with the reason', async () => {
    emulator.fail({ method: 'oauth.authorize', cut: 'before', times: null });
    await ask(launched.page, 'account.signIn', { way: 'window' });
    await account().toMatchObject({ signIn: { state: { kind: 'failed', why: 'page_not_reached' } } });
    emulator.clearFaults();
  });

  test('one sign-in leaves no cookies for the next: the service asks for the password again', async () => {
    const window = await inWindow();
    expect(await window.evaluate(() => ((document.cookie = 'kept=1'), document.cookie))).toBe('kept=1');
    await window.close();
    await failed('cancelled');
    expect(await (await inWindow()).evaluate(() => document.cookie)).toBe('');
  });

  test('missing permissions are shown, and the engine names the one it needs', async () => {
    const window = await inWindow();
    await window.getByRole('checkbox', { name: /PHOTO_CONTENT/u }).uncheck();
    await allow(window);
    await account().toMatchObject({ kind: 'ok', rights: ['VALUABLE_ACCESS', 'LONG_ACCESS_TOKEN'] });
    const folder = join(base, 'photos');
    await makeLibrary(folder, 1);
    await ask(launched.page, 'folders.add', { path: folder, target: { kind: 'personal' }, rules: {} });
    await snapshot().toMatchObject({ trouble: { kind: 'permission', right: 'PHOTO_CONTENT' } });
  });

  test('after the service has revoked the token, signing in again resumes sending without a restart', async () => {
    await allow(await inWindow());
    await account().toMatchObject({ signIn: { signedIn: true } });
    const photos = join(base, 'photos');
    const first = await makeLibrary(join(photos, 'a'), 3);
    await ask(launched.page, 'folders.add', { path: photos, target: { kind: 'personal' }, rules: {} });
    await expect.poll(() => emulator.ledger().photos.length, { timeout: 30_000 }).toBe(3);

    emulator.tokens({ action: 'kill', code: 102 });
    const second = await makeLibrary(join(photos, 'b'), 3, { firstSeed: 900 });
    await ask(launched.page, 'folders.scan', { folderId: null });
    await snapshot().toMatchObject({ trouble: { kind: 'sign_in' } });
    const engine = () =>
      launched.app.evaluate(({ app }) => app.getAppMetrics().find((one) => one.name?.includes('Engine'))?.pid);
    const before = await engine();

    await ask(launched.page, 'settings.change', { firstStartDone: true, language: 'en' });
    await launched.page.getByRole('navigation').getByText('Folders').click();
    await launched.page.getByRole('alert').getByRole('button', { name: 'Sign in' }).click();
    const opens = launched.app.waitForEvent('window');
    await launched.page
      .getByRole('button', { name: /Sign in/u })
      .first()
      .click();
    const window = await opens;
    // The service remembers what was allowed: its dialog may close by itself.
    await allow(window).catch(() => undefined);

    await expect.poll(() => emulator.ledger().photos.length, { timeout: 30_000 }).toBe(6);
    expect(await engine()).toBe(before);
    const ledger = emulator.ledger();
    nothingDoubled(ledger);
    const { photos: there } = ledger;
    expect(there.map((photo) => photo.sha256).sort()).toEqual([...first, ...second].map(sha256Of).sort());
    await snapshot().toMatchObject({ trouble: null });
  });

  test('another user cannot send these folders, and gets a separate library after signing out', async () => {
    await allow(await inWindow());
    await account().toMatchObject({ kind: 'ok', userId: emulator.uid });
    const anna = emulator.uid;
    await restartService({ uid: '570000000077', firstName: 'Вера', lastName: 'Ким' });
    await allow(await inWindow());
    await failed('other_account', 'Вера Ким');
    await account().toMatchObject({ kind: 'ok', userId: anna });

    await ask(launched.page, 'account.signOut', { endAccess: false });
    await account().toMatchObject({ kind: 'none', signIn: { state: { kind: 'signed_out' } } });
    // The service remembers what she allowed just now: the window closes by itself.
    await ask(launched.page, 'account.signIn', { way: 'window' });
    await account().toMatchObject({ kind: 'ok', userId: '570000000077' });
    expect((await readdir(join(base, 'data', 'accounts'))).sort()).toEqual([anna, '570000000077']);
  });

  test('where there is no keychain the person is asked, and a file lasts over the next start without the token in the clear', async () => {
    await allow(await inWindow());
    await account().toMatchObject({ signIn: { signedIn: true } });
    const { signIn } = await accountOf(launched.page);
    test.skip(signIn.keptIn === 'keychain', 'this computer has a keychain');
    expect(signIn.keptIn).toBe('ask');
    await ask(launched.page, 'account.keepSignIn', { where: 'file' });
    await launched.close();
    await start();
    await account().toMatchObject({ kind: 'ok', userId: emulator.uid, signIn: { signedIn: true, keptIn: 'file' } });
    await snapshot().toMatchObject({ trouble: null, account: { userId: emulator.uid } });
    const token = /tkn1[\w-]{20,}/u;
    const files = await readdir(join(base, 'data'), { recursive: true, withFileTypes: true });
    for (const file of files.filter((one) => one.isFile()))
      expect(`${file.name} ${await readFile(join(file.parentPath, file.name), 'latin1')}`).not.toMatch(token);
    expect(launched.output()).not.toMatch(token);

    await ask(launched.page, 'account.keepSignIn', { where: 'session' });
    await launched.close();
    await start();
    await account().toMatchObject({ kind: 'ok', userId: emulator.uid, signIn: { signedIn: false, keptIn: 'session' } });
  });

  test('signing out tells where the access can be ended, and ends it if the person wants that', async () => {
    const opened = await launched.app.evaluateHandle(({ shell }) => {
      const addresses: string[] = [];
      shell.openExternal = (address) => Promise.resolve(void addresses.push(address));
      return addresses;
    });
    await allow(await inWindow());
    await account().toMatchObject({ kind: 'ok' });
    const { page } = launched;
    await page.getByRole('button', { name: 'Only while it is open' }).click();
    await page.getByRole('button', { name: 'Later' }).click();
    await goTo(page, 'Settings');
    await page.getByText('Account', { exact: true }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.locator('.dialog').getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Access in OK settings' }).click();
    await expect.poll(() => opened.evaluate((all) => all)).toEqual([`${emulator.address}settings/oauth`]);
    // The person has consented before: the window is gone as soon as it is open.
    await ask(page, 'account.signIn', { way: 'window' });
    await account().toMatchObject({ kind: 'ok' });
    await page.getByRole('button', { name: 'End access…' }).click();
    await page.locator('.dialog').getByRole('button', { name: 'End access' }).click();
    await account().toMatchObject({ kind: 'none', signIn: { state: { kind: 'signed_out', rights: 'taken_back' } } });
    expect(emulator.ledger().calls.at(-1)).toMatchObject({ method: 'users.removeAppPermissions', outcome: 'ok' });
    await expect(page.getByText('OK lets the program in no more')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Access in OK settings' })).toHaveCount(0);
  });
});

test.describe('in the browser', () => {
  /** As registered: one fixed port. A free one here, so that tests do not meet each other. */
  let redirect: string;
  test.beforeEach(async () => {
    const port = await new Promise<number>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const address = server.address();
        server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
      });
    });
    redirect = `http://localhost:${port}/ok-photo-sync`;
    await nameApplication(launched.page, emulator, redirect);
  });

  test('the page hands the answer over, says so, and keeps nothing in its address', async () => {
    const browser = await openBrowser();
    try {
      const address = await catchBrowser(launched.app);
      await ask(launched.page, 'settings.change', { language: 'ru' });
      await ask(launched.page, 'account.signIn', { way: 'browser' });
      const { page } = browser;
      await page.goto(await address());
      await allow(page);
      await expect(page.getByRole('heading', { name: 'Готово: вы вошли' })).toBeVisible();
      expect(page.url()).toBe(redirect);
      expect(await page.evaluate(() => history.length)).toBeLessThan(5);
      await account().toMatchObject({ kind: 'ok', userId: emulator.uid, rights: RIGHTS });
      expect(launched.output()).not.toMatch(/tkn1|session_secret_key|[0-9a-f]{32}/u);
      // One use: the port is free again.
      await expect.poll(() => fetch(redirect).then(String, () => 'closed')).toBe('closed');
    } finally {
      await browser.close();
    }
  });

  test('refusing in the browser is told on both sides; a page of an old attempt hands nothing over', async () => {
    const browser = await openBrowser();
    try {
      const address = await catchBrowser(launched.app);
      await ask(launched.page, 'settings.change', { language: 'en' });
      await ask(launched.page, 'account.signIn', { way: 'browser' });
      const { page } = browser;
      const first = await address();
      await page.goto(first);
      await page.getByRole('button', { name: 'Отказать' }).click();
      await expect(page.getByRole('heading', { name: 'You did not give access' })).toBeVisible();
      await failed('refused');

      await ask(launched.page, 'account.signIn', { way: 'browser' });
      await address();
      await page.goto(first);
      await allow(page);
      await expect(page.getByRole('heading', { name: 'The sign-in was not handed over' })).toBeVisible();
      await failed('wrong_state');
      await account().toMatchObject({ kind: 'none' });
    } finally {
      await browser.close();
    }
  });

  test('a port in use is reported, and signing in in a window is still offered', async () => {
    const { port } = new URL(redirect);
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(Number(port), '127.0.0.1', resolve));
    await catchBrowser(launched.app);
    await ask(launched.page, 'account.signIn', { way: 'browser' });
    await failed('port_in_use', port);
    await allow(await inWindow());
    await account().toMatchObject({ kind: 'ok', userId: emulator.uid });
    await new Promise((resolve) => other.close(resolve));
  });
});
