// What OK accepts: Settings tell how surely each number is known, and what was learned can be forgotten there. The plan
// of the first start tells it in a sentence.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makePhoto } from '../fixtures/make-photos.ts';
import { launchApp } from './launch.ts';
import { ask, goInside, goTo, order } from './person.ts';

const languages = [
  {
    lang: 'en',
    settings: 'Settings',
    advanced: 'Advanced',
    assumed: 'File size: up to 50 MB (assumed)',
    learned: 'Shorter side: from 61 pixels (learned from OK on ',
    forget: 'Forget what was learned',
    again: 'Shorter side: from 16 pixels (assumed)',
  },
  {
    lang: 'ru',
    settings: 'Настройки',
    advanced: 'Дополнительно',
    assumed: 'Размер файла: до 50 МБ (предположение)',
    learned: 'Короткая сторона в точках: от 61 (узнано от OK: ',
    forget: 'Забыть узнанное',
    again: 'Короткая сторона в точках: от 16 (предположение)',
  },
] as const;

for (const { lang, settings, advanced, assumed, learned, forget, again } of languages)
  test(`${lang}: a limit that OK showed is told with its day, and forgotten with one button`, async () => {
    const base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-limits-'));
    const launched = await launchApp({ userData: join(base, 'data'), args: ['--demo', `--lang=${lang}`] });
    const { page } = launched;
    try {
      await goInside(page, lang);
      await order(page, 'switches', { limits: { minSide: 90 } });
      const folder = join(base, 'photos');
      await makePhoto({ path: join(folder, '1.jpg'), width: 60, height: 60, seed: 1, grain: 0 });
      await ask(page, 'folders.add', { path: folder, target: { kind: 'personal' }, rules: {} });
      await goTo(page, settings);
      await page.getByText(advanced, { exact: true }).click();
      await expect(page.getByText(assumed)).toBeVisible();
      await expect(page.getByText(learned)).toBeVisible({ timeout: 60_000 });
      await page.getByRole('button', { name: forget }).click();
      await expect(page.getByText(again)).toBeVisible();
      await expect(page.getByRole('button', { name: forget })).toHaveCount(0);
    } finally {
      await launched.close();
      await rm(base, { recursive: true, force: true, maxRetries: 5 });
    }
  });
