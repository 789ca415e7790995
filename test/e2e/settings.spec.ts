// Settings apply at once and persist: language, appearance, and sending hours with their override.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { ask, goInside, goTo, photosThere, statusOf } from './person.ts';

let base: string;
let launched: LaunchedApp;

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-settings-'));
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo', '--lang=en'] });
});
test.afterEach(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

test('language and appearance change at once and persist; outside the sending hours sending waits and can be overridden', async () => {
  let { page } = launched;
  await goInside(page);
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

  await goTo(page, 'Settings');
  await page.getByRole('radio', { name: 'Light' }).click();
  const light = await background();
  await page.getByRole('radio', { name: 'Dark' }).click();
  await expect.poll(background).not.toBe(light);
  const dark = await background();

  await page.getByRole('combobox', { name: 'Language' }).click();
  await page.getByRole('option', { name: 'Русский' }).click();
  await expect(page.getByRole('heading', { name: 'Настройки' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ru');
  // The shell speaks the same language as the window.
  await expect
    .poll(() => launched.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map((item) => item.label) ?? []))
    .toContain('Файл');

  // Every hour of the week, by dragging over the grid from corner to corner: polite, then «do not send».
  await page.getByRole('navigation', { name: 'Разделы настроек' }).getByRole('button', { name: 'Сеть' }).click();
  const first = page.getByRole('gridcell', { name: /понедельник, 0:00/u });
  const last = page.getByRole('gridcell', { name: /воскресенье, 23:00/u });
  for (const [level, letter] of [
    ['Вежливо', 'p'],
    ['Не отправлять', '-'],
  ] as const) {
    await first.hover();
    await page.mouse.down();
    await last.hover();
    await page.mouse.up();
    await expect(last).toHaveAccessibleName(new RegExp(level.replace(' ', '\\s'), 'u'));
    await expect(first).toHaveAccessibleName(new RegExp(level.replace(' ', '\\s'), 'u'));
    expect(((await ask(page, 'settings.get')) as { sending: { hours: string } }).sending.hours).toBe(
      letter.repeat(168),
    );
  }

  await makeLibrary(join(base, 'photos'), 3);
  await ask(page, 'folders.add', { path: join(base, 'photos'), target: { kind: 'personal' }, rules: {} });
  await goTo(page, 'Обзор');
  await expect(page.getByRole('heading', { name: 'Ждёт: сейчас не время отправки' })).toBeVisible({ timeout: 30_000 });
  expect(await photosThere(page)).toBe(0);

  await launched.close();
  launched = await launchApp({ userData: join(base, 'data'), args: ['--lang=en'] });
  page = launched.page;
  await expect(page.getByRole('heading', { name: 'Ждёт: сейчас не время отправки' })).toBeVisible({ timeout: 30_000 });
  expect(await background()).toBe(dark);
  expect(await photosThere(page)).toBe(0);

  await page.getByRole('button', { name: /^Отправить всё равно/u }).click();
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(3);
  await expect.poll(() => statusOf(page)).toBe('ready');
  // The rule itself was set aside, not changed.
  expect(((await ask(page, 'settings.get')) as { sending: { hours: string } }).sending.hours).toBe('-'.repeat(168));
});
