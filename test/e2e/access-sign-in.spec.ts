// Accessibility of signing in, its errors, and comparing a photo with its album. Checks axe and cut-off texts.
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { publish } from '../../main/emulator/testing/ok-client.ts';
import { makePhoto, photoBytes } from '../fixtures/make-photos.ts';
import { retouch } from '../fixtures/retouch.ts';
import { catchBrowser } from './browser.ts';
import type { LaunchedApp } from './launch.ts';
import { checkLegible, makeSmall } from './legible.ts';
import { ask, goTo } from './person.ts';
import {
  accountOf,
  blankPage,
  launchWith,
  nameApplication,
  signInWindow,
  startEmulator,
  type Emulator,
} from './service.ts';

let base: string;
let emulator: Emulator;
let launched: LaunchedApp;
let faults: string[];
const check = (name: string): Promise<void> => checkLegible(launched.page, name, faults);

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-signing-'));
  faults = [];
  emulator = await startEmulator();
  launched = await launchWith(emulator, { userData: join(base, 'data'), args: ['--lang=ru'] });
  await makeSmall(launched);
});
test.afterEach(async () => {
  await launched.close();
  await emulator.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

/** A free port, held until it is asked for. */
async function takenPort(): Promise<{ port: number; server: Server }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return { port: typeof address === 'object' && address !== null ? address.port : 0, server };
}

const state = () => expect.poll(async () => (await accountOf(launched.page)).signIn.state, { timeout: 30_000 });

test('signing in is accessible, from the first step to a sign-in that has ended', async () => {
  test.setTimeout(420_000);
  const { page, app } = launched;
  const dialog = page.locator('.dialog');
  await page.getByRole('button', { name: 'Подключить OK' }).waitFor();
  await check('welcome without an application');
  await page.getByRole('button', { name: 'Подключить OK' }).click();
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await dialog.getByText('Только цифры').waitFor();
  await check('the application, badly named');
  await page.keyboard.press('Escape');

  const { port, server } = await takenPort();
  await nameApplication(page, emulator, `http://localhost:${port}/ok-photo-sync`);
  await page.getByRole('button', { name: 'Войти через браузер' }).waitFor();
  await check('welcome with two ways');
  await catchBrowser(app);
  await page.getByRole('button', { name: 'Войти через браузер' }).click();
  await state().toMatchObject({ kind: 'failed', why: 'port_in_use' });
  await check('welcome, the port is taken');
  await new Promise((resolve) => server.close(resolve));
  await page.getByRole('button', { name: 'Войти через браузер' }).click();
  await state().toMatchObject({ kind: 'waiting' });
  await check('welcome, waiting for the browser');
  await ask(page, 'account.cancelSignIn');

  await ask(page, 'settings.change', { firstStartDone: true });
  await goTo(page, 'Настройки');
  await page.getByRole('navigation', { name: 'Разделы настроек' }).getByRole('button', { name: 'Аккаунт' }).click();
  await page.getByText('Живёт только на этом компьютере').waitFor();
  await check('account, not connected');

  await nameApplication(page, emulator, blankPage);
  const signIn = (): Promise<typeof page> => signInWindow(app, () => ask(page, 'account.signIn', { way: 'window' }));
  await (await signIn()).getByRole('button', { name: 'Отказать' }).click();
  await state().toMatchObject({ kind: 'failed', why: 'refused' });
  await check('account, refused');
  const stranger = await signIn();
  await stranger.getByRole('checkbox', { name: /PHOTO_CONTENT/u }).uncheck();
  await stranger.getByRole('checkbox', { name: /LONG_ACCESS_TOKEN/u }).uncheck();
  await stranger.getByRole('button', { name: 'Разрешить' }).click();
  await expect.poll(async () => (await accountOf(page)).signIn.signedIn, { timeout: 30_000 }).toBe(true);
  await page.getByText('OK не дал права добавлять фото').waitFor();
  await check('account, a right is missing');

  await makePhoto({ path: join(base, 'Дача', 'a.jpg'), width: 640, height: 480 });
  await ask(page, 'folders.add', { path: join(base, 'Дача'), target: { kind: 'personal' }, rules: {} });
  const trouble = () =>
    expect.poll(
      () =>
        ask(page, 'snapshot.get').then(
          (one) => (one as { trouble: unknown }).trouble,
          () => null,
        ),
      {
        timeout: 30_000,
      },
    );
  await trouble().toMatchObject({ kind: 'permission' });
  await goTo(page, 'Фото');
  await page.locator('.banner').waitFor();
  await check('photos, a right is missing');
  await goTo(page, 'Обзор');
  await check('overview, a right is missing');

  // All rights, and some days later the sign-in is over.
  await (await signIn()).getByRole('button', { name: 'Разрешить' }).click();
  await trouble().toBeNull();
  await goTo(page, 'Настройки');
  await page.getByRole('navigation', { name: 'Разделы настроек' }).getByRole('button', { name: 'Аккаунт' }).click();
  await check('account, connected');
  await page.getByRole('button', { name: 'Выйти из аккаунта' }).click();
  await dialog.waitFor();
  await check('signing out');
  await page.keyboard.press('Escape');
  emulator.tokens({ action: 'kill', code: 102 });
  await makePhoto({ path: join(base, 'Дача', 'b.jpg'), width: 640, height: 480, seed: 2 });
  await ask(page, 'folders.scan', { folderId: null });
  await trouble().toMatchObject({ kind: 'sign_in' });
  await check('account, the sign-in ended');
  await goTo(page, 'Папки');
  await page.locator('.banner').waitFor();
  await check('folders, the sign-in ended');
  await goTo(page, 'Обзор');
  await check('overview, the sign-in ended');
  expect([...new Set(faults)]).toEqual([]);
});

test('the question where to keep the sign-in, and comparing a photo with its album, are accessible', async () => {
  test.setTimeout(300_000);
  const { page, app } = launched;
  await nameApplication(page, emulator, blankPage);
  const window = await signInWindow(app, () => ask(page, 'account.signIn', { way: 'window' }));
  await window.getByRole('button', { name: 'Разрешить' }).click();
  await expect.poll(async () => (await accountOf(page)).signIn.signedIn, { timeout: 30_000 }).toBe(true);
  if ((await accountOf(page)).signIn.keptIn === 'ask') {
    await page.getByRole('heading', { name: 'Где хранить вход?' }).waitFor();
    await check('first start, where to keep the sign-in');
  }
  await ask(page, 'settings.change', { firstStartDone: true });
  const folder = join(base, 'Дача');
  await makePhoto({ path: join(folder, 'a.jpg'), width: 640, height: 480 });
  const target = { kind: 'new', title: 'Дача, лето и осень', privacy: 'friends' };
  await ask(page, 'folders.add', { path: folder, target, rules: {} });
  await expect.poll(() => emulator.ledger().photos.length, { timeout: 60_000 }).toBe(1);
  const aid = emulator.ledger().albums[0]?.aid ?? '';
  await publish(emulator, [await photoBytes({ width: 800, height: 600, seed: 8, quality: 60 })], { aid });
  const path = join(folder, 'b.jpg');
  await makePhoto({ path, width: 800, height: 600, seed: 8 });
  // A copy of what is there would need no question.
  await retouch(path);
  await ask(page, 'folders.scan', { folderId: null });
  await goTo(page, 'Проблемы');
  const compare = page.getByRole('button', { name: 'Сравнить 1 фото' });
  await compare.waitFor({ timeout: 90_000 });
  await check('problems, unclear');
  await compare.click();
  await page.getByRole('img', { name: 'В альбоме на OK' }).waitFor({ timeout: 30_000 });
  await check('comparing');
  expect([...new Set(faults)]).toEqual([]);
});
