// Shared by the scripts that take screenshots: invented folders, names in both languages, and the camera.
import type { Language } from '../../shared/locales/languages.ts';
import { mkdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import type { Page } from '@playwright/test';
import { calmAfterMs } from '../../main/engine/report/steady-status.ts';
import { makePhoto } from '../fixtures/make-photos.ts';
import { makeProblem, type ProblemKind } from '../fixtures/make-problems.ts';
import { scenes, type Scene } from '../fixtures/scenes.ts';
import { ask } from './person.ts';

export type Theme = 'light' | 'dark';
export const shots = resolve(import.meta.dirname, '../../docs/screenshots');

export const names = {
  ru: {
    person: 'Анна',
    pictures: 'Изображения',
    downloads: 'Загрузки',
    dacha: 'Дача',
    sea: 'Море',
    mixed: 'С телефона',
    fresh: 'Новые',
    more: 'Лес',
    album: 'Дача 2026',
    seaAlbum: 'Море, август',
    problems: {
      corrupted: 'Скопировано наполовину.jpg',
      too_many_bytes: 'Панорама.png',
      invalid_format: 'Список покупок.jpg',
      too_small: 'Значок.png',
    },
    nav: { overview: 'Обзор', photos: 'Фото', folders: 'Папки', problems: 'Проблемы', settings: 'Настройки' },
  },
  en: {
    person: 'Anna',
    pictures: 'Pictures',
    downloads: 'Downloads',
    dacha: 'Cottage',
    sea: 'Sea',
    mixed: 'From the phone',
    fresh: 'New ones',
    more: 'Forest',
    album: 'Cottage 2026',
    seaAlbum: 'Sea, August',
    problems: {
      corrupted: 'Copied halfway.jpg',
      too_many_bytes: 'Panorama.png',
      invalid_format: 'Shopping list.jpg',
      too_small: 'Icon.png',
    },
    nav: { overview: 'Overview', photos: 'Photos', folders: 'Folders', problems: 'Problems', settings: 'Settings' },
  },
};
/** A home of an invented person, with the folders that every home has; its path is seen in the pictures. */
export async function makeHome(language: Language): Promise<string> {
  const { person, pictures, downloads } = names[language];
  const home = join(tmpdir(), person);
  await rm(home, { recursive: true, force: true });
  await mkdir(join(home, '.config'), { recursive: true });
  await writeFile(
    join(home, '.config', 'user-dirs.dirs'),
    `XDG_PICTURES_DIR="$HOME/${pictures}"\nXDG_DOWNLOAD_DIR="$HOME/${downloads}"\nXDG_DESKTOP_DIR="$HOME/"\n`,
  );
  return home;
}

export type Words = (typeof names)['ru'];

const shapes: readonly [number, number][] = [
  [2048, 1365],
  [1365, 2048],
  [2048, 1536],
  [2400, 1350],
  [1600, 1600],
];
const allScenes = Object.keys(scenes) as Scene[];

/** A folder of good photos, newest `daysAgo` days ago, older ones three hours apart. */
export async function photosIn(folder: string, count: number, firstSeed: number, daysAgo: number): Promise<string[]> {
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

export async function problemsIn(folder: string, problems: Words['problems']): Promise<void> {
  const before = new Date(Date.now() - 2 * 86_400_000);
  for (const [kind, name] of Object.entries(problems) as [ProblemKind, string][]) {
    const path = join(folder, name);
    await rename(await makeProblem(folder, kind), path);
    await utimes(path, before, before);
  }
}

export const fileOf = (name: string, language: Language, theme: Theme): string =>
  join(shots, `${name}-${language}-${theme}.png`);

/** A palette keeps the repository small; the parts' colours stay exact. */
export async function keep(picture: Buffer, file: string): Promise<void> {
  await sharp(picture).png({ palette: true, quality: 92, effort: 8 }).toFile(file);
  process.stdout.write(`${file}\n`);
}

export interface Camera {
  words: Words;
  take(name: string, page?: Page): Promise<void>;
  go(screen: keyof Words['nav']): Promise<void>;
  until(wanted: (kind: string) => boolean): Promise<void>;
}

export function camera(page: Page, language: Language, theme: Theme): Camera {
  const words: Words = names[language];
  const status = async (): Promise<string> =>
    ((await ask(page, 'snapshot.get')) as { status: { kind: string } }).status.kind;
  return {
    words,
    async take(name, from = page) {
      // Pictures fade in; nothing else moves.
      await from.waitForTimeout(500);
      await keep(await from.screenshot(), fileOf(name, language, theme));
    },
    go: (screen) =>
      page
        .getByRole('navigation')
        .getByRole('button', { name: new RegExp(`^${words.nav[screen]}`, 'u') })
        .click(),
    async until(wanted) {
      for (let tries = 0; tries < 600; tries++) {
        if (wanted(await status())) {
          // The window says that work is over some seconds after it ended.
          if (wanted('ready') || wanted('needs_you')) await page.waitForTimeout(calmAfterMs + 2_000);
          return;
        }
        await page.waitForTimeout(100);
      }
      throw new Error(`the program stays «${await status()}»`);
    },
  };
}
