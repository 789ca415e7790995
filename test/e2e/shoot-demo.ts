// Screenshots of the demo account, from an empty Overview to the last dialog.
import type { Language } from '../../shared/locales/languages.ts';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { SendRules } from '../../shared/send-rules.ts';
import { camera, type Theme } from './camera.ts';
import type { LaunchedApp } from './launch.ts';
import { ask, dropFiles, willPick } from './person.ts';

/** A limit of the program's own: behind the service's, the system's buffers would swallow whole photos at once. */
async function limitSpeed(page: Page, bytesPerSecond: number | null): Promise<void> {
  const { sending } = (await ask(page, 'settings.get')) as { sending: SendRules };
  await ask(page, 'settings.change', {
    sending:
      bytesPerSecond === null
        ? { ...sending, speed: 'full' }
        : { ...sending, speed: 'limited', limitBytesPerSecond: bytesPerSecond },
  });
}

export async function shootDemo(
  { app, page }: LaunchedApp,
  language: Language,
  theme: Theme,
  home: string,
): Promise<void> {
  const { words, take, go, until } = camera(page, language, theme);
  const button = (name: RegExp) => page.getByRole('button', { name }).first();
  const dialog = page.locator('.dialog');
  const away = async (): Promise<void> => {
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  };

  await button(/^(Later|Позже)$/u).waitFor();
  await ask(page, 'settings.change', { language, theme });
  await button(/^(Later|Позже)$/u).click();
  await page.getByRole('navigation').first().waitFor();
  await take('overview-empty');

  await ask(page, 'folders.add', {
    path: join(home, words.pictures, words.sea),
    target: { kind: 'new', title: words.seaAlbum, privacy: 'private' },
    rules: {},
  });
  await until((kind) => kind === 'ready');
  await take('overview-idle');

  await limitSpeed(page, 900_000);
  await ask(page, 'folders.add', {
    path: join(home, words.pictures, words.dacha),
    target: { kind: 'new', title: words.album, privacy: 'friends' },
    rules: {},
  });
  await until((kind) => kind === 'sending');
  await page.waitForTimeout(5_500);
  await take('overview-sending');
  await go('photos');
  await take('photos-sending');
  await limitSpeed(page, null);
  await ask(page, 'folders.add', { path: join(home, words.mixed), target: { kind: 'personal' }, rules: {} });
  await until((kind) => kind === 'needs_you');
  await take('photos');
  await page.locator('.photo').nth(3).click();
  await take('photo');
  await page.keyboard.press('Escape');
  await go('overview');
  await take('overview-needs-you');
  await go('folders');
  await take('folders');
  await willPick(app, join(home, words.more));
  await button(/Add a folder|Добавить папку/u).click();
  await dialog.waitFor();
  await take('folders-add');
  await away();
  await go('problems');
  await take('problems');
  await page
    .locator('.cause')
    .filter({ has: page.getByRole('heading', { name: /larger than OK accepts|больше, чем принимает/u }) })
    .getByRole('button', { name: /^(Make 1 photo smaller|Уменьшить 1 фото)$/u })
    .click();
  await dialog.getByRole('img', { name: /^(On OK|На OK)/u }).waitFor({ timeout: 60_000 });
  await take('convert');
  await away();
  await go('settings');
  await take('settings-general');
  await page.getByText(/^(Network|Сеть)$/u).click();
  await take('settings-network');
  await app.evaluate(({ Menu }) => {
    // Which computer the pictures were taken on is nobody's business.
    process.getSystemVersion = () => '24.04';
    const help = Menu.getApplicationMenu()?.items.find((item) => item.role === ('help' as never));
    help?.submenu?.items[0]?.click();
  });
  await dialog.locator('dd').first().waitFor();
  await take('about');
  await away();

  const albums = (await ask(page, 'albums.list')) as { title: string; albumId: number | null }[];
  await ask(page, 'folders.add', {
    path: join(home, words.fresh),
    target: { kind: 'known', albumId: albums.find(({ title }) => title === words.album)?.albumId },
    rules: { review: true },
  });
  await go('photos');
  await button(/^(To review|На просмотр)\s*12/u).click({ timeout: 60_000 });
  await page.locator('[data-photo="1"]').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowRight');
  await page.locator('[data-photo="4"]').hover();
  await take('review');
  await willPick(app, join(home, words.pictures, words.dacha, 'DSC_0404.jpg'));
  await button(/^(What about this file|Что с этим файлом)$/u).click();
  await dialog.locator('.explained').waitFor();
  await take('explain');
  await away();

  await go('overview');
  // Held over the window and not let go: the overlay stays.
  await dropFiles(
    page,
    [join(home, words.more, 'DSC_0401.jpg'), join(home, words.more, 'DSC_0402.jpg')],
    // The list grows when the albums are known.
    (where) => where.locator('.target').filter({ hasText: words.album }),
    { letGo: false },
  );
  await take('drop');
}
