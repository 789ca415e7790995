// Screenshots of the four steps of the first start.
import type { Language } from '../../shared/locales/languages.ts';
import { join } from 'node:path';
import { camera, type Theme } from './camera.ts';
import type { LaunchedApp } from './launch.ts';
import { ask, willPick } from './person.ts';

/** `home` has pictures in the usual place, so they are suggested. */
export async function shootStart(
  { app, page }: LaunchedApp,
  language: Language,
  theme: Theme,
  home: string,
): Promise<void> {
  const { words, take } = camera(page, language, theme);
  const button = (name: RegExp) => page.getByRole('button', { name }).first();
  await button(/^(Try the demo account|Попробовать на демо-аккаунте)$/u).waitFor();
  await ask(page, 'settings.change', { language, theme });
  await take('start-welcome');
  await button(/^(Try the demo account|Попробовать на демо-аккаунте)$/u).click();
  await page.getByText(new RegExp(words.pictures, 'u')).first().waitFor();
  await willPick(app, join(home, words.mixed));
  await button(/^(Choose (a|another) folder|Выбрать (другую )?папку)$/u).click();
  await button(/^(Next|Дальше): 34/u).waitFor({ timeout: 30_000 });
  // The wall is full of their photos.
  await page.locator('.show .photo').first().waitFor();
  await page.waitForFunction(() => document.querySelector('.show .photo.frame') === null, undefined, {
    timeout: 90_000,
  });
  await take('start-folders');
  await button(/^(Next|Дальше): 34/u).click();
  await page.getByText(words.mixed).first().waitFor();
  await take('start-albums');
  await button(/^(Show what will happen|Показать, что будет)$/u).click();
  await button(/^(Send|Отправить) 30/u).waitFor({ timeout: 90_000 });
  await take('start-plan');
}
