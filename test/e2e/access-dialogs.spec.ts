// Accessibility of everything that opens over a screen: dialogs, menus, drop overlay, banners. Checks axe and cut-off
// texts.
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { makeProblem } from '../fixtures/make-problems.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { checkLegible, makeSmall } from './legible.ts';
import { ask, dropFiles, goInside, goTo, statusOf, willPick } from './person.ts';

const heic = resolve(import.meta.dirname, '../fixtures/sample.heic');

let base: string;
let launched: LaunchedApp;
let faults: string[];
const check = (name: string): Promise<void> => checkLegible(launched.page, name, faults);

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-dialogs-'));
  faults = [];
});
test.afterEach(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

const start = async (): Promise<void> => {
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo', '--lang=ru'] });
  await makeSmall(launched);
};

test('the check itself finds a cut-off word, an overflowing one, and one without contrast', async () => {
  await start();
  await launched.page.getByRole('button', { name: 'Позже' }).waitFor();
  await launched.page.evaluate(() => {
    const add = (kind: 'div' | 'button' | 'p', text: string, style: Partial<CSSStyleDeclaration>): void => {
      const element = document.createElement(kind);
      element.textContent = text;
      Object.assign(element.style, style);
      document.querySelector('main')?.prepend(element);
    };
    add('div', 'Отрезанное слово', { width: '40px', overflow: 'hidden', whiteSpace: 'nowrap' });
    add('button', 'Вытекающее слово', { width: '40px', whiteSpace: 'nowrap' });
    add('p', 'Бледное слово', { color: '#777', background: '#888' });
  });
  await check('here');
  const all = faults.join('\n');
  expect(all).toContain('cut: Отрезанное слово');
  expect(all).toContain('flows over: Вытекающее слово');
  expect(all).toMatch(/color-contrast: .*Бледное слово/u);
});

test('every dialog and overlay is accessible, in both themes, in Russian and in longer words', async () => {
  test.setTimeout(420_000);
  const phone = join(base, 'С телефона');
  await mkdir(phone);
  await copyFile(heic, join(phone, 'IMG_0001.heic'));
  for (const kind of ['too_small', 'too_big'] as const) await makeProblem(phone, kind);
  const strange = (await makeLibrary(join(base, 'Чужая'), 1, { firstSeed: 60 }))[0] ?? '';
  await makeLibrary(join(base, 'Новые'), 8, { firstSeed: 80 });
  await writeFile(join(base, 'письмо.txt'), 'Здравствуйте\n');
  await start();
  const { page, app } = launched;
  const button = (name: string | RegExp) => page.getByRole('button', { name }).first();
  const dialog = page.locator('.dialog');
  const away = async (): Promise<void> => {
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  };
  await goInside(page, 'ru');
  await check('overview, empty');
  await app.evaluate(({ Menu }) => {
    const help = Menu.getApplicationMenu()?.items.find((item) => item.role === ('help' as never));
    help?.submenu?.items[0]?.click();
  });
  await dialog.getByRole('button', { name: 'Лицензии' }).waitFor();
  await check('about');
  await away();

  // Held over the window, let go over «another», and asked where.
  await dropFiles(page, [strange], (where) => where.locator('.target').first(), { letGo: false });
  await check('drop overlay');
  await page
    .locator('.target')
    .last()
    .dispatchEvent('drop', {
      dataTransfer: await page.evaluateHandle(() => new DataTransfer()),
    });
  await page.locator('.toast').first().waitFor();
  await check('a message');
  await app.evaluate(
    ({ BrowserWindow }, path) =>
      BrowserWindow.getAllWindows()[0]?.webContents.send('ok-photo-sync:drop.wanted', { paths: [path] }),
    strange,
  );
  await dialog.waitFor();
  await check('where to send');
  await dialog.getByRole('combobox').first().click();
  await page.getByRole('option').first().waitFor();
  await check('a list of albums');
  await page.getByRole('option', { name: 'Новый альбом' }).click();
  await dialog.getByRole('button', { name: 'Отправить', exact: true }).click();
  await dialog.getByText('Дайте альбому название').waitFor();
  await check('an album without a title');
  await away();

  await goTo(page, 'Папки');
  await willPick(app, join(base, 'Новые'));
  await button('Добавить папку').click();
  await dialog.getByRole('button', { name: 'Ещё правила' }).click();
  await dialog.getByRole('checkbox', { name: /показывать/iu }).click();
  await check('adding a folder, all rules');
  await dialog.getByRole('button', { name: /^Показать мне 8 фото/u }).click();
  await expect(dialog).toHaveCount(0);
  await ask(page, 'folders.add', { path: phone, target: { kind: 'personal' }, rules: {} });
  await expect.poll(() => statusOf(page), { timeout: 60_000 }).toBe('needs_you');
  await button(/^Действия с папкой «С телефона»/u).click();
  await page.getByRole('menuitem').first().waitFor();
  await check('menu of a folder');
  await page.getByRole('menuitem', { name: 'Альбом и правила' }).click();
  await dialog.waitFor();
  await check('album and rules');
  await away();
  await button(/^Действия с папкой «С телефона»/u).click();
  await page.getByRole('menuitem', { name: 'Убрать папку' }).click();
  await dialog.waitFor();
  await check('removing a folder');
  await away();

  await goTo(page, 'Проблемы');
  await button('Превратить 1 фото в JPEG').click({ timeout: 60_000 });
  await dialog.getByRole('img', { name: /^На OK/u }).waitFor({ timeout: 30_000 });
  await check('converting, before and after');
  await away();

  await goTo(page, 'Обзор');
  await goTo(page, 'Фото');
  await button(/^На просмотр|^Посмотреть|^Ждут просмотра/u).click({ timeout: 60_000 });
  await page.locator('.review-bar').waitFor();
  await check('review');
  await page.locator('[data-photo="0"]').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await page.getByText('Выбрано 3 фото').waitFor();
  await check('review, some chosen');
  await button('Не отправлять 3 фото').click();
  await dialog.waitFor();
  await check('leaving out many');
  await away();

  for (const [path, name] of [
    [join(phone, 'icon.png'), 'explain, a decision wanted'],
    [strange, 'explain, not watched'],
    [join(phone, 'half.part'), 'explain, left out'],
    [join(phone, 'later.jpg'), 'explain, not seen yet'],
  ] as const) {
    await willPick(app, path);
    await button('Что с этим файлом').click();
    await expect(dialog.getByText('Программа ищет этот файл')).toHaveCount(0);
    await dialog.waitFor();
    await check(name);
    await away();
  }
  await page.getByRole('searchbox').or(page.getByPlaceholder('Имя, папка или дата')).first().fill('нет такого');
  await page.getByText('Ничего не найдено').waitFor();
  await check('nothing found');
  expect([...new Set(faults)]).toEqual([]);
});

test('the banner about unusable settings is accessible', async () => {
  await start();
  await goInside(launched.page, 'ru');
  await launched.close();
  await writeFile(join(base, 'data', 'settings.json'), '{');
  launched = await launchApp({ userData: join(base, 'data'), args: ['--lang=ru'] });
  await makeSmall(launched);
  await launched.page.locator('.banner').waitFor();
  await check('banner of the first start');
  await launched.page.getByRole('button', { name: 'Позже' }).click();
  await launched.page.locator('.content > .banner').waitFor();
  await check('banner over a screen');
  expect([...new Set(faults)]).toEqual([]);
});
