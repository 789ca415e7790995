// Fifty thousand files let go over the window at once, as a tree, and ten thousand one by one: it answers all the
// while, and every file is known in the end. OK_PHOTO_SYNC_MANY_FILES=1000 makes it another number.
import { linkSync, mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { makeLibrary } from '../fixtures/make-photos.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { ask, goInside, goTo, photosThere } from './person.ts';

const inTree = Number(process.env['OK_PHOTO_SYNC_MANY_FILES'] ?? 50_000);
/** Each is a path of its own in the message. */
const oneByOne = Math.ceil(inTree / 5);
const perFolder = 500;

let base: string;
let launched: LaunchedApp;

test.beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-many-'));
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo', '--lang=en'] });
  await goInside(launched.page);
});
test.afterEach(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

/** One photo under many names: made in a moment, and each name is a file of its own to the program. */
function manyNames(photo: string, folder: string, files: number): string[] {
  const paths: string[] = [];
  for (let index = 0; index < files; index += 1) {
    const below = join(folder, `${String(Math.floor(index / perFolder)).padStart(3, '0')}`);
    if (index % perFolder === 0) mkdirSync(below, { recursive: true });
    const path = join(below, `photo-${String(index).padStart(5, '0')}.jpg`);
    linkSync(photo, path);
    paths.push(path);
  }
  return paths;
}

const known = async (page: Page): Promise<number> =>
  ((await ask(page, 'snapshot.get').catch(() => null)) as { counts: { all: number } } | null)?.counts.all ?? 0;

/** One press of End leads away from the first photos, however the list grows meanwhile. */
async function endReached(page: Page): Promise<void> {
  const first = page.locator('[data-photo="0"]');
  if ((await known(page)) < 500 || !(await first.isVisible())) return;
  await first.focus();
  await page.keyboard.press('End');
  const focused = () =>
    page.evaluate(() => Number((document.activeElement as HTMLElement | null)?.dataset['photo'] ?? 0));
  await expect.poll(focused).toBeGreaterThan(100);
}

async function takenIn(files: number, paths: (tree: string, all: string[]) => string[]): Promise<void> {
  test.setTimeout(240_000);
  const { page, app } = launched;
  const [photo = ''] = await makeLibrary(join(base, 'one'), 1);
  const tree = join(base, 'tree');
  const all = manyNames(photo, tree, files);

  await app.evaluate(
    ({ BrowserWindow }, dropped) => {
      BrowserWindow.getAllWindows()[0]?.webContents.send('ok-photo-sync:drop.wanted', { paths: dropped });
    },
    paths(tree, all),
  );
  await page.locator('.dialog').getByRole('button', { name: 'Send to personal photos' }).click();

  // The longest time in which the window did nothing else; told, not judged: machines differ.
  await page.evaluate(() => {
    let last = performance.now();
    Object.assign(globalThis, { longestGapMs: 0 });
    setInterval(() => {
      const now = performance.now();
      const kept = globalThis as unknown as { longestGapMs: number };
      kept.longestGapMs = Math.max(kept.longestGapMs, now - last);
      last = now;
    }, 20);
  });
  let walks = 0;
  let seen = 0;
  do {
    for (const name of ['Photos', 'Folders', 'Problems', 'Settings', 'Overview']) {
      await goTo(page, name);
      if (name === 'Photos') await endReached(page);
      if (name !== 'Overview') await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    }
    walks += 1;
    seen = await known(page);
  } while (seen < files && walks < 300);
  const gap = await page.evaluate(() => (globalThis as unknown as { longestGapMs: number }).longestGapMs);
  test.info().annotations.push({ type: 'longest gap', description: `${Math.round(gap)} ms in ${walks} walks` });
  expect(seen).toBe(files);

  // All of them are in the list, to its very end, and the first photo leaves while the others are still looked at.
  await goTo(page, 'Photos');
  await page.locator('[data-photo="0"]').focus();
  const last = page.locator(`[data-photo="${files - 1}"]`);
  await expect(async () => {
    // The list may still be growing: its end is where it is when the key is pressed.
    await page.keyboard.press('End');
    await expect(last).toBeFocused({ timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
  await expect(last).toHaveAccessibleName(/^photo-\d{5}\.jpg, /u);
  await expect.poll(() => photosThere(page), { timeout: 60_000 }).toBe(1);
}

test(`a dropped tree of ${inTree} files is taken in while every screen opens`, () => takenIn(inTree, (tree) => [tree]));
test(`${oneByOne} dropped files are taken in while every screen opens`, () => takenIn(oneByOne, (_tree, all) => all));
