// Pictures of every screen, in both languages and both themes, from the real app on the demo account: `npm run screenshots [ru|en] [light|dark]`.
import { mkdir, mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import type { Page } from '@playwright/test';
import type { SendRules } from '../../shared/send-rules.ts';
import { makePhoto } from '../fixtures/make-photos.ts';
import { makeProblem, type ProblemKind } from '../fixtures/make-problems.ts';
import { scenes, type Scene } from '../fixtures/scenes.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { ask, dropFiles, willPickFolder } from './person.ts';

const shots = resolve(import.meta.dirname, '../../docs/screenshots');
const given = process.argv.slice(2);
const languages = (['ru', 'en'] as const).filter(
  (one) => !given.some((word) => word === 'ru' || word === 'en') || given.includes(one),
);
const themes = (['light', 'dark'] as const).filter(
  (one) => !given.some((word) => word === 'light' || word === 'dark') || given.includes(one),
);

const names = {
  ru: {
    dacha: 'Дача',
    sea: 'Море',
    mixed: 'С телефона',
    album: 'Дача 2026',
    seaAlbum: 'Море, август',
    nav: { overview: 'Обзор', photos: 'Фото', folders: 'Папки', problems: 'Проблемы', settings: 'Настройки' },
  },
  en: {
    dacha: 'Cottage',
    sea: 'Sea',
    mixed: 'From the phone',
    album: 'Cottage 2026',
    seaAlbum: 'Sea, August',
    nav: { overview: 'Overview', photos: 'Photos', folders: 'Folders', problems: 'Problems', settings: 'Settings' },
  },
};
type Words = (typeof names)['ru'];

const shapes: readonly [number, number][] = [
  [2048, 1365],
  [1365, 2048],
  [2048, 1536],
  [2400, 1350],
  [1600, 1600],
];
const allScenes = Object.keys(scenes) as Scene[];

/** A folder of good photos, newest `daysAgo` days ago, older ones three hours apart. */
async function photosIn(folder: string, count: number, firstSeed: number, daysAgo: number): Promise<string[]> {
  const paths: string[] = [];
  for (let index = 0; index < count; index++) {
    const [width, height] = shapes[(index * 3 + firstSeed) % shapes.length] ?? [2048, 1365];
    const scene = allScenes[(index * 5 + firstSeed) % allScenes.length];
    const capturedAt = new Date(Date.now() - daysAgo * 86_400_000 - index * 5_400_000);
    const path = join(folder, `DSC_${String(401 + index).padStart(4, '0')}.jpg`);
    await makePhoto({
      path,
      format: 'jpeg',
      width,
      height,
      seed: firstSeed + index * 7,
      capturedAt,
      // As heavy as a telephone's: bars that creep are seen creeping.
      quality: 93,
      grain: 14,
      ...(scene === undefined ? {} : { scene }),
    });
    paths.push(path);
  }
  return paths;
}

async function problemsIn(folder: string, kinds: readonly ProblemKind[]): Promise<void> {
  const before = new Date(Date.now() - 2 * 86_400_000);
  for (const kind of kinds) {
    const path = await makeProblem(folder, kind);
    await utimes(path, before, before);
  }
}

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

async function status(page: Page): Promise<string> {
  return ((await ask(page, 'snapshot.get')) as { status: { kind: string } }).status.kind;
}

async function until(page: Page, wanted: (kind: string) => boolean): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (wanted(await status(page))) return;
    await page.waitForTimeout(100);
  }
  throw new Error(`the program stays «${await status(page)}»`);
}

async function shoot(
  { app, page }: LaunchedApp,
  language: 'ru' | 'en',
  theme: 'light' | 'dark',
  photos: string,
): Promise<void> {
  const words: Words = names[language];
  const take = async (name: string): Promise<void> => {
    // Pictures fade in; nothing else moves.
    await page.waitForTimeout(500);
    const file = join(shots, `${name}-${language}-${theme}.png`);
    // A palette keeps the repository small; the parts' colours stay exact.
    await sharp(await page.screenshot())
      .png({ palette: true, quality: 92, effort: 8 })
      .toFile(file);
    process.stdout.write(`${file}\n`);
  };
  const go = (screen: keyof Words['nav']): Promise<void> =>
    page
      .getByRole('navigation')
      .getByRole('button', { name: new RegExp(`^${words.nav[screen]}`, 'u') })
      .click();

  await page.getByRole('button', { name: /Later|Позже/u }).waitFor();
  await ask(page, 'settings.change', { language, theme });
  await take('start-welcome');
  await page.getByRole('button', { name: /Later|Позже/u }).click();
  await page.getByRole('navigation').first().waitFor();
  await take('overview-empty');

  await ask(page, 'folders.add', {
    path: join(photos, words.sea),
    target: { kind: 'new', title: words.seaAlbum, privacy: 'private' },
    rules: {},
  });
  await until(page, (kind) => kind === 'ready');
  await take('overview-idle');

  await limitSpeed(page, 900_000);
  await ask(page, 'folders.add', {
    path: join(photos, words.dacha),
    target: { kind: 'new', title: words.album, privacy: 'friends' },
    rules: {},
  });
  await until(page, (kind) => kind === 'sending');
  await page.waitForTimeout(5_500);
  await take('overview-sending');
  await go('photos');
  await take('photos-sending');
  await limitSpeed(page, null);
  await ask(page, 'folders.add', { path: join(photos, words.mixed), target: { kind: 'personal' }, rules: {} });
  await until(page, (kind) => kind === 'needs_you');
  // The list follows within a second.
  await page.waitForTimeout(1_500);
  await take('photos');
  await page.locator('.photo').nth(3).click();
  await take('photo');
  await page.keyboard.press('Escape');
  await go('overview');
  await take('overview-needs-you');
  await go('folders');
  await take('folders');
  await willPickFolder(app, join(photos, 'more'));
  await page
    .getByRole('button', { name: /Add a folder|Добавить папку/u })
    .first()
    .click();
  await page.getByRole('dialog').waitFor();
  await take('folders-add');
  await page.keyboard.press('Escape');
  await go('problems');
  await take('problems');
  await go('settings');
  await take('settings-general');
  await page.getByText(/^(Network|Сеть)$/u).click();
  await take('settings-network');
  await go('overview');
  // Held over the window and not let go: the overlay stays.
  await dropFiles(
    page,
    [join(photos, 'more', 'DSC_0401.jpg'), join(photos, 'more', 'DSC_0402.jpg')],
    (where) => where.locator('.target').nth(1),
    { letGo: false },
  );
  await take('drop');
}

await mkdir(shots, { recursive: true });
for (const language of languages) {
  const words = names[language];
  const photos = await mkdtemp(join(tmpdir(), 'ok-photo-sync-pictures-'));
  await photosIn(join(photos, words.sea), 9, 3, 9);
  await photosIn(join(photos, words.dacha), 16, 40, 0);
  await photosIn(join(photos, words.mixed), 5, 90, 1);
  await photosIn(join(photos, 'more'), 4, 120, 30);
  await problemsIn(join(photos, words.mixed), ['corrupted', 'too_big', 'invalid_format', 'too_small']);
  for (const theme of themes) {
    const launched = await launchApp({ args: ['--demo', `--lang=${language}`] });
    try {
      await shoot(launched, language, theme, photos);
    } finally {
      await launched.close();
    }
  }
  await rm(photos, { recursive: true, force: true });
}
