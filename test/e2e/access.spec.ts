// Whether everybody can use each screen: axe in both themes, nothing cut off on the smallest window, 200 % zoom.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { makeProblem } from '../fixtures/make-problems.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { judge, makeSmall } from './legible.ts';
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
async function everyScreen(look: (name: string) => Promise<void>): Promise<void> {
  const { page, app } = launched;
  const tab = (name: string) =>
    page.getByRole('navigation', { name: 'Разделы настроек' }).getByRole('button', { name });
  await page.getByRole('button', { name: 'Позже' }).waitFor();
  await look('welcome');
  await page.getByRole('button', { name: 'Дальше' }).click();
  await willPick(app, join(base, 'Лес'));
  await page.getByRole('button', { name: /^Выбрать (другую )?папку$/u }).click();
  await page.getByRole('button', { name: /^Дальше.*3/u }).waitFor();
  await look('folders of the first start');
  await page.getByRole('button', { name: /^Дальше.*3/u }).click();
  await look('albums of the first start');
  await page.getByRole('button', { name: 'Показать, что будет' }).click();
  await page.getByRole('button', { name: /^Отправить 3/u }).waitFor({ timeout: 30_000 });
  await look('plan of the first start');
  await page.getByRole('button', { name: /^Отправить 3/u }).click();
  await expect.poll(() => statusOf(page), { timeout: 30_000 }).toBe('ready');
  await look('overview, ready');

  await ask(page, 'folders.add', { path: join(base, 'Дача'), target: { kind: 'personal' }, rules: {} });
  await expect.poll(() => statusOf(page), { timeout: 60_000 }).toBe('needs_you');
  await look('overview, a decision wanted');
  await sendSlowly(page, 20_000);
  await ask(page, 'folders.add', {
    path: join(base, 'Море'),
    target: { kind: 'new', title: 'Море, август, с длинным названием альбома', privacy: 'friends' },
    rules: {},
  });
  await expect.poll(() => statusOf(page), { timeout: 30_000 }).toBe('sending');
  await look('overview, sending');
  await page.getByRole('button', { name: 'На сколько поставить на паузу' }).click();
  await page.getByRole('menuitem').first().waitFor();
  await look('pause menu');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Пауза', exact: true }).click();
  await page.getByRole('heading', { name: 'Пауза' }).waitFor();
  await look('overview, paused');

  await goTo(page, 'Фото');
  await page.locator('[data-photo] img').first().waitFor();
  await look('photos');
  await page.locator('[data-photo="1"]').click();
  await page.locator('.panel h2').waitFor();
  await look('one photo');
  await page.keyboard.press('Escape');
  await page.getByRole('radio', { name: 'Списком' }).click();
  await look('photos as a list');
  await goTo(page, 'Папки');
  await page.locator('.folder').first().waitFor();
  await look('folders');
  await page.getByRole('button', { name: 'Добавить папку' }).first().click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /следить/u })
    .waitFor();
  await look('adding a folder');
  await page.keyboard.press('Escape');
  await goTo(page, 'Проблемы');
  await page.locator('.cause').first().waitFor();
  await look('problems');
  await goTo(page, 'Настройки');
  for (const name of ['Общие', 'Аккаунт', 'Сеть', 'Уведомления', 'Дополнительно']) {
    await tab(name).click();
    await look(`settings, ${name}`);
  }
}

test('axe finds nothing serious on any screen, light and dark, and no word is cut off at 1024 × 700', async () => {
  test.setTimeout(420_000);
  const faults: string[] = [];
  await everyScreen((name) => judge(launched.page, name, faults));
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
