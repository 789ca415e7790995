// Accessibility of every screen: axe in both themes, no cut-off text in the smallest window, 200 % zoom.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { makeProblem } from '../fixtures/make-problems.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { checkLegible, makeSmall } from './legible.ts';
import { ask, goInside, goTo, sendSlowly, statusOf, willPick } from './person.ts';

let base: string;
let launched: LaunchedApp;

test.beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-access-'));
  await makeLibrary(join(base, 'Дача'), 14);
  for (const kind of ['too_small', 'corrupted', 'too_big', 'invalid_format'] as const)
    await makeProblem(join(base, 'Дача'), kind);
  await makeLibrary(join(base, 'Море'), 12, { firstSeed: 200, width: 1600, height: 1200 });
  await makeLibrary(join(base, 'Лес', 'внутри'), 3, { firstSeed: 300 });
});
test.beforeEach(async () => {
  launched = await launchApp({ args: ['--demo', '--lang=ru'] });
  await makeSmall(launched);
});
test.afterEach(() => launched.close());
test.afterAll(() => rm(base, { recursive: true, force: true, maxRetries: 5 }));

/** Every state of the window that has a look of its own, one after the other. */
async function everyScreen(check: (name: string) => Promise<void>): Promise<void> {
  const { page, app } = launched;
  const tab = (name: string) =>
    page.getByRole('navigation', { name: 'Разделы настроек' }).getByRole('button', { name });
  await page.getByRole('button', { name: 'Позже' }).waitFor();
  await check('welcome');
  await page.getByRole('button', { name: 'Дальше' }).click();
  await willPick(app, join(base, 'Лес'));
  await page.getByRole('button', { name: /^Выбрать (другую )?папку$/u }).click();
  await page.getByRole('button', { name: /^Дальше.*3/u }).waitFor();
  await check('folders of the first start');
  await page.getByRole('button', { name: /^Дальше.*3/u }).click();
  await check('albums of the first start');
  await page.getByRole('button', { name: 'Показать, что будет' }).click();
  await page.getByRole('button', { name: /^Отправить 3/u }).waitFor({ timeout: 30_000 });
  await check('plan of the first start');
  await page.getByRole('button', { name: /^Отправить 3/u }).click();
  await expect.poll(() => statusOf(page), { timeout: 30_000 }).toBe('ready');
  await check('overview, ready');

  await ask(page, 'folders.add', { path: join(base, 'Дача'), target: { kind: 'personal' }, rules: {} });
  await expect.poll(() => statusOf(page), { timeout: 60_000 }).toBe('needs_you');
  await check('overview, a decision wanted');
  await sendSlowly(page, 20_000);
  await ask(page, 'folders.add', {
    path: join(base, 'Море'),
    target: { kind: 'new', title: 'Море, август, с длинным названием альбома', privacy: 'friends' },
    rules: {},
  });
  await expect.poll(() => statusOf(page), { timeout: 30_000 }).toBe('sending');
  await check('overview, sending');
  await page.getByRole('button', { name: 'На сколько поставить на паузу' }).click();
  await page.getByRole('menuitem').first().waitFor();
  await check('pause menu');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Пауза', exact: true }).click();
  await page.getByRole('heading', { name: 'Пауза' }).waitFor();
  await check('overview, paused');

  await goTo(page, 'Фото');
  await page.locator('[data-photo] img').first().waitFor();
  await check('photos');
  await page.locator('[data-photo="1"]').click();
  await page.locator('.panel h2').waitFor();
  await check('one photo');
  await page.keyboard.press('Escape');
  await page.getByRole('radio', { name: 'Списком' }).click();
  await check('photos as a list');
  await goTo(page, 'Папки');
  await page.locator('.folder').first().waitFor();
  await check('folders');
  await page.getByRole('button', { name: 'Добавить папку' }).first().click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /следить/u })
    .waitFor();
  await check('adding a folder');
  await page.keyboard.press('Escape');
  await goTo(page, 'Проблемы');
  await page.locator('.cause').first().waitFor();
  await check('problems');
  await goTo(page, 'Настройки');
  for (const name of ['Общие', 'Аккаунт', 'Сеть', 'Уведомления', 'Дополнительно']) {
    await tab(name).click();
    await check(`settings, ${name}`);
  }
}

test('axe finds nothing serious on any screen, light and dark, and no word is cut off at 1024 × 700', async () => {
  test.setTimeout(420_000);
  const faults: string[] = [];
  await everyScreen((name) => checkLegible(launched.page, name, faults));
  expect([...new Set(faults)]).toEqual([]);
});

test('at 200 % every screen can still be used: nothing outside the window, buttons in reach', async () => {
  const { page, app } = launched;
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2));
  await expect.poll(() => page.evaluate(() => innerWidth)).toBeLessThan(600);
  await goInside(page, 'ru');
  const sideways = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await sideways()).toBeLessThanOrEqual(1);
  await ask(page, 'folders.add', { path: join(base, 'Дача'), target: { kind: 'personal' }, rules: {} });
  await expect.poll(() => statusOf(page), { timeout: 60_000 }).toBe('needs_you');
  await expect(page.getByRole('button', { name: /^Показать 4/u })).toBeInViewport();
  for (const name of ['Фото', 'Папки', 'Проблемы', 'Настройки', 'Обзор']) {
    await goTo(page, name);
    await expect(page.getByRole('heading', { level: 1, name })).toBeInViewport();
    expect(await sideways(), name).toBeLessThanOrEqual(1);
  }
  await goTo(page, 'Проблемы');
  await page.getByRole('button', { name: 'Не отправлять 1 фото' }).first().click();
  await expect(page.locator('.cause')).toHaveCount(3);
  await goTo(page, 'Папки');
  await willPick(app, join(base, 'Лес'));
  await page.getByRole('button', { name: 'Добавить папку' }).first().click();
  const send = page.locator('.dialog').getByRole('button', { name: /^Отправить 3 фото/u });
  await send.click();
  await expect(page.locator('.dialog')).toHaveCount(0);
});
