// An album that others see than was chosen: the window says who sees it and who should, and nothing is sent before a
// person has decided.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { launchApp } from './launch.ts';
import { arrived, ask, goInside, goTo, order, photosThere } from './person.ts';

const languages = [
  ['en', 'Problems', 'Everyone sees the album now. You chose: only you.', 'Correct it: only you can see'],
  ['ru', 'Проблемы', 'Сейчас альбом видят все. Вы выбрали: только вы.', 'Исправить: видите только вы'],
] as const;

for (const [lang, screen, who, button] of languages)
  test(`${lang}: an album that everyone sees in place of one person is asked about, corrected and filled`, async () => {
    const base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-privacy-'));
    const launched = await launchApp({ userData: join(base, 'data'), args: ['--demo', `--lang=${lang}`] });
    const { page } = launched;
    try {
      await goInside(page, lang);
      await order(page, 'switches', { albumTypeKept: 'when-edited' });
      const path = join(base, 'photos');
      await makeLibrary(path, 2, { width: 200, height: 150, firstSeed: 5 });
      await ask(page, 'folders.add', { path, target: { kind: 'new', title: 'Дача', privacy: 'private' }, rules: {} });
      await goTo(page, screen);
      await expect(page.getByText(who)).toBeVisible({ timeout: 60_000 });
      expect(await photosThere(page)).toBe(0);
      await page.getByRole('button', { name: button }).click();
      await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(2);
      expect((await arrived(page)).albums).toMatchObject([{ title: 'Дача', type: 'PRIVATE' }]);
    } finally {
      await launched.close();
      await rm(base, { recursive: true, force: true, maxRetries: 5 });
    }
  });
