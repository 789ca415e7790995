// «Check again» on a file that is still damaged: its problem stays listed and counted, and says that it is being
// checked.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { photoBytes } from '../fixtures/make-photos.ts';
import { makeProblem } from '../fixtures/make-problems.ts';
import { launchApp, type LaunchedApp } from './launch.ts';
import { ask, goInside, goTo, statusOf } from './person.ts';

let base: string;
let launched: LaunchedApp;

test.beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'ok-photo-sync-again-'));
  launched = await launchApp({ userData: join(base, 'data'), args: ['--demo', '--lang=en'] });
});
test.afterAll(async () => {
  await launched.close();
  await rm(base, { recursive: true, force: true, maxRetries: 5 });
});

/**
 * From here on every frame in which the screen shows something else is kept: the count in the sidebar, and each cause
 * with its first button.
 */
function watchScreen(): void {
  const kept: string[] = [];
  Object.assign(window, { kept });
  const look = (): void => {
    const count = document.querySelector('.side .need-n')?.textContent ?? '0';
    const causes = [...document.querySelectorAll('.cause')].map(
      (cause) => `${cause.querySelector('h2')?.textContent}: ${cause.querySelector('.acts button')?.textContent}`,
    );
    const now = [count, ...causes].join(' | ').replaceAll('\u00a0', ' ');
    if (kept.at(-1) !== now) kept.push(now);
    requestAnimationFrame(look);
  };
  look();
}

test('a photo that is being checked again stays listed and counted until the check ends', async () => {
  const { page } = launched;
  const damaged = await makeProblem(join(base, 'mixed'), 'corrupted');
  await goInside(page);
  await ask(page, 'folders.add', { path: join(base, 'mixed'), target: { kind: 'personal' }, rules: {} });
  await expect.poll(() => statusOf(page), { timeout: 60_000 }).toBe('needs_you');
  await goTo(page, 'Problems');
  const again = page.getByRole('button', { name: 'Check 1 photo again' });
  await again.waitFor();
  // A screen that is opened asks its list at once; the count is told with the next beat.
  await expect(page.locator('.side .need-n')).toHaveText('1');
  await page.evaluate(watchScreen);
  const kept = () => page.evaluate(() => (window as unknown as { kept: string[] }).kept);

  await again.focus();
  await page.keyboard.press('Enter');
  const busy = page.getByRole('button', { name: 'Being checked again' });
  await expect(busy).toBeVisible();
  await expect(busy).toBeFocused();
  // The file is as damaged as before, and may be asked about once more.
  await expect(again).toBeVisible({ timeout: 30_000 });
  await expect(again).toBeFocused();
  expect(await kept()).toEqual([
    '1 | 1 file is damaged: Check 1 photo again',
    '1 | 1 file is damaged: Being checked again',
    '1 | 1 file is damaged: Check 1 photo again',
  ]);

  // Once replaced on the disk it leaves list and count, and the focus is not lost.
  await writeFile(damaged, await photoBytes({ width: 900, height: 600, seed: 77 }));
  await expect(page.getByText('Nothing to decide')).toBeVisible({ timeout: 30_000 });
  await expect(page.locator('.side .need-n')).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
});
